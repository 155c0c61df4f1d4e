"""Access to the routes of `associations.events`."""

from methodservice.testing.access_rows import Row

ROWS: list[Row] = []
