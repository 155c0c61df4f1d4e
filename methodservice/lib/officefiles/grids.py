"""Tables as grids: merged cells resolved, every word kept. What Word and Excel tables have in common."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_LINE_END = re.compile(r"\r\n?|\n")
_SPACES = re.compile(r"\s+")
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_UNSEEN = re.compile(rf"{CONTROLS.pattern}|[\xad\u200b-\u200d\u2060\ufeff]")


@dataclass(frozen=True)
class Cell:
    """A place of the grid. text: lines joined by «\\n», spaces collapsed; at: (row, column) from 0 where the cell that
    covers this place begins, so that places of one merged cell share it and its text."""

    text: str
    at: tuple[int, int]


@dataclass(frozen=True)
class Grid:
    """One table of a document or one sheet. rows: of equal length; numbers: of the rows as the person sees them;
    notes: what could not be read (Russian)."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    numbers: tuple[int, ...]
    notes: tuple[str, ...] = ()

    @property
    def width(self) -> int:
        return len(self.rows[0]) if self.rows else 0


def tidy_lines(text: str) -> str:
    """Signs that no one sees out, spaces collapsed (a no-break space is a space), empty lines dropped."""
    lines = (_SPACES.sub(" ", line).strip() for line in _LINE_END.split(_UNSEEN.sub("", text)))
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


@dataclass(frozen=True)
class Placed:
    """A cell as it is drawn: once, over `colspan` columns and `rowspan` rows."""

    text: str
    colspan: int = 1
    rowspan: int = 1


def placed(rows: Sequence[Sequence[Cell]]) -> list[list[Placed]]:
    """The cells of each row that begin in it. Together they cover every place once, each text stands once."""
    drawn: list[list[Placed]] = []
    covered: set[tuple[int, int]] = set()
    said: set[tuple[int, int]] = set()
    for number, row in enumerate(rows):
        drawn.append([])
        for column, cell in enumerate(row):
            if (number, column) in covered:
                continue
            end = column + 1
            while end < len(row) and row[end].at == cell.at and (number, end) not in covered:
                end += 1
            bottom = number + 1
            while bottom < len(rows) and all(each.at == cell.at for each in rows[bottom][column:end]):
                bottom += 1
            covered.update((down, across) for down in range(number, bottom) for across in range(column, end))
            text = "" if cell.at in said else cell.text
            said.add(cell.at)
            drawn[-1].append(Placed(text, end - column, bottom - number))
    return drawn
