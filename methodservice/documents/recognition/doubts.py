"""What looks wrong in tables that were read: said, never mended."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from methodservice.lib.officefiles import normal

from .answer import LIVING, Kind, RecognisedTable, Role, Row
from .measures import empty_targets
from .stages import stage_years
from .times import strange_marks

MOST = 20
"""Sentences of one sort about one table."""
_PLACES = {
    Kind.PASSPORT: "паспорт", Kind.STAGES: "таблица этапов", Kind.ROADMAP: "разделы дорожной карты",
    Kind.ACTIVITIES: "разделы мероприятий",
}  # fmt: skip


@dataclass(frozen=True)
class Twins:
    """Rows with one action and one time. rows: their numbers, or places from 1 where numbers
    repeat; same, differs: headings."""

    rows: tuple[str, ...]
    same: tuple[str, ...]
    differs: tuple[str, ...]


def twins_of(table: RecognisedTable) -> list[Twins]:
    """Rows of work that repeat one another, in the order of the table."""
    if table.kind not in LIVING:
        return []
    places = {role: [at for at, column in enumerate(table.columns) if column.role is role] for role in Role}
    key = [
        *places[Role.ACTION],
        *(at for role in (Role.DEADLINE, Role.START, Role.END, Role.QUARTER) for at in places[role]),
    ]
    seen: dict[tuple[str, ...], list[tuple[int, Row]]] = {}
    for place, row in enumerate(table.rows, start=1):
        if any(row.cells[at] for at in places[Role.ACTION]):
            seen.setdefault(tuple(normal(row.cells[at]) for at in key), []).append((place, row))
    own = [row.number for row in table.rows]
    named = len(set(own)) == len(own)
    return [_twins(table, rows, named) for rows in seen.values() if len(rows) > 1]


def _twins(table: RecognisedTable, rows: Sequence[tuple[int, Row]], named: bool) -> Twins:
    same, differs = [], []
    for at, column in enumerate(table.columns):
        if column.role is not Role.NUMBER:
            alike = len({row.cells[at] for _, row in rows}) == 1
            if not alike:
                differs.append(column.heading)
            elif rows[0][1].cells[at]:
                same.append(column.heading)
    numbers = (row.number if named and row.number else str(place) for place, row in rows)
    return Twins(tuple(numbers), tuple(same), tuple(differs))


def _twin_sentence(twins: Twins) -> str:
    *first, last = twins.rows
    rows = f"Строки {', '.join(first)} и {last}"
    if not twins.differs:
        return f"{rows} повторяют друг друга слово в слово."
    same, differs = (", ".join(f"«{heading}»" for heading in each) for each in (twins.same, twins.differs))
    return f"{rows} совпадают: {same}; различаются: {differs}."


def twin_doubts(table: RecognisedTable) -> list[str]:
    """Sentences about rows that repeat one another."""
    return [_twin_sentence(twins) for twins in twins_of(table)]


def doubts_of(table: RecognisedTable) -> list[str]:
    """Sentences about one table."""
    sentences = twin_doubts(table)
    if table.kind in (Kind.INDICATORS, Kind.TARGETS):
        sentences += [
            f"Показатель {row.number or f'в строке {row.at + 1}'}: нет значения — {', '.join(missing)}."
            for row, missing in empty_targets(table, table.rows)
        ]
    sentences += [
        f"Строка {row.number or row.at + 1}, столбец «{heading}»: непонятная отметка «{text[:60]}»."
        for row, heading, text in strange_marks(table)
    ]
    if len(sentences) > MOST:
        sentences[MOST:] = [f"Таких замечаний ещё {len(sentences) - MOST}."]
    return sentences


def stage_doubts(tables: Sequence[RecognisedTable]) -> list[str]:
    """One sentence when the years of the stages are told differently in several places."""
    told = [(table, years) for table in tables if (years := stage_years(table))]
    whole = [(table, years) for table, years in told if len(years) > 1]
    if len({tuple(years) for _, years in whole}) < 2:
        return []
    places = [
        f"{_PLACES[table.kind]} — {'; '.join('–'.join(map(str, each)) for each in years)}"
        for table, years in (next(group) for _, group in groupby(whole, key=lambda pair: pair[1]))
    ]
    return [f"Годы этапов расходятся: {', '.join(places)}."]
