"""Access to the routes of the life of items."""

from methodservice.testing.access_rows import EVERYBODY, METHODISTS, READERS, Row, Who

MARKED = Who(may=f"{METHODISTS} head", sees=READERS.replace("head ", "", 1))
"""An item that the edition in force gives to the head of the district association."""
KEPT = Who(may=METHODISTS, sees=READERS)
"""An item that is given to nobody, and what methodists alone do."""

ROWS: list[Row] = [
    Row("roadmap:fact_add", "roadmap_given_item", own=MARKED),
    Row("roadmap:fact_add", "roadmap_kept_item", own=KEPT),
    Row("roadmap:item", "roadmap_given_item", own=Who(may=EVERYBODY)),
    Row("roadmap:mark", "roadmap_occurrence", own=MARKED),
    Row("roadmap:mark", "roadmap_kept_occurrence", own=KEPT),
    Row("roadmap:mark_change", "roadmap_mark", own=MARKED),
    Row("roadmap:mark_take_back", "roadmap_mark", own=MARKED, method="POST"),
    Row("roadmap:mine", may=EVERYBODY),
    Row("roadmap:occurrence_cancel", "roadmap_occurrence", own=KEPT),
    Row("roadmap:occurrence_restore", "roadmap_cancelled_occurrence", own=KEPT, method="POST"),
    Row("roadmap:occurrence_start", "roadmap_occurrence", own=MARKED, method="POST"),
    Row("roadmap:occurrence_start", "roadmap_kept_occurrence", own=KEPT, method="POST"),
    Row("roadmap:schedule", "roadmap_given_item", own=KEPT),
    Row("roadmap:unwatch", "roadmap_watch", own=MARKED, method="POST"),
    Row("roadmap:watch", "roadmap_given_item", own=MARKED),
    Row("roadmap:watch", "roadmap_kept_item", own=KEPT),
]
