"""Access to the routes of programmes and roadmaps."""

from methodservice.testing.access_rows import DISTRICT, EVERYBODY, METHODISTS, READERS, Row, Who

SEEN = Who(may=EVERYBODY)
"""Approved once: everybody of the district reads it."""
KEPT = Who(may=METHODISTS, sees=READERS)
DRAFT_SEEN = Who(may=DISTRICT)
"""Being prepared: the staff of the district."""
DRAFT_KEPT = Who(may=METHODISTS, sees="department")

ROWS: list[Row] = [
    Row("roadmap:item", "roadmap_item", own=SEEN),
    Row("roadmap:item", "draft_roadmap_item", own=DRAFT_SEEN),
    Row("roadmap:list", may=EVERYBODY),
    Row("roadmap:programme", "roadmap", own=SEEN),
    Row("roadmap:programme", "draft_roadmap", own=DRAFT_SEEN),
]
