"""Access to linking programmes with indicators of monitoring."""

from methodservice.testing.access.roadmaps import DRAFT_KEPT, KEPT
from methodservice.testing.access_rows import Row

ROWS: list[Row] = [
    Row("roadmap:indicators_begin", "roadmap_edition", own=KEPT, method="POST"),
    Row("roadmap:indicators_begin", "draft_roadmap_edition", own=DRAFT_KEPT, method="POST"),
    Row("roadmap:indicators_link", "roadmap", own=KEPT, method="POST"),
    Row("roadmap:indicators_link", "draft_roadmap", own=DRAFT_KEPT, method="POST"),
    Row("roadmap:indicators_unlink", "roadmap_indicators", own=KEPT, method="POST"),
    Row("roadmap:indicators_unlink", "draft_roadmap_indicators", own=DRAFT_KEPT, method="POST"),
]
