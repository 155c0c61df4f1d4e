"""Access to the routes of the editor of programmes and roadmaps."""

from methodservice.testing.access.roadmaps import DRAFT_KEPT, KEPT
from methodservice.testing.access_rows import METHODISTS, READERS, Row


def placed(record):
    """Arguments of the address of the first row or column of a part."""
    return lambda world, ownership: (world.records[record][ownership], 1)


EDITED = [
    ("roadmap:column_add", "part", {}),
    ("roadmap:column_remove", "part", {"args": True}),
    ("roadmap:columns", "part", {}),
    ("roadmap:line", "line", {}),
    ("roadmap:line_add", "part", {}),
    ("roadmap:line_remove", "line", {}),
    ("roadmap:order", "part", {"method": "POST", "data": {"up": "1"}}),
    ("roadmap:part", "part", {}),
    ("roadmap:part_move", "part", {"method": "POST", "data": {"way": "up"}}),
    ("roadmap:part_remove", "part", {}),
    ("roadmap:renumber", "part", {}),
    ("roadmap:row", "passport", {"args": True}),
    ("roadmap:row_change", "passport", {"args": True, "method": "POST", "data": {"way": "down"}}),
    ("roadmap:section", "section", {}),
    ("roadmap:section_add", "part", {}),
    ("roadmap:section_remove", "section", {"method": "POST"}),
]
"""Routes of parts and rows: (name, record, more of the row); args: the address ends in a place."""


def _row(route: str, record: str, more: dict, own) -> Row:
    options = more | ({"args": placed(record)} if more.get("args") else {})
    return Row(route, record, own=own, **options)


ROWS: list[Row] = [
    Row("roadmap:discard", "roadmap", own=KEPT),
    Row("roadmap:discard", "draft_roadmap", own=DRAFT_KEPT),
    Row("roadmap:edit", "roadmap", own=KEPT),
    Row("roadmap:edit", "draft_roadmap", own=DRAFT_KEPT),
    Row("roadmap:part_add", "roadmap", own=KEPT),
    Row("roadmap:part_add", "draft_roadmap", own=DRAFT_KEPT),
    Row("roadmap:start", may=METHODISTS, sees=READERS),
    Row("roadmap:words", "roadmap", own=KEPT),
    Row("roadmap:words", "draft_roadmap", own=DRAFT_KEPT),
    *(_row(route, f"roadmap_{record}", more, KEPT) for route, record, more in EDITED),
    *(_row(route, f"draft_roadmap_{record}", more, DRAFT_KEPT) for route, record, more in EDITED),
]
