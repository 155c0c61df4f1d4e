"""Access to the results of monitoring."""

from methodservice.testing.access_rows import DISTRICT, EVERYBODY, Row, Who

READERS = f"{DISTRICT} coordinator"
NOT_STAFF = " ".join(role for role in EVERYBODY.split() if role not in DISTRICT.split())
NOT_READERS = " ".join(role for role in EVERYBODY.split() if role not in READERS.split())
STAFF = Who(may=DISTRICT, sees="coordinator")
"""A coordinator is asked for the indicators, so they are no secret; the numbers of others are."""


def as_word(world, ownership):
    """Arguments of the report of a campaign."""
    return world.records["campaign"][ownership], "docx"


ROWS: list[Row] = [
    Row("monitoring:heat", may=DISTRICT, sees=NOT_STAFF),
    Row("monitoring:home", may=READERS, sees=NOT_READERS),
    Row("monitoring:indicator", "indicator", own=STAFF),
    Row("monitoring:results_file", "campaign", args=as_word, own=STAFF),
    Row(
        "monitoring:school",
        "school",
        own_school=Who(may=READERS, sees=NOT_READERS),
        other_school=Who(may=DISTRICT, sees=NOT_STAFF),
    ),
]
