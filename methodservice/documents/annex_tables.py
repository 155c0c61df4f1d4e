"""Tables of an annex: made from facts, and edited row by row.

Editing gives new blocks and leaves the old ones as they are. A table is named by its number among the tables of the
annex, a row by its number among the rows under the head, both from 0.
"""

from collections.abc import Callable, Sequence

from .annex_shape import Block, Cells, cell_of, laid

NO_TABLE = "В приложении нет таблицы с таким номером."
NO_ROW = "В таблице нет строки с таким номером."
LAST_ROW = "Это единственная строка таблицы. Удалите таблицу целиком."
JOINED = "Строка входит в ячейку, объединённую по вертикали: её нельзя переставить."


def table_block(
    columns: Sequence[str],
    rows: Sequence[Sequence[object] | str],
    widths: Sequence[int] = (),
    caption: str = "",
) -> Block:
    """A table from facts. columns: its headings; rows: values along the columns, or a text that names the rows below
    it; widths: percent of each column or nothing.

    Raises ValueError when a row has not as many values as there are columns.
    """
    if not columns or any(not isinstance(row, str) and len(row) != len(columns) for row in rows):
        raise ValueError("В строке таблицы должно быть столько значений, сколько столбцов.")
    return {
        "kind": "table",
        "caption": caption,
        "widths": list(widths),
        "head": [[cell_of(title) for title in columns]],
        "rows": [
            _row([cell_of(row, colspan=len(columns))], group=True)
            if isinstance(row, str)
            else _row([cell_of(str(value)) for value in row])
            for row in rows
        ],
    }


def _row(cells: Cells, *, group: bool = False) -> dict:
    return {"group": group, "cells": cells}


def _edited(
    blocks: Sequence[Block], table_index: int, edit: Callable[[list[dict]], list[dict]]
) -> list[Block]:
    places = [place for place, block in enumerate(blocks) if block["kind"] == "table"]
    if not 0 <= table_index < len(places):
        raise ValueError(NO_TABLE)
    place = places[table_index]
    table = blocks[place]
    return [*blocks[:place], table | {"rows": edit(table["rows"])}, *blocks[place + 1 :]]


def _check_row(rows: list[dict], row_index: int, *, end: int = 0) -> None:
    if not 0 <= row_index < len(rows) + end:
        raise ValueError(NO_ROW)


def with_row(blocks: Sequence[Block], table_index: int, row_index: int, cells: Sequence[str]) -> list[Block]:
    """The row with other texts in its cells, which stay merged as they were.

    cells: texts of the cells that begin in the row, in order. Raises ValueError when there is no such row, or it has
    another number of cells.
    """

    def edit(rows):
        _check_row(rows, row_index)
        old = rows[row_index]
        if len(cells) != len(old["cells"]):
            raise ValueError(f"В строке ячеек {len(old['cells'])}, а заполнено {len(cells)}.")
        new = [cell | {"text": text} for cell, text in zip(old["cells"], cells, strict=True)]
        return [*rows[:row_index], old | {"cells": new}, *rows[row_index + 1 :]]

    return _edited(blocks, table_index, edit)


def without_row(blocks: Sequence[Block], table_index: int, row_index: int) -> list[Block]:
    """The table without the row. A cell merged downwards goes on in the rows that stay.

    Raises ValueError when there is no such row, or nothing would be left of the table.
    """

    def edit(rows):
        _check_row(rows, row_index)
        if len(rows) == 1 and not _tables(blocks)[table_index]["head"]:
            raise ValueError(LAST_ROW)
        owners = laid([row["cells"] for row in rows])
        new = _shrunk(rows, owners, row_index)
        if row_index + 1 < len(rows):
            new[row_index + 1]["cells"] = _moved_down(rows, owners, row_index)
        del new[row_index]
        return new

    return _edited(blocks, table_index, edit)


def _shrunk(rows: list[dict], owners, row_index: int) -> list[dict]:
    """Copies of the rows, where cells that reach into the row from above are one row shorter."""
    through = {owner for owner in owners[row_index] if owner[0] < row_index}
    return [
        row
        | {
            "cells": [
                cell | {"rowspan": cell["rowspan"] - ((number, index) in through)}
                for index, cell in enumerate(row["cells"])
            ]
        }
        for number, row in enumerate(rows)
    ]


def _moved_down(rows: list[dict], owners, row_index: int) -> Cells:
    """Cells that begin in the row under this one when this one is gone."""
    cells = []
    for number, index in dict.fromkeys(owners[row_index + 1]):
        cell = rows[number]["cells"][index]
        if number == row_index:
            cells.append(cell | {"rowspan": cell["rowspan"] - 1})
        elif number == row_index + 1:
            cells.append(cell)
    return cells


def with_new_row(
    blocks: Sequence[Block], table_index: int, row_index: int, cells: Sequence[str] = ()
) -> list[Block]:
    """A row before the one with this number, or after the last where the number is that of the rows.

    cells: texts along the columns that no cell merged downwards passes through; left out, they are empty. Raises
    ValueError when there is no such place, or there are other than so many texts.
    """

    def edit(rows):
        _check_row(rows, row_index, end=1)
        owners = laid([row["cells"] for row in rows])
        through = _passing(rows, owners, row_index)
        columns = _width_of(blocks, table_index) - sum(rows[r]["cells"][c]["colspan"] for r, c in through)
        texts = list(cells) or [""] * columns
        if len(texts) != columns:
            raise ValueError(f"В новой строке ячеек {columns}, а заполнено {len(texts)}.")
        new = [
            row
            | {
                "cells": [
                    cell | {"rowspan": cell["rowspan"] + ((number, index) in through)}
                    for index, cell in enumerate(row["cells"])
                ]
            }
            for number, row in enumerate(rows)
        ]
        return [*new[:row_index], _row([cell_of(text) for text in texts]), *new[row_index:]]

    return _edited(blocks, table_index, edit)


def _passing(rows: list[dict], owners, row_index: int) -> set[tuple[int, int]]:
    """Cells that begin above the row and reach into it."""
    if row_index >= len(rows):
        return set()
    return {owner for owner in owners[row_index] if owner[0] < row_index}


def _tables(blocks: Sequence[Block]) -> list[Block]:
    return [block for block in blocks if block["kind"] == "table"]


def _width_of(blocks: Sequence[Block], table_index: int) -> int:
    table = _tables(blocks)[table_index]
    first = table["head"][0] if table["head"] else table["rows"][0]["cells"]
    return sum(cell["colspan"] for cell in first)


def moved_row(blocks: Sequence[Block], table_index: int, row_index: int, to: int) -> list[Block]:
    """The row at another place; `to`: its number afterwards.

    Raises ValueError when there is no such row or place, or a cell merged downwards ties the row or the place.
    """

    def edit(rows):
        _check_row(rows, row_index)
        _check_row(rows, to)
        owners = laid([row["cells"] for row in rows])
        own_ties = _passing(rows, owners, row_index) | _passing(rows, owners, row_index + 1)
        rest = rows[:row_index] + rows[row_index + 1 :]
        if own_ties or _passing(rest, laid([row["cells"] for row in rest]), to):
            raise ValueError(JOINED)
        return [*rest[:to], rows[row_index], *rest[to:]]

    return _edited(blocks, table_index, edit)
