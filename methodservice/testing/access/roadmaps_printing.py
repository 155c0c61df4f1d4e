"""Access to the printed files of roadmaps."""

from methodservice.testing.access.roadmaps import DRAFT_SEEN, SEEN
from methodservice.testing.access_rows import Row


def _as_pdf(record):
    return lambda world, ownership: (world.records[record][ownership], "pdf")


ROWS: list[Row] = [
    Row("roadmap:file", "draft_roadmap_edition", args=_as_pdf("draft_roadmap_edition"), own=DRAFT_SEEN),
    Row("roadmap:file", "roadmap_edition", args=_as_pdf("roadmap_edition"), own=SEEN),
]
