"""An edition moved by years, for its yearly revision: deadlines, periods, title. Pure.

Only what says *when* is moved. Years in other words (a law, results of a year that is over) stay, and are told.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from datetime import date

from methodservice.documents.annex_shape import Block, laid
from methodservice.documents.recognition.answer import Kind, Role
from methodservice.lib.deadlines import shift_years
from roadmap.content import Content, LineWords, PartWords, SectionWords
from roadmap.models import EditionPart

WHEN = frozenset({Role.DEADLINE, Role.START, Role.END, Role.QUARTER})
NAMED = ("срок", "период", "наименование", "название")
"""Rows of a passport whose years are those of the document itself."""
OTHER_YEARS = "Годы в таблице «{title}» не сдвинуты: проверьте их."
OLD_YEAR = "Годы в тексте «{words}…» не сдвинуты: проверьте их."
LONGEST_QUOTE = 60


def moved(content: Content, years: int, items: Collection[int]) -> Content:
    """The content of the next edition: lines of the items alone, so many years later, without the mark of the former
    order; marks of completion in cells are left out when the years change."""
    parts = [_moved_part(part, content.title, years, items) for part in content.parts]
    return replace(
        content,
        title=shift_years(content.title, years),
        first=moved_day(content.first, years),
        last=moved_day(content.last, years),
        mark=[],
        parts=parts,
    )


def moved_day(day: date, years: int) -> date:
    """29 February becomes 28 February where there is no 29th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def moved_cells(columns: list[dict], cells: list[str], years: int) -> list[str]:
    """Cells of a line with what says when moved."""
    if not years:
        return cells
    return [
        "" if column["role"] == Role.MARK else shift_years(text, years) if column["role"] in WHEN else text
        for column, text in zip(columns, cells, strict=True)
    ]


def moved_section(section: SectionWords, years: int) -> SectionWords:
    """A section with its period moved."""
    return replace(
        section,
        text=shift_years(section.text, years),
        period=shift_years(section.period, years),
        cells=[cell | {"text": shift_years(cell["text"], years)} for cell in section.cells],
    )


def moved_columns(columns: list[dict], years: int) -> list[dict]:
    """Columns whose headings say when, moved: «I кв. 2026»."""
    return [
        column | {name: shift_years(column[name], years) for name in ("heading", "group")}
        if column["role"] == Role.QUARTER
        else column
        for column in columns
    ]


def _moved_part(part: PartWords, title: str, years: int, items: Collection[int]) -> PartWords:
    if part.is_living:
        return replace(
            part,
            blocks=[_moved_head(part.blocks[0], part.columns, years)],
            columns=moved_columns(part.columns, years),
            sections=[moved_section(section, years) for section in part.sections],
            lines=[
                replace(line, cells=moved_cells(part.columns, line.cells, years))
                for line in part.lines
                if line.item in items
            ],
        )
    if part.kind == Kind.PASSPORT:
        return replace(part, blocks=[_moved_passport(block, title, years) for block in part.blocks])
    if part.kind == EditionPart.TEXT:
        return replace(part, blocks=[_moved_title(block, title, years) for block in part.blocks])
    return part


def _moved_head(block: Block, columns: list[dict], years: int) -> Block:
    """Heading cells that stand over columns which say when."""
    when = {place for place, column in enumerate(columns) if column["role"] == Role.QUARTER}
    over: dict[tuple[int, int], set[int]] = {}
    for line in laid(block["head"]) if block["head"] else ():
        for place, owner in enumerate(line):
            over.setdefault(owner, set()).add(place)
    head = [
        [
            cell | {"text": shift_years(cell["text"], years)} if over[row, number] <= when else cell
            for number, cell in enumerate(cells)
        ]
        for row, cells in enumerate(block["head"])
    ]
    return block | {"head": head}


def _moved_passport(block: Block, title: str, years: int) -> Block:
    if block["kind"] != "table":
        return _moved_title(block, title, years)

    def line(cells: list[dict]) -> list[dict]:
        label = cells[0]["text"].lower() if cells else ""
        if not any(word in label for word in NAMED):
            return cells
        return [cells[0], *(cell | {"text": shift_years(cell["text"], years)} for cell in cells[1:])]

    return block | {
        "caption": _title_moved(block["caption"], title, years),
        "rows": [row | {"cells": line(row["cells"])} for row in block["rows"]],
    }


def _moved_title(block: Block, title: str, years: int) -> Block:
    return block if block["kind"] == "table" else block | {"text": _title_moved(block["text"], title, years)}


def _title_moved(text: str, title: str, years: int) -> str:
    """Years of a text that repeats the title or a part of it."""
    plain = " ".join(text.split()).lower()
    return shift_years(text, years) if plain and plain in " ".join(title.split()).lower() else text


def left_years(content: Content) -> list[str]:
    """Sentences about years that `moved` leaves as they are."""
    return list(dict.fromkeys(_left(content)))


def _left(content: Content) -> Iterable[str]:
    for part in content.parts:
        if part.is_living:
            yield from _left_in_lines(part)
        elif part.kind == EditionPart.TEXT:
            yield from _told(part.blocks, lambda block: _moved_title(block, content.title, 1))
        elif part.kind == Kind.PASSPORT:
            yield from _told_rows(part, lambda block: _moved_passport(block, content.title, 1))
        elif part.kind != Kind.LAYOUT and any(_has_year(text) for text in _texts(part.blocks)):
            yield OTHER_YEARS.format(title=part.caption or dict(EditionPart.KINDS)[part.kind])


def _left_in_lines(part: PartWords) -> Iterable[str]:
    for line in part.lines:
        for column, text in zip(part.columns, line.cells, strict=True):
            if column["role"] not in WHEN and column["role"] != Role.MARK and _has_year(text):
                yield _quoted(_action(part, line) or text)


def _action(part: PartWords, line: LineWords) -> str:
    pairs = zip(part.columns, line.cells, strict=True)
    return next((text for column, text in pairs if column["role"] == Role.ACTION), "")


def _told(blocks: list[Block], move: Callable[[Block], Block]) -> Iterable[str]:
    for block in blocks:
        text = block.get("text", "")
        if _has_year(text) and move(block) == block:
            yield _quoted(text)


def _told_rows(part: PartWords, move: Callable[[Block], Block]) -> Iterable[str]:
    for block in part.blocks:
        if block["kind"] == "table":
            for before, after in zip(block["rows"], move(block)["rows"], strict=True):
                text = before["cells"][-1]["text"] if before["cells"] else ""
                if _has_year(text) and before == after:
                    yield _quoted(before["cells"][0]["text"])


def _texts(blocks: list[Block]) -> Iterable[str]:
    for block in blocks:
        if block["kind"] == "table":
            for cells in [*block["head"], *(row["cells"] for row in block["rows"])]:
                yield from (cell["text"] for cell in cells)
        else:
            yield block["text"]


def _has_year(text: str) -> bool:
    return shift_years(text, 1) != text


def _quoted(text: str) -> str:
    return OLD_YEAR.format(words=" ".join(text.split())[:LONGEST_QUOTE].rstrip(" .,;:"))
