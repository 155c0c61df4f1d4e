"""Tables with headings out of grids: title rows above, headings of one or more rows, sections, rows.

The reader knows no words of any field: whether a text is a heading says the caller.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from .grids import Cell, Grid, merged, one_line
from .tables import HEADINGS_WITHIN, is_numbering
from .words import normal

MOST_HEADING = 200
_NUMBER = re.compile(r"[\dIVXLivxl.)\s-]+")


@dataclass(frozen=True)
class HeadedRow:
    """number: of the row in its table or sheet, as the person sees it; cells: along the columns; section: the text of
    the nearest section row above, empty when there is none."""

    number: int
    cells: tuple[str, ...]
    section: str = ""


@dataclass(frozen=True)
class HeadedTable:
    """title: the row above the headings, or the paragraph above the table; above: all words between this table and
    the one before; groups: heading that stands over each column's own, or «»; notes: what could not be read."""

    title: str
    columns: tuple[str, ...]
    groups: tuple[str, ...]
    rows: tuple[HeadedRow, ...]
    above: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def headed_tables(grids: Iterable[Grid], is_heading: Callable[[str], bool]) -> list[HeadedTable]:
    """Tables that have at least two known headings in a row, in the order of the file.

    A table cut in two is one: the part without headings, or with the same ones again, that follows with no words
    between. Rows that repeat the headings, number the columns («1 2 3») or are empty are left out.
    """
    found: list[HeadedTable] = []
    for grid in grids:
        start = _headings_at(grid, is_heading)
        last = found[-1] if found else None
        if start is None:
            if last and not grid.above and grid.width == len(last.columns):
                found[-1] = _continued(last, grid, 0)
            continue
        end = _headings_end(grid, start)
        columns, groups = _columns(grid, start, end)
        titles = [one_line(cell.text) for row in grid.rows[:start] for cell, _ in merged(row)]
        if last and not grid.above and not titles and _same(columns, last.columns):
            found[-1] = _continued(last, grid, end)
            continue
        words = (*grid.above, *dict.fromkeys(titles))
        table = HeadedTable(words[-1] if words else grid.name, columns, groups, (), words)
        found.append(_continued(table, grid, end))
    return found


def _headings_at(grid: Grid, is_heading) -> int | None:
    best, most = None, 1
    for index, row in enumerate(grid.rows[:HEADINGS_WITHIN]):
        known = {
            normal(cell.text)
            for cell, _ in merged(row)
            if len(cell.text) <= MOST_HEADING and is_heading(one_line(cell.text))
        }
        if len(known) > most:
            best, most = index, len(known)
    # headings of two rows: the one above, whose merged cells reach down
    return None if best is None else min(cell.at[0] for cell in grid.rows[best])


def _headings_end(grid: Grid, start: int) -> int:
    """The first row under the headings: rows that merged cells of the headings reach into are headings too."""
    end = start + 1
    while end < len(grid.rows):
        row, over = grid.rows[end], grid.rows[start]
        reached = any(cell.at[0] <= start for cell in row)
        split = {cell.at for cell, places in merged(over) if places > 1}
        under_split = split and not any(
            cell.text for cell, above in zip(row, over, strict=True) if above.at not in split
        )
        if not (reached or (under_split and end == start + 1)):
            break
        end += 1
    return end


def _columns(grid: Grid, start: int, end: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    columns, groups = [], []
    for column in range(grid.width):
        words = dict.fromkeys(one_line(row[column].text) for row in grid.rows[start:end] if row[column].text)
        *over, own = words or ("",)
        columns.append(own)
        groups.append(" ".join(over))
    return tuple(columns), tuple(groups)


def _same(texts: Iterable[str], others: Iterable[str]) -> bool:
    return [normal(text) for text in texts] == [normal(text) for text in others]


def _continued(table: HeadedTable, grid: Grid, start: int) -> HeadedTable:
    rows = list(table.rows)
    section = rows[-1].section if rows else ""
    for cells, number in zip(grid.rows[start:], grid.numbers[start:], strict=True):
        texts = tuple(cell.text for cell in cells)
        if not any(texts) or _same(map(one_line, texts), table.columns) or is_numbering(list(texts)):
            continue
        if heading := section_of(cells):
            section = heading
        else:
            rows.append(HeadedRow(number, texts, section))
    return replace(table, rows=tuple(rows), notes=(*table.notes, *grid.notes))


def section_of(cells: tuple[Cell, ...]) -> str:
    """The words of a row that names the rows below it, or an empty string.

    One cell merged across the row; a number and a cell merged across the rest; or words in the first place alone.
    """
    filled, width = merged(cells), len(cells)
    if width < 3 or not 1 <= len(filled) <= 2:
        return ""
    first, places = filled[0]
    if len(filled) == 2:
        rest, covered = filled[1]
        is_number = places == 1 and first.at[1] == 0 and _NUMBER.fullmatch(first.text)
        if is_number and covered > 1 and covered == width - 1:
            return one_line(f"{first.text.rstrip('.')}. {rest.text}")
        return ""
    alone = places == 1 and cells[0].text and not _NUMBER.fullmatch(first.text)
    across = places > 1 and places >= width - 1
    return one_line(first.text) if alone or across else ""
