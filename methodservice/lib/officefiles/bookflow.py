"""XLSX as a document that is read from top to bottom: words above a table are paragraphs, then comes the table."""

import re
from collections import Counter
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby

from .flow import Flow, FlowTable, Paragraph, flow_of_blocks, header_rows, percents
from .grids import Cell, Grid
from .workbook import Walk, grid_of, read_sheets, text_of, walks_of

USUAL_WIDTH = 8.43
"""Of a column, in characters, where the sheet does not say."""
LONGEST_HEADING = 300
SEVERAL_SHEETS = "Перенесены все листы книги подряд: {}."
_LINE_END = re.compile(r"\n(?![-–—•·▪])")
_PICTURES = re.compile(r"xl/(?:media/|charts/chart)[^/]+\Z")
_COMMENTS = re.compile(r"xl/comments\d*\.xml\Z")


def flow_of(file) -> Flow:
    """Visible sheets one after another; what is hidden on them stays out."""
    walks, parts = walks_of(file)
    left = Counter(
        picture=sum(bool(_PICTURES.match(part)) for part in parts),
        comment=sum(bool(_COMMENTS.match(part)) for part in parts),
    )
    blocks, names, warnings = [], [], []
    for grid in read_sheets(file, walks, _shown):
        walk = walks[grid.name]
        rows, columns = _seen(grid, walk)
        left["hidden_row"] += _count_hidden(grid, rows, columns)
        found = _blocks(grid, walk, rows, columns)
        if found:
            names.append(f"«{grid.name}»")
        blocks += found
        warnings += grid.notes
    if len(names) > 1:
        warnings.insert(0, SEVERAL_SHEETS.format(", ".join(names)))
    return flow_of_blocks(blocks, left, warnings)


def _shown(name: str, sheet, walk: Walk) -> Grid:
    """The sheet with its numbers as the person sees them: «85%», «0,5»."""

    def shown(value, at) -> str:
        if isinstance(value, int | float) and not isinstance(value, bool):
            if at in walk.shares and abs(value) < 1e9:
                step = Decimal(1).scaleb(-walk.shares[at])
                share = Decimal(repr(value)) * 100
                return f"{share.quantize(step, ROUND_HALF_UP):f}%".replace(".", ",")
            return text_of(value).replace(".", ",")
        return text_of(value)

    return grid_of(name, sheet, walk, shown)


def _seen(grid: Grid, walk: Walk) -> tuple[list[int], list[int]]:
    """Places of the rows and columns that are not hidden."""
    rows = [row for row in range(len(grid.rows)) if row + 1 not in walk.hidden_rows]
    return rows, [column for column in range(grid.width) if column + 1 not in walk.hidden_columns]


def _count_hidden(grid: Grid, rows: Sequence[int], columns: Sequence[int]) -> int:
    """Hidden rows and columns in which something begins."""
    shown_rows, shown_columns = set(rows), set(columns)
    filled = {cell.at for row in grid.rows for cell in row if cell.text}
    return len({row for row, _ in filled} - shown_rows) + len(
        {column for _, column in filled} - shown_columns
    )


def _blocks(grid: Grid, walk: Walk, rows, columns) -> list[Paragraph | FlowTable]:
    """Empty rows part the sheet; in each part rows that hold one text come first as paragraphs, the rest is a table."""
    blocks: list[Paragraph | FlowTable] = []
    shown = [tuple(grid.rows[row][column] for column in columns) for row in rows]
    numbers = [grid.numbers[row] for row in rows]
    at = 0
    for filled, part in groupby(shown, key=lambda row: any(cell.text for cell in row)):
        part = list(part)
        if filled:
            titles = next((place for place, row in enumerate(part) if len(_texts(row)) > 1), len(part))
            blocks += _paragraphs(part[:titles], walk.landscape, grid.name)
            if titles < len(part):
                blocks.append(
                    _table(grid.name, part[titles:], numbers[at + titles : at + len(part)], walk, columns)
                )
        at += len(part)
    return blocks


def _texts(row: Sequence[Cell]) -> dict[tuple[int, int], str]:
    return {cell.at: cell.text for cell in row if cell.text}


def _paragraphs(rows: Sequence[Sequence[Cell]], landscape: bool, sheet: str) -> list[Paragraph]:
    """Rows of one text each; one that is merged over columns is a heading, one over several rows stands once."""
    found = {}
    for row in rows:
        for at, text in _texts(row).items():
            wide = sum(cell.at == at for cell in row) > 1 and len(text) <= LONGEST_HEADING
            found[at] = Paragraph(_LINE_END.sub(" ", text), level=int(wide), landscape=landscape, sheet=sheet)
    return list(found.values())


def _table(name: str, rows: list, numbers: list[int], walk: Walk, columns: list[int]) -> FlowTable:
    used = [place for place in range(len(columns)) if any(row[place].text for row in rows)]
    edges = slice(used[0], used[-1] + 1)
    grid = Grid(name, tuple(row[edges] for row in _moved(rows)), tuple(numbers))
    said = any(column + 1 in walk.widths for column in columns[edges])
    widths = [walk.widths.get(column + 1, USUAL_WIDTH) for column in columns[edges]] if said else []
    return FlowTable(
        grid, header_rows(grid), percents(widths), landscape=walk.landscape, sheet=name, left=columns[used[0]]
    )


def _moved(rows: list) -> list[tuple[Cell, ...]]:
    """The rows as a table of their own: a cell begins where its first place in them is."""
    first: dict[tuple[int, int], tuple[int, int]] = {}
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            first.setdefault(cell.at, (number, column))
    return [tuple(Cell(cell.text, first[cell.at]) for cell in row) for row in rows]
