"""Access to the routes of `associations.calendars`."""

from methodservice.testing.access_rows import Row

ROWS: list[Row] = []
