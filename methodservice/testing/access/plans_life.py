"""Access to the routes of starting a plan and of the life of its items."""

from methodservice.testing.access_rows import EVERYBODY, FILED, KEPT, METHODISTS, READ, Row, Who

UPLOADED = {name: Who(may="methodist") for name in ("own", "own_school", "other_school")}
"""A table from a file is there only for whoever sent it (the methodist), while that person leads the association."""
TEMPLATED = {
    "own": Who(may=METHODISTS, sees="department coordinator head secretary curator member"),
    "own_school": Who(may=METHODISTS, sees="department coordinator"),
    "other_school": Who(may=METHODISTS, sees="department"),
}
"""A plan, kept as a template."""

ROWS: list[Row] = [
    Row("plans:item", "plan_item", **READ),
    Row("plans:item_event", "plan_item", method="POST", data={"seen": "1"}, **FILED),
    Row("plans:item_link", "plan_item", **FILED),
    Row("plans:item_mark", "plan_item", **FILED),
    Row("plans:item_meeting", "plan_item", method="POST", data={"seen": "1"}, **FILED),
    Row("plans:item_take_back", "plan_item", **FILED),
    Row("plans:item_unlink", "plan_link", method="POST", **FILED),
    Row("plans:start", "association", **FILED),
    Row("plans:table", "plan_table", **UPLOADED),
    Row("plans:table_discard", "plan_table", method="POST", **UPLOADED),
    Row("plans:template_delete", "plan_template", own=KEPT),
    Row("plans:template_rename", "plan_template", own=KEPT),
    Row("plans:template_save", "plan", **TEMPLATED),
    Row("plans:templates", may=EVERYBODY),
]
