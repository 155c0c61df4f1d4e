"""Access to the routes of roadmaps that come from files."""

from methodservice.testing.access_rows import METHODISTS, READERS, Row, Who

MINE = Who(may="methodist")
"""A file is there for whoever sent it."""


def first_row(world, ownership):
    """Address of the first row of a file."""
    return world.records["roadmap_reading"][ownership], 0


READING_ROWS: list[Row] = [
    Row("roadmap:reading", "roadmap_reading", own=MINE),
    Row("roadmap:reading_discard", "roadmap_reading", own=MINE, method="POST"),
    Row("roadmap:reading_row", "roadmap_reading", own=MINE, args=first_row),
    Row("roadmap:upload", may=METHODISTS, sees=READERS),
]
