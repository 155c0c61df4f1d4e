"""An annex as text that a person edits: a line is a paragraph, and what plain text does not tell stands in brackets.

ОБЩИЕ ПОЛОЖЕНИЯ            a line in capitals is a heading
1.1. Положение …           numbers and dashes make items
[подзаголовок] Состав      [заголовок], [слева], [по центру], [справа]
[таблица 1]                where a table stands
"""

import re
from collections.abc import Sequence

from methodservice.lib.officefiles.grids import tidy_lines

from .annex_shape import Block, heading_block, item_block, text_block

ITEM = re.compile(r"(\d{1,3}(?:\.\d{1,3})*[.)]|[а-яёa-z]\)|[-–—•])(?: (.*))?\Z")
HEADINGS = {"заголовок": 2, "подзаголовок": 3}
ALIGNED = {"абзац": "justify", "слева": "left", "по центру": "centre", "справа": "right"}
LONGEST_CAPITALS = 300
_TAG = re.compile(r"\[(?:(?P<table>таблица) (?P<number>\d{1,5})|(?P<item>пункт) (?P<marker>.+?)|(?P<name>[а-я ]+))\]"
                  r"(?: (?P<text>.*))?\Z")  # fmt: skip


def content_from_text(text: str, tables: Sequence[Block] = ()) -> list[Block]:
    """Blocks of typed text. tables: those that «[таблица N]» lines stand for, numbered from 1.

    Raises ValueError in Russian when a line names a table that is not there.
    """
    return [_block(line, tables) for line in tidy_lines(text).split("\n") if line]


def text_of(blocks: Sequence[Block]) -> str:
    """The text to edit: `content_from_text(text_of(blocks), tables)` gives the same blocks where spaces are tidy."""
    lines, tables = [], 0
    for block in blocks:
        tables += block["kind"] == "table"
        lines.append(f"[таблица {tables}]" if block["kind"] == "table" else _line(block))
    return "\n".join(lines)


def plain_block(line: str, align: str = "justify") -> Block:
    """An item when the line begins with a number or dash, otherwise a paragraph."""
    found = ITEM.match(line)
    return item_block(found[1], found[2] or "") if found else text_block(line, align)


def _block(line: str, tables: Sequence[Block]) -> Block:
    if (found := _TAG.match(line)) and (block := _tagged(found, tables)):
        return block
    return heading_block(line) if _is_capitals(line) else plain_block(line)


def _tagged(found: re.Match, tables: Sequence[Block]) -> Block | None:
    """What the brackets say; None when they are words of the text."""
    text = found["text"] or ""
    if found["table"] and not text:
        number = int(found["number"])
        if not 0 < number <= len(tables):
            raise ValueError(f"Таблицы {number} в приложении нет: уберите строку «[таблица {number}]».")
        return tables[number - 1]
    if found["item"]:
        return item_block(found["marker"], text)
    if text and found["name"] in HEADINGS:
        return heading_block(text, HEADINGS[found["name"]])
    if text and found["name"] in ALIGNED:
        return text_block(text, ALIGNED[found["name"]])
    return None


def _is_capitals(line: str) -> bool:
    letters = sum(sign.isalpha() for sign in line)
    return (
        letters > 2
        and line.upper() == line
        and len(line) <= LONGEST_CAPITALS
        and not ITEM.match(line)
        and not line.endswith((";", ","))
    )


def _line(block: Block) -> str:
    """The block in plain words where they say enough, otherwise with brackets."""
    text = block["text"]
    plain = f"{block['marker']} {text}".strip() if block["kind"] == "item" else text
    if not _TAG.match(plain) and _block(plain, ()) == block:
        return plain
    match block["kind"]:
        case "item":
            marked = f"[пункт {block['marker']}] {text}".strip()
            return marked if _block(marked, ()) == block else f"[абзац] {plain}"
        case "heading":
            names, value = HEADINGS, block["level"]
        case _:
            names, value = ALIGNED, block["align"]
    return f"[{next(name for name, meaning in names.items() if meaning == value)}] {text}"
