"""Tables as grids: merged cells resolved, every word kept. What Word and Excel tables have in common.

for grid in read_grids(file, "План.docx"): …
for table in headed_tables(read_grids(file, "План.docx"), is_heading): …   # see headed.py
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_LINE_END = re.compile(r"\r\n?|\n")
_SPACES = re.compile(r"\s+")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True)
class Cell:
    """A place of the grid. text: lines joined by «\\n», spaces collapsed; at: (row, column) from 0 where the cell that
    covers this place begins, so that places of one merged cell share it and its text."""

    text: str
    at: tuple[int, int]


@dataclass(frozen=True)
class Grid:
    """One table of a document or one sheet. rows: of equal length; above: paragraphs between it and the table before
    it; numbers: of the rows as the person sees them; notes: what could not be read (Russian)."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    numbers: tuple[int, ...]
    above: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def width(self) -> int:
        return len(self.rows[0]) if self.rows else 0


def tidy_lines(text: str) -> str:
    """Control characters out, spaces collapsed (a no-break space is a space), empty lines dropped."""
    lines = (_SPACES.sub(" ", line).strip() for line in _LINE_END.split(_CONTROLS.sub("", text)))
    return "\n".join(line for line in lines if line)


def one_line(text: str) -> str:
    """The text of a heading: line ends are spaces."""
    return text.replace("\n", " ")


def merged(cells: Sequence[Cell]) -> list[tuple[Cell, int]]:
    """Cells of a row that hold something, each once, with the number of places it covers there."""
    found: list[tuple[Cell, int]] = []
    for cell in cells:
        if not cell.text:
            continue
        if found and found[-1][0].at == cell.at:
            found[-1] = (cell, found[-1][1] + 1)
        else:
            found.append((cell, 1))
    return found
