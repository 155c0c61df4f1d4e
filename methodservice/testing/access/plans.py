"""Access to the routes of `associations.plans`."""

from methodservice.testing.access_rows import Row

ROWS: list[Row] = []
