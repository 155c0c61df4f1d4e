"""Tables that people send as XLSX or CSV: checked before any parser sees them, read with every oddity named.

    table = read_table(file, "Кадры.xlsx", columns)

Whatever is wrong with the file as a whole is a `FileRefused` with a sentence in Russian; what is wrong with one cell is
in `Line.problems`; what was left out (totals, unknown columns) is in `Table.notes`.

Tables as offices draw them — in Word too, with merged cells, sections and headings of two rows — are read in two steps:

    headed_tables(read_grids(file, "План работы.docx"), is_heading)
"""

from .grids import Cell, Grid
from .headed import HeadedRow, HeadedTable, headed_tables
from .limits import MOST_BYTES, FileRefused
from .tables import Column, Line, Table, find_table
from .words import normal

__all__ = [
    "MOST_BYTES",
    "Cell",
    "Column",
    "FileRefused",
    "Grid",
    "HeadedRow",
    "HeadedTable",
    "Line",
    "Table",
    "headed_tables",
    "normal",
    "read_grids",
    "read_table",
]


def read_table(file, name: str, columns) -> Table:
    """The table of a file. `file`: seekable binary; `name`: the name it came with; `columns`: what is looked for."""
    from .sniff import sheets_of

    return find_table(sheets_of(file, name), columns)


def read_grids(file, name: str) -> list[Grid]:
    """Every table of a DOCX, every sheet of an XLSX. `file`: seekable binary; `name`: the name it came with."""
    from .sniff import grids_of

    return grids_of(file, name)
