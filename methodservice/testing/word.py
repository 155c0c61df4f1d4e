"""What a reader finds in a DOCX: its paragraphs and tables in order. For tests of editable documents."""

import io
from collections.abc import Iterator
from dataclasses import dataclass

from docx import Document
from docx.table import Table, _Cell


def plain(text: str) -> str:
    """Text with spaces of every kind as plain ones."""
    return " ".join(text.split())


@dataclass(frozen=True)
class Cell:
    text: str
    style: str
    span: int = 1


class WordFile:
    """A DOCX read back by python-docx."""

    def __init__(self, data: bytes):
        self.document = Document(io.BytesIO(data))

    def tables(self) -> list[list[list[Cell]]]:
        """Cells of each row of each table; a cell that spans several rows stands in its first row only."""
        return [[list(self._cells(row, table)) for row in table.rows] for table in self.document.tables]

    def texts(self, table: int = 0) -> list[list[str]]:
        """What stands in the cells of a table, row by row."""
        return [[cell.text for cell in row] for row in self.tables()[table]]

    @staticmethod
    def _cells(row, table: Table) -> Iterator[Cell]:
        for element in row._tr.tc_lst:
            if element.vMerge != "continue":
                cell = _Cell(element, table)
                yield Cell(plain(cell.text), cell.paragraphs[0].style.name, element.grid_span)

    def lines(self) -> list[tuple[str, str]]:
        """(style, text) of every paragraph of the body outside of tables, empty ones left out."""
        paragraphs = self.document.paragraphs
        return [(line.style.name, plain(line.text)) for line in paragraphs if line.text.strip()]

    @property
    def text(self) -> str:
        """Everything in reading order, cells included, in one line."""
        words = []
        for block in self.document.iter_inner_content():
            if isinstance(block, Table):
                words += [cell.text for row in block.rows for cell in self._cells(row, block)]
            else:
                words.append(block.text)
        return plain(" ".join(words))
