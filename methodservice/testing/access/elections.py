"""Access to the orders that begin on a page of associations."""

from methodservice.testing.access_rows import METHODISTS, Row, Who

ROWS: list[Row] = [
    Row(
        "associations:order_after_election",
        "election",
        own=Who(may=METHODISTS, sees="department coordinator head secretary curator member"),
        method="POST",
    ),
]
