"""Access to the routes of `associations.reports`."""

from methodservice.testing.access_rows import Row

ROWS: list[Row] = []
