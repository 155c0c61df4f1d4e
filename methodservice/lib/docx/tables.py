"""Tables of the HTML → tables of Word: grid with merged cells, widths as the style sheet lays them out."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .styles import BARE, BORDERED
from .xml import twips, w

GROUPS = ("thead", "tbody", "tfoot")
SHARES = {f"doc-w-{percent}": percent / 100 for percent in range(1, 101)}
"""Class of a column → its share of the table: <col class="doc-w-15">."""
WIDTHS_MM = {"doc-number": 11, "doc-name-column": 62}
ROOM_TO_SIGN_MM = 10
"""Height of a row of a doc-to-sign table."""
FACTS_SHARE = 40
"""Percent that the names of a doc-facts table take."""
CELL_KINDS = {"doc-number": "Centred", "doc-centred": "Centred", "doc-figure": "Figure"}
TABLE_CLASSES = frozenset(
    {
        "doc-table",
        "doc-plan",
        "doc-facts",
        "doc-to-sign",
        "doc-group",
        "doc-tall",
        *SHARES,
        *WIDTHS_MM,
        *CELL_KINDS,
    }
)


@dataclass
class Slot:
    """A cell in its row of the grid; `continued`: the row below the first one of a cell that spans several."""

    cell: object
    span: int
    continued: bool
    spans_down: bool


@dataclass
class Row:
    group: str
    slots: list[Slot]
    is_heading: bool
    """Names a group of the rows below it."""
    may_split: bool = False
    """It is higher than a page."""


def classes_of(element) -> list[str]:
    return (element.get("class") or "").split()


def rows_of(table) -> list[Row]:
    """The grid, heads first and feet last. A cell never spans further down than its own group of rows."""
    groups = [("tbody", [child for child in table if child.tag == "tr"])]
    groups += [
        (child.tag, [row for row in child if row.tag == "tr"]) for child in table if child.tag in GROUPS
    ]
    groups.sort(key=lambda group: GROUPS.index(group[0]))
    rows = [row for name, lines in groups for row in _grid(name, lines)]
    width = max((sum(slot.span for slot in row.slots) for row in rows), default=0)
    if not width:
        return []
    for row in rows:
        missing = width - sum(slot.span for slot in row.slots)
        if missing:
            row.slots.append(Slot(None, missing, continued=False, spans_down=False))
    return rows


@dataclass
class _Hanging:
    """A cell that reaches into the rows below."""

    cell: object
    span: int
    rows_left: int


def _grid(group: str, lines: list) -> Iterator[Row]:
    hanging: dict[int, _Hanging] = {}
    """By the first column."""
    for number, line in enumerate(lines):
        cells = [child for child in line if child.tag in ("td", "th")]
        slots, column, below = [], 0, {}
        while cells or any(first >= column for first in hanging):
            if above := hanging.get(column):
                slot = Slot(above.cell, above.span, continued=True, spans_down=True)
                rows_left = above.rows_left - 1
            elif cells:
                cell = cells.pop(0)
                rows_left = min(_number(cell, "rowspan"), len(lines) - number) - 1
                slot = Slot(cell, _number(cell, "colspan"), continued=False, spans_down=rows_left > 0)
            else:
                slot, rows_left = Slot(None, 1, continued=False, spans_down=False), 0
            if rows_left:
                below[column] = _Hanging(slot.cell, slot.span, rows_left)
            slots.append(slot)
            column += slot.span
        hanging = below
        classes = classes_of(line)
        yield Row(group, slots, is_heading="doc-group" in classes, may_split="doc-tall" in classes)


def _number(cell, attribute: str) -> int:
    value = cell.get(attribute) or "1"
    return max(1, int(value)) if value.isdigit() else 1


def column_widths(table, rows: list[Row], table_mm: float) -> list[float]:
    """Millimetres of each column: what <col> or the first row's cells ask for; the others share the rest equally."""
    count = sum(slot.span for slot in rows[0].slots)
    asked: list[float | None] = [None] * count
    columns = list(table.iter("col"))
    if columns:
        for place, column in enumerate(columns[:count]):
            asked[place] = _asked(column, table_mm)
    else:
        place = 0
        for slot in rows[0].slots:
            if slot.span == 1 and slot.cell is not None:
                asked[place] = _asked(slot.cell, table_mm)
            place += slot.span
        if "doc-facts" in classes_of(table) and count > 1 and asked[0] is None:
            asked[0] = table_mm * FACTS_SHARE / 100
    free = asked.count(None)
    left = max(0.0, table_mm - sum(width or 0 for width in asked))
    widths = [left / free if width is None else width for width in asked]
    scale = table_mm / (sum(widths) or 1)
    return [width * scale for width in widths]


def _asked(element, table_mm: float) -> float | None:
    for name in classes_of(element):
        if name in SHARES:
            return table_mm * SHARES[name]
        if name in WIDTHS_MM:
            return WIDTHS_MM[name]
    return None


def cell_style(slot: Slot, row: Row, *, dense: bool) -> str:
    """Style of the paragraphs in a cell."""
    kind = ""
    if slot.cell is not None:
        kind = next((CELL_KINDS[name] for name in classes_of(slot.cell) if name in CELL_KINDS), "")
        if row.group == "thead":
            kind = "Head"
        elif row.is_heading:
            kind = "Group"
        elif slot.cell.tag == "th" and not kind:
            kind = "Row"
    family = "Dense" if dense else "Cell"
    return family + kind


def word_table(table, table_mm: float, fill: Callable[[object, str], list], title: str = ""):
    """w:tbl of an HTML table that has rows. fill: (cell or None, style) → its paragraphs, at least one.

    Rows of <thead> repeat on every page; no row is split between pages.
    """
    rows = rows_of(table)
    widths = column_widths(table, rows, table_mm)
    dense = "doc-plan" in classes_of(table)
    height = ROOM_TO_SIGN_MM if "doc-to-sign" in classes_of(table) else 0
    body = [_row(row, widths, dense, fill, 0 if row.group == "thead" else height) for row in rows]
    return table_of(BORDERED, widths, body, title=title, has_head=rows[0].group == "thead")


def table_of(style: str, widths: list[float], rows: list, *, title: str = "", has_head: bool = False):
    """A fixed table of ready w:tr; widths in millimetres."""
    columns = [twips(width) for width in widths]
    return w(
        "tbl",
        w(
            "tblPr",
            w("tblStyle", val=style),
            w("tblW", w=sum(columns), type="dxa"),
            w("tblLayout", type="fixed"),
            w("tblLook", val="0020" if has_head else "0000", firstRow=int(has_head)),
            w("tblCaption", val=title) if title else None,
        ),
        w("tblGrid", *(w("gridCol", w=width) for width in columns)),
        *rows,
    )


def _row(row: Row, widths: list[float], dense: bool, fill, height_mm: float):
    cells, column = [], 0
    for slot in row.slots:
        width = sum(widths[column : column + slot.span])
        blocks = fill(None if slot.continued else slot.cell, cell_style(slot, row, dense=dense))
        merge = None
        if slot.spans_down:
            merge = w("vMerge") if slot.continued else w("vMerge", val="restart")
        align = "center" if height_mm else ""
        cells.append(cell_of(blocks, width, span=slot.span, merge=merge, align=align))
        column += slot.span
    is_head = row.group == "thead"
    return row_of(cells, repeats=is_head, may_split=row.may_split, height_mm=height_mm)


def row_of(cells: list, *, repeats: bool = False, may_split: bool = False, height_mm: float = 0):
    """A row that stays whole unless it `may_split`; `repeats`: it is the head of every page; height_mm: at least."""
    height = w("trHeight", val=twips(height_mm), hRule="atLeast") if height_mm else None
    return w(
        "tr",
        w("trPr", None if may_split else w("cantSplit"), height, w("tblHeader") if repeats else None),
        *cells,
    )


def cell_of(
    blocks: list, width_mm: float, *, span: int = 1, merge=None, line_below: bool = False, align: str = ""
):
    """A cell; `line_below`: a rule to sign on; align: «bottom», «center» or nothing for the top."""
    rule = w("tcBorders", w("bottom", val="single", sz=4, space=0, color="auto")) if line_below else None
    properties = w(
        "tcPr",
        w("tcW", w=twips(width_mm), type="dxa"),
        w("gridSpan", val=span) if span > 1 else None,
        merge,
        rule,
        w("vAlign", val=align) if align else None,
    )
    return w("tc", properties, *blocks)


def layout_row(cells: list[tuple[list, float, bool]]):
    """One row of a frameless table: (paragraphs, width in millimetres, rule below) of each cell, set on one line."""
    return row_of([cell_of(blocks, width, line_below=rule, align="bottom") for blocks, width, rule in cells])


def layout_table(widths: list[float], rows: list):
    return table_of(BARE, widths, rows)
