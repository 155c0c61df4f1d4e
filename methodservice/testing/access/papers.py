"""Access to the routes of `associations.papers`."""

from methodservice.testing.access_rows import Row

ROWS: list[Row] = []
