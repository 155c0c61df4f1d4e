"""Columns of a living table: their names, and changes of heading rows and section rows that go with them. Pure.

A block is a table of `annex_shape` without rows; places of columns count from 0.
"""

from collections.abc import Sequence

from methodservice.documents.annex_shape import Block, Cells, cell_of, laid
from methodservice.documents.recognition.answer import Role

ROLE_NAMES = {
    Role.NUMBER: "Номер",
    Role.ACTION: "Мероприятие",
    Role.DEADLINE: "Срок",
    Role.START: "Начало",
    Role.END: "Окончание",
    Role.QUARTER: "Отметка под периодом (квартал, месяц, год)",
    Role.RESPONSIBLE: "Ответственные",
    Role.PARTNERS: "Соисполнители",
    Role.RESULT: "Ожидаемый результат",
    Role.INDICATOR: "Показатель",
    Role.DOCUMENT: "Вид документа",
    Role.MARK: "Отметка о выполнении",
    Role.OTHER: "Другое",
}
"""What a column holds, as a person chooses it."""


def name_of(column: dict) -> str:
    """The heading with the one above it: «2026 год: I кв.»."""
    heading = column["heading"] or ROLE_NAMES[Role(column["role"])]
    return f"{column['group']}: {heading}" if column.get("group") else heading


def renamed(block: Block, place: int, old: str, new: str) -> Block:
    """The block with another heading of the column. The lowest cell that says the old one is changed."""
    owners = laid(block["head"])
    for line in reversed(owners):
        row, index = line[place]
        if line.count((row, index)) == 1 and _one_line(block["head"][row][index]["text"]) == _one_line(old):
            head = [list(cells) for cells in block["head"]]
            head[row][index] = head[row][index] | {"text": new}
            return block | {"head": head}
    return block


def widened(block: Block, heading: str) -> Block:
    """The block with one more column at the end; the others give room to it."""
    head = [list(cells) for cells in block["head"]]
    if head:
        head[0].append(cell_of(heading, rowspan=len(head)))
    count = len(block["widths"])
    widths = [max(width * count // (count + 1), 1) for width in block["widths"]]
    return block | {"head": head, "widths": [*widths, max(100 // (count + 1), 1)] if widths else []}


def narrowed(block: Block, place: int) -> Block:
    """The block without the column."""
    head = _without(block["head"], place)
    return block | {"head": head, "widths": block["widths"][:place] + block["widths"][place + 1 :]}


def row_widened(cells: Cells) -> Cells:
    """Cells of a section's row in a table with one more column; none: one cell across, however many there are."""
    return [*cells[:-1], cells[-1] | {"colspan": cells[-1]["colspan"] + 1}] if cells else []


def row_narrowed(cells: Cells, place: int) -> Cells:
    """The same without a column."""
    return _without([cells], place)[0] if cells else []


def _without(rows: Sequence[Cells], place: int) -> list[Cells]:
    narrow = {line[place] for line in laid(rows)} if rows else set()
    return [
        [
            cell | {"colspan": cell["colspan"] - ((row, index) in narrow)}
            for index, cell in enumerate(cells)
            if (row, index) not in narrow or cell["colspan"] > 1
        ]
        for row, cells in enumerate(rows)
    ]


def _one_line(text: str) -> str:
    return " ".join(text.split())
