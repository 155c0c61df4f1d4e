"""The shape of an annex's content, JSON as orders store and print it, and the check of what comes from outside.

    {"kind": "heading", "text": str, "level": 2 | 3}
    {"kind": "text", "text": str, "align": "justify" | "left" | "centre" | "right"}
    {"kind": "item", "text": str, "marker": str}
    {"kind": "table", "caption": str, "widths": [percent, …] or [],
     "head": [[cell, …], …], "rows": [{"group": bool, "cells": [cell, …]}, …]}
    cell = {"text": str (paragraphs joined by line ends), "colspan": int, "rowspan": int}

Together the cells of a table cover each of its places once; none reaches from the head into the rows.
"""

import re
from collections.abc import Callable, Sequence

from methodservice.lib.officefiles.grids import CONTROLS
from methodservice.lib.officefiles.limits import MOST_COLUMNS
from methodservice.lib.refusals import Refused

Block = dict
Cells = list[dict]

LEVELS = (2, 3)
ALIGNMENTS = ("justify", "left", "centre", "right")
LONGEST_MARKER = 60
MOST_BLOCKS = 20_000
MOST_CHARACTERS = 2_000_000
MOST_ROWS = 20_000
KEYS = {
    "heading": {"kind", "text", "level"},
    "text": {"kind", "text", "align"},
    "item": {"kind", "text", "marker"},
    "table": {"kind", "caption", "widths", "head", "rows"},
}
TOO_MUCH = "Приложение слишком велико. Разделите его на несколько приложений."
_STRANGE = re.compile(rf"{CONTROLS.pattern}|[\t\r\v\f\x85\u2028\u2029]")


def heading_block(text: str, level: int = 2) -> Block:
    """level: 2 for parts of the annex, 3 for parts of these."""
    return {"kind": "heading", "text": text, "level": level}


def text_block(text: str, align: str = "justify") -> Block:
    """A paragraph."""
    return {"kind": "text", "text": text, "align": align}


def item_block(marker: str, text: str) -> Block:
    """A paragraph with its number or dash."""
    return {"kind": "item", "text": text, "marker": marker}


def cell_of(text: str, colspan: int = 1, rowspan: int = 1) -> dict:
    """A cell of a table."""
    return {"text": text, "colspan": colspan, "rowspan": rowspan}


def with_words(blocks: Sequence[Block], change: Callable[[str], str]) -> list[Block]:
    """The same content with every text changed: paragraphs, captions, cells. Nothing is written into the blocks."""

    def line(cells: Cells) -> Cells:
        return [cell | {"text": change(cell["text"])} for cell in cells]

    return [
        block
        | {
            "caption": change(block["caption"]),
            "head": [line(cells) for cells in block["head"]],
            "rows": [row | {"cells": line(row["cells"])} for row in block["rows"]],
        }
        if block["kind"] == "table"
        else block | {"text": change(block["text"])}
        for block in blocks
    ]


def laid(rows: Sequence[Cells]) -> list[list[tuple[int, int]]]:
    """For each place of the rows the (row, number in it) of the cell that covers it.

    Raises ValueError in Russian where cells overlap, leave places out or reach below the last row.
    """
    covered: list[list[tuple[int, int]]] = []
    reaching: dict[int, tuple[tuple[int, int], int]] = {}
    width = None
    for number, cells in enumerate(rows):
        line = {column: owner for column, (owner, _) in reaching.items()}
        reaching = {column: (owner, left - 1) for column, (owner, left) in reaching.items() if left > 1}
        column = 0
        for index, cell in enumerate(cells):
            while column in line:
                column += 1
            for place in range(column, column + cell["colspan"]):
                if place in line:
                    raise ValueError(f"строка {number + 1}: ячейки накладываются друг на друга")
                line[place] = (number, index)
                if cell["rowspan"] > 1:
                    reaching[place] = ((number, index), cell["rowspan"] - 1)
            column += cell["colspan"]
        width = len(line) if width is None else width
        if len(line) != width or sorted(line) != list(range(width)):
            raise ValueError(f"строка {number + 1}: столбцов {len(line)}, а в первой строке — {width}")
        if not 0 < width <= MOST_COLUMNS:
            raise ValueError(f"столбцов должно быть от 1 до {MOST_COLUMNS}")
        covered.append([line[place] for place in range(width)])
    if reaching:
        raise ValueError("объединённая ячейка выходит за последнюю строку")
    return covered


def validate_blocks(data) -> None:
    """Raise ValueError with a sentence in Russian when the data is no content of an annex (shape above)."""
    if not isinstance(data, list):
        raise ValueError("Содержание приложения — не список частей.")
    if len(data) > MOST_BLOCKS:
        raise ValueError(TOO_MUCH)
    size = 0
    for number, block in enumerate(data, 1):
        try:
            size += _check(block)
        except ValueError as wrong:
            raise ValueError(f"Часть {number} приложения: {wrong}.") from None
        if size > MOST_CHARACTERS:
            raise ValueError(TOO_MUCH)


def printable(blocks: list) -> list:
    """The blocks as they are. Raises Refused when they are no content of an annex."""
    try:
        validate_blocks(blocks)
    except ValueError as wrong:
        raise Refused(str(wrong), "content") from wrong
    return blocks


def _check(block) -> int:
    """The number of characters of a block of the right shape."""
    kind = block.get("kind") if isinstance(block, dict) else None
    if not isinstance(kind, str) or kind not in KEYS:
        raise ValueError("нужен заголовок, абзац, пункт или таблица")
    if set(block) != KEYS[kind]:
        raise ValueError("не хватает сведений или есть лишние")
    if kind == "table":
        return _check_table(block)
    text = _checked_text(block["text"])
    if "\n" in text:
        raise ValueError("в одном абзаце не может быть нескольких строк")
    if kind == "item":
        marker = _checked_text(block["marker"])
        if not marker.strip() or "\n" in marker or len(marker) > LONGEST_MARKER:
            raise ValueError(f"номер пункта должен быть в одну строку, не длиннее {LONGEST_MARKER} знаков")
        return len(text) + len(marker)
    if not text.strip():
        raise ValueError("нет текста")
    if kind == "heading" and not (_is_whole(block["level"]) and block["level"] in LEVELS):
        raise ValueError("уровень заголовка должен быть 2 или 3")
    if kind == "text" and block["align"] not in ALIGNMENTS:
        raise ValueError("выравнивание должно быть по ширине, слева, по центру или справа")
    return len(text)


def _checked_text(text) -> str:
    if not isinstance(text, str):
        raise ValueError("вместо текста стоит другое значение")
    if _STRANGE.search(text):
        raise ValueError("в тексте есть недопустимые знаки")
    return text


def _is_whole(value) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _check_table(block: Block) -> int:
    head, rows = block["head"], block["rows"]
    if not isinstance(head, list) or not isinstance(rows, list) or not (head or rows):
        raise ValueError("в таблице нет строк")
    if len(head) + len(rows) > MOST_ROWS:
        raise ValueError("в таблице слишком много строк")
    for row in rows:
        if not isinstance(row, dict) or set(row) != {"group", "cells"} or not isinstance(row["group"], bool):
            raise ValueError("строка таблицы записана неверно")
    parts = (head, [row["cells"] for row in rows])
    size = len(_checked_text(block["caption"])) + sum(_check_cells(cells) for part in parts for cells in part)
    try:
        widths = {len(laid(part)[0]) for part in parts if part}
    except ValueError as wrong:
        raise ValueError(f"таблица, {wrong}") from None
    if len(widths) > 1:
        raise ValueError("в заголовке таблицы столбцов не столько, сколько в строках")
    _check_widths(block["widths"], widths.pop())
    return size


def _check_cells(cells) -> int:
    if not isinstance(cells, list):
        raise ValueError("строка таблицы записана неверно")
    size = 0
    for cell in cells:
        if not isinstance(cell, dict) or set(cell) != {"text", "colspan", "rowspan"}:
            raise ValueError("ячейка таблицы записана неверно")
        size += len(_checked_text(cell["text"]))
        spans = (cell["colspan"], MOST_COLUMNS), (cell["rowspan"], MOST_ROWS)
        if not all(_is_whole(span) and 1 <= span <= most for span, most in spans):
            raise ValueError("ячейка таблицы объединена неверно")
    return size


def _check_widths(widths, columns: int) -> None:
    whole = isinstance(widths, list) and all(_is_whole(width) and 1 <= width <= 100 for width in widths)
    if not whole or (widths and len(widths) != columns) or sum(widths) > 100:
        raise ValueError("ширина столбцов — целые проценты для каждого столбца, вместе не больше 100")
