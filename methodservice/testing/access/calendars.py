"""Access to the routes of `associations.calendars`."""

from methodservice.testing.access_rows import EVERYBODY, Row, Who

ROWS: list[Row] = [
    Row("calendars:consolidated", may=EVERYBODY),
    Row("calendars:consolidated_file", "plan_format", own=Who(may=EVERYBODY)),
    Row("calendars:feed", "feed_secret", own=Who(may=EVERYBODY), public=True),
    Row("calendars:feed_replace", "feed", own=Who(may="methodist")),
    Row("calendars:feed_revoke", "feed", own=Who(may="methodist")),
    Row("calendars:feeds", may=EVERYBODY),
    Row("calendars:month", may=EVERYBODY),
]
