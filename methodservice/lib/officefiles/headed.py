"""Rows of a grid by their shape: those that belong to the headings, those that name the rows below them."""

import re

from .grids import Cell, Grid, merged, one_line

_NUMBER = re.compile(r"[\dIVXLivxl.)\s-]+")


def headings_end(grid: Grid, start: int) -> int:
    """The first row under headings that begin at `start`: rows that their merged cells reach into are headings too."""
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
