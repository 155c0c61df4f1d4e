"""When a row of a roadmap is to be done, where marks under quarters or two columns say it instead of a deadline."""

import re

from .answer import LIVING, Column, RecognisedTable, Role, Row
from .columns import YEAR
from .kinds import PART
from .shape import ORDINAL

MARK = re.compile(r"(?:[+xхvv✓✔√*•●■□☑☒зЗ]|да|1|\+{1,3}|[xхvXХV]{1,2}|[\uf000-\uf0ff])\Z", re.I)
"""What stands in a cell to say «in this quarter»."""
NO_MARK = re.compile(r"[-–—_\s]*\Z|нет\Z|0\Z", re.I)

_WHEN = re.compile(
    r"янв|фев|март|апрел|\bма[йя]\b|июн|июл|авг|сент|окт|нояб|дек|недел|кварт|четверт|полугод|\bгод|ежедн|ежемес|ежекв"
    r"|ежегод|постоян|течени|период|\d\s?[.–-]\s?\d|\bдо\s\d",
    re.I,
)
"""Words of a time in place of a mark."""

_PARTS = {"квартал": "квартал", "полугоди": "полугодие", "четверт": "четверть"}


def when_of(table: RecognisedTable, row: Row) -> str:
    """The words of the deadline: of its column, else start and end, else headings of the marked quarters."""
    for at, column in enumerate(table.columns):
        if column.role is Role.DEADLINE and row.cells[at]:
            return row.cells[at]
    ends = [_cell(table, row, role) for role in (Role.START, Role.END)]
    if any(ends):
        if all(ends) and ends[0] != ends[1]:
            return f"{ends[0]} – {ends[1]}"
        return ends[0] if ends[0] else f"до {ends[1]}"
    words = []
    for column, text in quarters_of(table, row):
        if MARK.match(text):
            words.append(named(column))
        elif not NO_MARK.match(text):
            words.append(text)
    return ", ".join(dict.fromkeys(words))


def quarters_of(table: RecognisedTable, row: Row) -> list[tuple[Column, str]]:
    """Columns of quarters, months or years with the cell of the row."""
    return [(column, row.cells[at]) for at, column in enumerate(table.columns) if column.role is Role.QUARTER]


def _cell(table: RecognisedTable, row: Row, role: Role) -> str:
    text = next((row.cells[at] for at, column in enumerate(table.columns) if column.role is role), "")
    return "" if NO_MARK.match(text) else text


def named(column: Column) -> str:
    """The part of the year that a column is for: «I квартал», «1 кв. 2026»."""
    year, part = YEAR.search(column.group), PART.search(column.group)
    words = [column.heading]
    if part and ORDINAL.fullmatch(column.heading):
        words.append(_PARTS[part[0].lower()])
    if year and not YEAR.search(column.heading):
        words.append(year[0])
    return " ".join(words)


def strange_marks(table: RecognisedTable) -> list[tuple[Row, str, str]]:
    """(row, heading, text) of cells under quarters that are neither marks nor one text over several quarters."""
    if table.kind not in LIVING:
        return []
    found = []
    for row in table.rows:
        cells = quarters_of(table, row)
        texts = [text for _, text in cells]
        found += [
            (row, named(column), text)
            for column, text in cells
            if not (MARK.match(text) or NO_MARK.match(text) or _WHEN.search(text)) and texts.count(text) == 1
        ]
    return found
