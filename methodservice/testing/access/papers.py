"""Access to the routes of `associations.papers` and to the files that are attached to records."""

from methodservice.testing.access_rows import ASSOCIATION_SEEN, Row

ROWS: list[Row] = [
    Row("files:file", "file", **ASSOCIATION_SEEN),
]
