"""Tables that people send as XLSX or CSV: checked before any parser sees them, read with every oddity named.

    table = read_table(file, "Кадры.xlsx", columns)

Whatever is wrong with the file as a whole is a `FileRefused` with a sentence in Russian; what is wrong with one cell is
in `Line.problems`; what was left out (totals, unknown columns) is in `Table.notes`.
"""

from .limits import MOST_BYTES, FileRefused
from .tables import Column, Line, Table, find_table
from .words import normal

__all__ = ["MOST_BYTES", "Column", "FileRefused", "Line", "Table", "normal", "read_table"]


def read_table(file, name: str, columns) -> Table:
    """The table of a file. `file`: seekable binary; `name`: the name it came with; `columns`: what is looked for."""
    from .sniff import sheets_of

    return find_table(sheets_of(file, name), columns)
