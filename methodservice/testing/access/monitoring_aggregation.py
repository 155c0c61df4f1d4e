"""Access to computing the results of `monitoring`."""

from methodservice.testing.access_rows import METHODISTS, Row, Who

ROWS: list[Row] = [
    Row(
        "monitoring:recount",
        "campaign",
        own=Who(may=METHODISTS, sees="department coordinator"),
        method="POST",
    ),
]
