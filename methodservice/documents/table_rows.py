"""Tables of an annex as an editor shows them: rows with their cells named by columns, and the buttons beside a row."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from methodservice.documents.annex_shape import Block, laid
from methodservice.documents.annex_tables import moved_row, with_new_row, without_row

CHANGED = "Эта строка уже на другом месте, изменена или убрана. Посмотрите таблицу и повторите."
WAYS = ("up", "down", "remove", "add")
"""Buttons of a row."""


@dataclass(frozen=True)
class Row:
    """A row: its place from 1, the texts of the cells that begin in it, the columns that these stand under."""

    place: int
    is_group: bool
    texts: list[str]
    labels: list[str]

    @property
    def cells(self) -> list[tuple[str, str]]:
        """[(column, text)]."""
        return list(zip(self.labels, self.texts, strict=True))

    @property
    def mark(self) -> str:
        """What the row says, in a few signs."""
        return hashlib.sha256("\0".join(self.texts).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Table:
    """number: from 1 within the annex."""

    number: int
    caption: str
    columns: list[str]
    rows: list[Row]

    def row(self, place: int) -> Row | None:
        return self.rows[place - 1] if 1 <= place <= len(self.rows) else None

    def page(self, number, size: int) -> Page:
        return Paginator(self.rows, size).get_page(number)


def row_edit(number: int, place: int, way: str, was: str | None) -> Callable[[list[Block]], list[Block]]:
    """blocks → blocks for a button beside a row: one of WAYS; «add» puts an empty row under it, 0 is the head.

    number: of the table, place: of the row, both from 1; was: mark of the row that it stood beside, so that a second
    click does nothing to the next row. The function raises ValueError with a sentence.
    """

    def edit(blocks):
        shown = tables_of(blocks)[number - 1]
        line = shown.row(place)
        if was and (line is None or line.mark != was):
            raise ValueError(CHANGED)
        table, at = number - 1, place - 1
        if way == "up":
            return moved_row(blocks, table, at, to=max(at - 1, 0))
        if way == "down":
            return moved_row(blocks, table, at, to=min(place, len(shown.rows) - 1))
        return with_new_row(blocks, table, place) if way == "add" else without_row(blocks, table, at)

    return edit


def with_addresses(
    rows: Sequence[Row], edit: Callable[[int], str], change: Callable[[int], str]
) -> list[tuple[Row, str, str]]:
    """Rows as templates/documents/_table_rows.html shows them: with the pages of their cells and of their buttons."""
    return [(row, edit(row.place), f"{change(row.place)}?was={row.mark}") for row in rows]


def tables_of(blocks: Sequence[Block], names: Sequence[str] = ()) -> list[Table]:
    """The tables of an annex's content, in order. names: of the columns of a table of that width without headings."""
    found = [block for block in blocks if block["kind"] == "table"]
    return [_table(number, block, names) for number, block in enumerate(found, 1)]


def _table(number: int, block: dict, names: Sequence[str]) -> Table:
    owners = laid([row["cells"] for row in block["rows"]])
    columns = _columns(block["head"], len(owners[0]) if owners else 0)
    if not any(columns) and len(columns) == len(names):
        columns = list(names)
    rows = []
    for place, (row, covered) in enumerate(zip(block["rows"], owners, strict=True)):
        starts = {
            index: column for column, (line, index) in reversed(list(enumerate(covered))) if line == place
        }
        rows.append(
            Row(
                place + 1,
                row["group"],
                [cell["text"] for cell in row["cells"]],
                ["Раздел" if row["group"] else columns[starts[index]] for index in range(len(row["cells"]))],
            )
        )
    return Table(number, block["caption"], columns, rows)


def _columns(head: list, width: int) -> list[str]:
    """A name for each column: the lowest heading above it."""
    if not head:
        return [""] * width
    return [" ".join(head[line][index]["text"].split()) for line, index in laid(head)[-1]]
