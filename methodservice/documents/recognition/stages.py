"""Stages of a programme: in its table of stages, in its passport, as sections of its activities."""

import re
from dataclasses import dataclass

from methodservice.lib.officefiles import normal

from .answer import LIVING, Kind, RecognisedTable, Role, Row
from .periods import years_in

_YEARS_LINE = re.compile(r"^\W*(?:(?:с|на|в|по|до)\s)?(?:[а-я]+\s?[–—-]?\s?){0,3}20\d\d.{0,60}\Z", re.I)
_IN_BRACKETS = re.compile(r"\s*\((?P<when>[^()]*20\d\d[^()]*)\)\s*\Z")
_TAIL = re.compile(
    r"[\s,:–—-]+(?P<when>20\d\d(?:\s?[-–—/]\s?(?:20)?\d\d)?\s?(?:гг?\b\.?|год(?:ы|а)?\b)?)\s*\Z"
)
_STAGE = re.compile(r"этап", re.I)


@dataclass(frozen=True)
class Stage:
    """As written: its name, its time or None, what is done, what comes out."""

    stage: str
    period: str | None
    content: str
    results: str


def stage_of(table: RecognisedTable, row: Row) -> Stage:
    """The stage in a row of a table of stages."""
    first = next(at for at, column in enumerate(table.columns) if column.role is not Role.NUMBER)
    name, period = _parted(row.cells[first])
    texts = {
        role: row.cells[at]
        for at, column in reversed(list(enumerate(table.columns)))
        for role in [column.role]
        if at != first
    }
    rest = [at for at, column in enumerate(table.columns) if at != first and column.role is Role.OTHER]
    content = texts.get(Role.ACTION) or (row.cells[rest[0]] if rest else "")
    results = texts.get(Role.RESULT) or texts.get(Role.INDICATOR) or ""
    return Stage(name, period or texts.get(Role.DEADLINE) or None, content, results)


def _parted(text: str) -> tuple[str, str | None]:
    """(name, time) of «Подготовительный этап / 2024 г.», «Основной этап (2025-2027 гг.)»."""
    *lines, last = text.split("\n")
    if lines and _YEARS_LINE.match(last):
        return "\n".join(lines), last.strip("() ")
    for pattern in (_IN_BRACKETS, _TAIL):
        if (found := pattern.search(text)) and found.start():
            return text[: found.start()].strip(), found["when"].strip()
    return text, None


def stage_years(table: RecognisedTable) -> list[tuple[int, ...]]:
    """Years of the stages that the table tells, in its order; empty when it tells of none."""
    match table.kind:
        case Kind.STAGES:
            stages = [stage_of(table, row) for row in table.rows]
            found = [years_in(stage.period or "") for stage in stages]
        case Kind.PASSPORT:
            lines = [
                line
                for row in table.rows
                if any(normal(cell).startswith(("срок", "этап", "период")) for cell in row.cells[:-1])
                for line in row.cells[-1].split("\n")
            ]
            found = [years_in(line) for line in lines if _STAGE.search(line)]
        case kind if kind in LIVING:
            found = [
                years_in(section.period or "") for section in table.sections if _STAGE.search(section.title)
            ]
        case _:
            found = []
    return found if all(found) else []
