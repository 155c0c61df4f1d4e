"""A table of a file before its kind is known: titles over it, its headings, runs of rows from one table or several."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from methodservice.documents.annex_content import head_rows
from methodservice.documents.order_parts import NAME, POST
from methodservice.lib.officefiles import Cell, FlowTable, Grid, Paragraph, normal
from methodservice.lib.officefiles.grids import merged, one_line
from methodservice.lib.officefiles.headed import headings_end
from methodservice.lib.officefiles.tables import HEADINGS_WITHIN, NUMBERS, is_numbering

from .answer import Role
from .columns import QUARTER, are_headings, heading_of, is_value, role_of

MOST_HEADING = 120
SMALL = 4
"""Rows of a table that only places requisites or signatures."""
_STAMP = re.compile(r"утвержд|согласован|рассмотрен|принят[оа]?\b|приложение|м\.\s?п\.|подпись", re.I)
ORDINAL = re.compile(r"(?:\d{1,3}(?:\.\d+)*|[IVXLХ]+)(?:\s?[.)]+)?")
_SIGNED = re.compile(r"_{3,}")
_PERSONAL = re.compile(
    r"(?:ф\.?\s?и\.?\s?о\.?|фамилия.*|должность|место работы.*|школа|оо|предмет|телефон)\Z", re.I
)

Line = tuple[Cell, ...]


@dataclass
class Draft:
    """columns: (heading, group over it); head: rows of headings; runs: rows under them, one run for each table of the
    file that the table was put together from; numbers: of these rows, as the person sees them; titles: texts of rows
    over the headings; before: paragraphs above, the nearest last; after: texts of rows under the table that are no part
    of it; strong: rows whose words are all bold; taken: the paragraph above that became a row."""

    sheet: str
    left: int
    width: int
    widths: tuple[int, ...]
    landscape: bool
    head: list[Line]
    columns: list[tuple[str, str]]
    runs: list[list[Line]] = field(default_factory=list)
    numbers: list[list[int]] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    before: list[Paragraph] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    strong: set[Line] = field(default_factory=set)
    taken: Paragraph | None = None
    passport: bool = False
    layout: bool = False

    @property
    def lines(self) -> list[Line]:
        """Rows under the headings, all runs together."""
        return [line for run in self.runs for line in run]

    @property
    def headings(self) -> list[str]:
        return [heading for heading, _ in self.columns]

    def add(self, rows: Sequence[Line], numbers: Sequence[int]) -> None:
        """A run of rows; those that repeat the headings are left out."""
        pairs = zip(rows, numbers, strict=True)
        kept = [(row, number) for row, number in pairs if not repeats_headings(row, self.head)]
        self.runs.append([row for row, _ in kept])
        self.numbers.append([number for _, number in kept])


def draft_of(table: FlowTable, *, headed: tuple[int, int] | None) -> Draft:
    """headed: where its headings begin and end, None when it has none."""
    rows = table.grid.rows
    start, end = headed or (0, 0)
    columns = _columns(table.grid, start, end) if headed else []
    head = list(rows[start:end])
    draft = Draft(
        table.sheet,
        table.left,
        table.grid.width,
        table.widths,
        table.landscape,
        head,
        columns,
        titles=_texts(rows[:start]),
        strong=strong_lines(table),
    )
    draft.add(rows[end:], table.grid.numbers[end:])
    return draft


def strong_lines(table: FlowTable) -> set[Line]:
    """Rows all of whose words are bold."""
    return {line for line, strong in zip(table.grid.rows, table.strong, strict=False) if strong}


def without_titles(table: FlowTable) -> Draft:
    """A table without headings; rows of one text over the others are its titles."""
    rows = table.grid.rows
    end = 0
    while end + 1 < len(rows) and len(merged(rows[end])) == 1 and merged(rows[end])[0][1] > 1:
        end += 1
    draft = draft_of(table, headed=None)
    draft.titles = _texts(rows[:end])
    draft.runs, draft.numbers = [draft.runs[0][end:]], [draft.numbers[0][end:]]
    return draft


def _texts(rows: Sequence[Line]) -> list[str]:
    return list(dict.fromkeys(one_line(cell.text) for row in rows for cell, _ in merged(row)))


def headings_at(grid: Grid) -> tuple[int, int] | None:
    """(first row of headings, first row under them), None when no row has two usual headings at least.

    The numbers of columns under the headings belong to them.
    """
    for index, row in enumerate(grid.rows[:HEADINGS_WITHIN]):
        texts = list(dict.fromkeys(heading_of(cell.text) for cell, _ in merged(row)))
        short = all(len(text) <= MOST_HEADING for text in texts)
        if short and texts and not ORDINAL.fullmatch(texts[0]) and are_headings(texts):
            start = min(cell.at[0] for cell in row) - grid.rows[0][0].at[0]
            return start, _end(grid, min(max(start, 0), index))
        if len(texts) >= min(3, grid.width):
            return None
    return None


def unusual_headings(table: FlowTable) -> tuple[int, int] | None:
    """The same of headings that are no usual words, where the file marks them or their look tells."""
    end = head_rows(table)
    return (0, end) if end else None


def _end(grid: Grid, start: int) -> int:
    rows = grid.rows
    end = headings_end(grid, start)
    if end == start + 1 and end < len(rows) and _is_second_row(rows[start], rows[end]):
        end += 1
    if end < len(rows) and is_numbering([cell.text for cell in rows[end]]):
        end += 1
    return end


def _is_second_row(over: Line, row: Line) -> bool:
    """Parts of headings in a row of their own, nothing merged: «начало», «окончание», «I кв.»."""
    filled = [(column, cell.text) for column, cell in enumerate(row) if cell.text]
    return (
        len(filled) > 1
        and any(not over[column].text for column, _ in filled)
        and all(len(text) <= MOST_HEADING and is_part(text) for _, text in filled)
        and not any(row[column].text for column, cell in enumerate(over) if role_of(cell.text) is Role.ACTION)
    )


def is_part(text: str) -> bool:
    """A heading that stands under another: «с», «по», «начало», «II квартал», «2026», «план»."""
    return (
        normal(text) in ("с", "по", "от", "до")
        or role_of(one_line(text)) in (Role.START, Role.END, Role.QUARTER, Role.MARK)
        or is_value(text)
        or bool(QUARTER.match(normal(text)))
    )


def _columns(grid: Grid, start: int, end: int) -> list[tuple[str, str]]:
    rows = grid.rows[start:end]
    if len(rows) > 1 and is_numbering([cell.text for cell in rows[-1]]):
        rows = rows[:-1]
    columns, over = [], ""
    for place in range(grid.width):
        words = list(dict.fromkeys(heading_of(row[place].text) for row in rows if row[place].text))
        over = heading_of(rows[0][place].text) or over
        if words and not rows[0][place].text:
            words = [over, *words] if over != words[0] else words
        *groups, own = words or [""]
        columns.append((own, " ".join(filter(None, groups))))
    return columns


def repeats_headings(line: Line, head: Sequence[Line]) -> bool:
    """Is it a row of the headings again, or the numbers of the columns?"""
    texts = [normal(cell.text) for cell in line]
    return any(texts) and any(texts == [normal(cell.text) for cell in row] for row in head)


def is_layout(grid: Grid) -> bool:
    """A small table that only places stamps and signatures."""
    if len(grid.rows) > SMALL or _lists_people(grid):
        return False
    whole = " ".join(cell.text for row in grid.rows for cell, _ in merged(row))
    signed = any(NAME.search(cell.text) for row in grid.rows for cell, _ in merged(row))
    return len(whole) < 1000 and bool(
        (signed and (POST.search(whole) or _SIGNED.search(whole))) or _STAMP.match(whole)
    )


def _lists_people(grid: Grid) -> bool:
    """Headings «№», «Ф.И.О.», «Должность» over rows."""
    first = [cell.text for cell, _ in merged(grid.rows[0])]
    numbered = bool(first) and "№" in first[0] and normal(first[0]) in NUMBERS
    return len(grid.rows) > 1 and (numbered or sum(bool(_PERSONAL.match(text)) for text in first) > 1)


def is_signature(text: str) -> bool:
    """«Начальник отдела … И.И. Иванова», «Примечание: …» in a row under a table."""
    line = one_line(text)
    return bool(POST.match(line) and NAME.search(line)) or line.lower().startswith(("примечани", "*"))


def fits(draft: Draft, table: FlowTable) -> bool:
    """May the table be a further part of it, by its sheet and columns?"""
    if table.sheet != draft.sheet:
        return False
    if table.sheet:
        return draft.left <= table.left and table.left + table.grid.width <= draft.left + draft.width
    return table.grid.width == draft.width


def widened(draft: Draft, table: FlowTable, rows: Sequence[Line]) -> list[Line]:
    """Rows of a further part along all columns of the draft: a sheet's part may lack empty columns at its edges."""
    before = table.left - draft.left if table.sheet else 0
    after = draft.width - before - table.grid.width
    if not before and not after:
        return list(rows)
    return [
        (
            *(Cell("", (number, -1 - place)) for place in range(before)),
            *line,
            *(Cell("", (number, draft.width + place)) for place in range(after)),
        )
        for number, line in enumerate(rows)
    ]
