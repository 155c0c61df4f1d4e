"""Access to the routes of `associations.reports`."""

from methodservice.testing.access_rows import ASSOCIATION_SEEN, DISTRICT, EVERYBODY, FILED, READ, Row, Who

PREPARED = {name: Who(may=who.may) for name, who in FILED.items()}
"""A report that is not accepted yet: only those who lead the association and who accept know of it."""
REVIEWED = {
    "own": Who(may="admin methodist", sees="head secretary"),
    "own_school": Who(may="admin methodist coordinator"),
    "other_school": Who(may="admin methodist"),
}
"""A submitted report, accepted or returned where the rule of the municipality names the methodist."""
NOT_STAFF = " ".join(role for role in EVERYBODY.split() if role not in DISTRICT.split())


def as_word(record):
    """Arguments of the file of a report."""
    return lambda world, ownership: (world.records[record][ownership], "docx")


def attendance(world, ownership):
    """Arguments of the list behind a figure."""
    return world.records["association"][ownership], 2025, "attendance"


ROWS: list[Row] = [
    Row("reports:analysis", may=DISTRICT, sees=NOT_STAFF),
    Row("reports:analysis_file", "file_format", own=Who(may=DISTRICT, sees=NOT_STAFF)),
    Row("reports:discard", "report", **PREPARED),
    Row("reports:figure", "association", args=attendance, **ASSOCIATION_SEEN),
    Row("reports:file", "report", args=as_word("report"), **PREPARED),
    Row("reports:file", "accepted_report", args=as_word("accepted_report"), **READ),
    Row("reports:list", may=EVERYBODY),
    Row("reports:report", "report", **PREPARED),
    Row("reports:report", "accepted_report", **READ),
    Row("reports:review", "submitted_report", method="POST", **REVIEWED),
    Row("reports:start", "association", **FILED),
    Row("reports:submit", "report", method="POST", **PREPARED),
    Row("reports:texts", "report", **PREPARED),
    Row("reports:withdraw", "submitted_report", method="POST", **PREPARED),
]
