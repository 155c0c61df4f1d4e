"""Access to approving, revising and comparing editions of roadmaps."""

from methodservice.testing.access.roadmaps import DRAFT_KEPT, DRAFT_SEEN, KEPT, SEEN
from methodservice.testing.access_rows import Row, as_word

ROWS: list[Row] = [
    Row("roadmap:approve", "draft_roadmap", own=DRAFT_KEPT),
    Row("roadmap:approve_annex", "draft_roadmap", own=DRAFT_KEPT, method="POST"),
    Row("roadmap:approve_order", "draft_roadmap", own=DRAFT_KEPT),
    Row("roadmap:approve_paper", "draft_roadmap", own=DRAFT_KEPT),
    Row("roadmap:changes", "roadmap", own=SEEN),
    Row("roadmap:changes", "draft_roadmap", own=DRAFT_SEEN),
    Row(
        "roadmap:changes_file",
        "revised_roadmap_edition",
        own=DRAFT_SEEN,
        args=as_word("revised_roadmap_edition"),
    ),
    Row("roadmap:reasons", "draft_roadmap", own=DRAFT_KEPT, method="POST"),
    Row("roadmap:revise", "roadmap", own=KEPT),
]
