"""Access to the routes of `associations.papers` and to the files that are attached to records."""

from methodservice.testing.access_rows import ASSOCIATION_SEEN, EVERYBODY, FILED, KEPT, METHODISTS, Row


def of_the_list(world, ownership):
    """Arguments of the page that puts a paper in: the association, a document of its municipality's list."""
    whose = "foreign" if ownership == "foreign" else "own"
    return world.records["association"][ownership], world.records["paper_kind"][whose]


ROWS: list[Row] = [
    Row("files:file", "file", **ASSOCIATION_SEEN),
    Row("papers:add", "association", args=of_the_list, **FILED),
    Row("papers:edit", "paper", **FILED),
    Row("papers:folder", "association", **ASSOCIATION_SEEN),
    Row("papers:kind_add", may=METHODISTS),
    Row("papers:kind_edit", "paper_kind", own=KEPT),
    Row("papers:kind_list", may=EVERYBODY),
    Row("papers:kind_move", "paper_kind", own=KEPT, method="POST", data={"way": "up"}),
    Row("papers:kind_retire", "paper_kind", own=KEPT, method="POST", data={"retired": "1"}),
    Row("papers:kind_usual", may=METHODISTS, method="POST"),
    Row("papers:list", may=EVERYBODY),
    Row("papers:remove", "paper", **FILED),
]
