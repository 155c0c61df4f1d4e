"""The content of an annex to an order: from a Word or Excel file or typed text; shape in `annex_shape`.

    content = content_from_file(upload.read(), upload.name)
    order_blocks, annex_blocks = split_order(content.blocks)

Nothing of the file is lost or mended: what the shape cannot hold is told in `warnings`.
"""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from methodservice.lib.officefiles import (
    FileRefused,
    Flow,
    FlowTable,
    Paragraph,
    Placed,
    placed,
    read_flow,
)
from methodservice.lib.officefiles.flow import header_rows
from methodservice.lib.officefiles.grids import Cell, Grid, one_line
from methodservice.lib.officefiles.headed import section_of

from .annex_shape import Block, cell_of, heading_block, item_block, text_block, validate_blocks
from .annex_tables import moved_row, table_block, with_new_row, with_row, without_row
from .annex_text import content_from_text, plain_block, text_of
from .order_parts import cut_sentence, split_annex_mark, split_order

__all__ = [
    "AnnexContent",
    "content_from_file",
    "content_from_text",
    "cut_sentence",
    "moved_row",
    "split_annex_mark",
    "split_order",
    "table_block",
    "text_of",
    "validate_blocks",
    "with_new_row",
    "with_row",
    "without_row",
]

GridRows = Sequence[Sequence[Cell]]

BOTH_WAYS = "В файле есть и книжные, и альбомные листы. Приложение напечатается на альбомных."
HEADINGS = (
    "№", "n п/п", "наименование", "мероприяти", "содержание", "срок", "дата", "ответственн", "исполнител", "показател",
    "результат", "ожидаем", "отметка", "форма", "тема", "ф.и.о", "фио", "фамилия", "должность", "образовательн",
    "школа", "предмет", "этап", "период", "единица", "значение", "место", "примечани", "количество",
)  # fmt: skip
"""How headings of columns begin in the documents of methodical services."""


@dataclass(frozen=True)
class AnnexContent:
    """blocks: as `annex_shape` says; landscape: it needs sheets that lie on their side; warnings: what was not carried
    over as it was (sentences in Russian)."""

    blocks: list[Block]
    landscape: bool = False
    warnings: tuple[str, ...] = ()


def content_from_file(upload_bytes: bytes, name: str) -> AnnexContent:
    """All paragraphs and tables of a DOCX or XLSX in order. Raises FileRefused with a sentence in Russian."""
    flow = read_flow(io.BytesIO(upload_bytes), name)
    blocks = [block for part in flow.blocks for block in blocks_of(part)]
    try:
        validate_blocks(blocks)
    except ValueError as wrong:
        raise FileRefused(str(wrong)) from wrong
    landscape, warnings = _landscape(flow)
    return AnnexContent(blocks, landscape, (*flow.warnings, *warnings))


def _landscape(flow: Flow) -> tuple[bool, list[str]]:
    """A table that lies on its side needs such a sheet; words alone, when all of them do."""
    ways = {block.landscape for block in flow.blocks}
    lies = any(block.landscape for block in flow.blocks if isinstance(block, FlowTable)) or ways == {True}
    return lies, [BOTH_WAYS] if lies and len(ways) > 1 else []


def blocks_of(part: Paragraph | FlowTable) -> list[Block]:
    """The blocks that a part of a document makes: one of a table, one of each line of a paragraph."""
    if isinstance(part, FlowTable):
        return [_table(part)]
    if part.level:
        words = f"{part.auto_number} {one_line(part.text)}".strip()
        return [heading_block(words, 2 if part.level == 1 else 3)]
    first, *others = part.text.split("\n")
    align = part.align or "justify"
    begin = item_block(part.auto_number, first) if part.auto_number else _words(first, align)
    return [begin, *(_words(line, align) for line in others)]


def _words(line: str, align: str) -> Block:
    return plain_block(line, align) if align in ("justify", "left") else text_block(line, align)


def _table(part: FlowTable) -> Block:
    rows = part.grid.rows
    end = head_rows(part)
    return laid_table(rows[:end], [rows[end:]], part.widths)


def head_rows(part: FlowTable) -> int:
    """How many top rows are headings: as the file says, else by their words."""
    return part.header_rows or _named_head(part.grid)


def laid_table(head: GridRows, parts: Iterable[GridRows], widths: Sequence[int] = ()) -> Block:
    """A table out of places of grids. parts: runs of rows; merged cells do not reach from one into another."""
    return {
        "kind": "table",
        "caption": "",
        "widths": list(widths),
        "head": [_cells(row) for row in placed(head)],
        "rows": [
            {"group": _is_group(drawn, row), "cells": _cells(drawn)}
            for rows in parts
            for drawn, row in zip(placed(rows), rows, strict=True)
        ],
    }


def _named_head(grid: Grid) -> int:
    """Headings that the file does not mark, known by their words: each cell is filled, two at least are usual."""
    texts = [one_line(cell.text).lower() for cell in grid.rows[0]]
    usual = {text for text in texts if text.startswith(HEADINGS) and len(text) < 100}
    return header_rows(grid, marked=1) if all(texts) and len(usual) > 1 else 0


def _cells(drawn: list[Placed]) -> list[dict]:
    return [cell_of(cell.text, cell.colspan, cell.rowspan) for cell in drawn]


def _is_group(drawn: list[Placed], row) -> bool:
    """Does the row name the rows below it: one cell across, or a number and one across the rest?"""
    if not drawn or not drawn[-1].text or len(row) < 2 or any(cell.rowspan > 1 for cell in drawn):
        return False
    return len(drawn) == 1 or (len(drawn) == 2 and bool(section_of(row)))
