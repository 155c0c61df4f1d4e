"""Tables that people send as XLSX or CSV: checked before any parser sees them, read with every oddity named.

    table = read_table(file, "Кадры.xlsx", columns)

Whatever is wrong with the file as a whole is a `FileRefused` with a sentence in Russian; what is wrong with one cell is
in `Line.problems`; what was left out (totals, unknown columns) is in `Table.notes`.

A whole document, paragraphs and tables with merged cells in order, and what could not be carried over:

    read_flow(file, "Программа.docx")

What its tables mean, `documents.recognition` says.
"""

from .flow import Flow, FlowTable, Paragraph
from .grids import Cell, Grid, Placed, placed
from .limits import MOST_BYTES, FileRefused
from .tables import Column, Line, Table, find_table
from .words import normal

__all__ = [
    "MOST_BYTES",
    "Cell",
    "Column",
    "FileRefused",
    "Flow",
    "FlowTable",
    "Grid",
    "Line",
    "Paragraph",
    "Placed",
    "Table",
    "normal",
    "placed",
    "read_flow",
    "read_table",
]


def read_table(file, name: str, columns) -> Table:
    """The table of a file. `file`: seekable binary; `name`: the name it came with; `columns`: what is looked for."""
    from .sniff import sheets_of

    return find_table(sheets_of(file, name), columns)


def read_flow(file, name: str) -> Flow:
    """Paragraphs and tables of a DOCX or XLSX in order. `file`: seekable binary; `name`: the name it came with.

    Raises FileRefused with a sentence in Russian: the file is no safe document, is too large, or holds nothing.
    """
    from .sniff import flow_of

    return flow_of(file, name)
