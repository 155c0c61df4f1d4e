"""Indicators out of the recognised tables of an office file. Pure: the tables come from `documents.recognition`.

content = read_indicators(recognise_file(file, name).tables, title="…", years=(2024, 2027))
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from methodservice.documents.recognition import Measure, RecognisedTable, Role, Row, measure_of
from methodservice.documents.recognition.answer import Kind
from methodservice.documents.recognition.columns import is_type, is_unit
from methodservice.documents.recognition.measures import COUNT, PERCENT, value_columns
from monitoring.content import ColumnWords, Content, Holds, LineWords, TableWords
from monitoring.reading.guessing import guess

KINDS = (Kind.INDICATORS, Kind.TARGETS)
FIRST_YEAR, LAST_YEAR = 2000, 2100
_INSIDE = re.compile(r"\d[\d\s]*(?:[.,]\d+)?")
_MID_PERCENT = re.compile(r"%\s*:|%\s+\S")
MOST_DIGITS = 10
"""Before the comma: what a target may have."""


def read_indicators(
    tables: Sequence[RecognisedTable], *, title: str = "", years: tuple[int, int] | None = None
) -> Content:
    """Indicators and targets of all tables of these kinds, in the order of the document; other tables are passed over.

    years: of the programme when the document names them, otherwise those of the targets. `lines` is empty when there is
    nothing to read.
    """
    kept = [table for table in tables if table.kind in KINDS and table.rows]
    words = tuple(_table(table) for table in kept)
    lines: list[LineWords] = []
    for place, table in enumerate(kept):
        begin = len(lines)
        lines += [
            replace(_line(table, words[place], row, place), section=section)
            for row, section in zip(table.rows, _sections(table), strict=True)
        ]
        lines[begin:] = _parts_by_number(lines[begin:], begin)
    told = sorted({year for line in lines for year in line.targets})
    first, last = years or ((told[0], told[-1]) if told else (0, 0))
    title = title or next((table.caption for table in kept if table.caption), "")
    return Content(title, first, last, words, tuple(_with_twins(lines)), tuple(_notes(kept, words)))


def _sections(table: RecognisedTable) -> Iterator[str]:
    """Of each row, the section that it stands in: rows of words that follow one another are its lines."""
    read, words = 0, ""
    for row in table.rows:
        if row.section and row.section != read:
            words = "\n".join(section.text for section in table.sections[read : row.section])
            read = row.section
        yield words


def _table(table: RecognisedTable) -> TableWords:
    keys = dict(value_columns(table))
    columns = []
    for place, column in enumerate(table.columns):
        holds, year = Holds.OTHER, _year(keys.get(place, ""))
        if column.role is Role.NUMBER:
            holds = Holds.NUMBER
        elif is_type(column.heading):
            holds = Holds.OTHER
        elif is_unit(column.heading):
            holds = Holds.UNIT
        elif year:
            holds = Holds.YEAR
        elif column.role is Role.INDICATOR and not any(each.holds == Holds.NAME for each in columns):
            holds = Holds.NAME
        columns.append(ColumnWords(column.heading, holds, column.group, year))
    return TableWords(table.caption, tuple(columns))


def _year(key: str) -> int:
    """The year of a column of targets; 0 for another figure («2024 факт», «Базовое значение»)."""
    year = int(key) if re.fullmatch(r"20\d\d", key) else 0
    return year if FIRST_YEAR <= year <= LAST_YEAR else 0


def _line(table: RecognisedTable, words: TableWords, row: Row, place: int) -> LineWords:
    measure = measure_of(table, row)
    unit = "" if measure.unit == COUNT else measure.unit
    doubts = [*_unit_doubts(measure)]
    targets = {}
    for at, column in enumerate(words.columns):
        if column.holds == Holds.YEAR:
            targets[column.year], doubt = _target(measure, column.year, row.cells[at])
            doubts += [doubt] if doubt else []
    guessed = guess(measure.name, unit, measure.cumulative)
    if guessed.doubt:
        doubts.append(guessed.doubt)
    doubts += _fall(targets, measure.cumulative)
    named = words.names_indicators
    others = {
        at: row.cells[at]
        for at, column in enumerate(words.columns)
        if column.holds in (Holds.OTHER, Holds.UNIT) and row.cells[at]
    }
    return LineWords(
        table=place,
        number=measure.number or "",
        name=measure.name,
        written=measure.name_full if named else table.caption,
        unit=unit,
        cumulative=measure.cumulative,
        targets=targets,
        parts=measure.parts,
        others=others,
        formula=guessed.formula,
        over_periods=guessed.over_periods,
        guess=guessed.words,
        doubts=tuple(doubts),
    )


def _unit_doubts(measure: Measure):
    if not measure.name:
        yield "Нет названия."
    if measure.unit == COUNT:
        yield "Единица не указана."
    elif measure.unit_as_written is None and measure.unit == PERCENT:
        yield "Единица не указана; это доля, поэтому взят %."
    first = measure.name_full.split("\n")[0]
    if measure.parts and _MID_PERCENT.search(first):
        yield "Знак % стоит посреди названия, за ним перечень."
    elif measure.parts:
        yield "В ячейке несколько строк, а цель одна. Строки стали частями показателя."


def _target(measure: Measure, year: int, written: str) -> tuple[Decimal | None, str]:
    """(the figure or None, a doubt or "")"""
    value = measure.targets[str(year)]
    if value is None:
        return None, f"{year}: цели нет, ячейка пуста."
    if isinstance(value, str):
        inside = _INSIDE.findall(value)
        if len(inside) != 1:
            return None, f"{year}: в ячейке слова «{written[:60]}», а не число."
        value = Decimal(re.sub(r"\s", "", inside[0]).replace(",", "."))
        said = f"{year}: из слов «{written[:60]}» взято число {str(value).replace('.', ',')}."
    else:
        value, said = Decimal(value), ""
    if value < 0 or value >= 10**MOST_DIGITS or -value.as_tuple().exponent > 4:
        return None, f"{year}: число «{written[:60]}» целью быть не может."
    if measure.unit == PERCENT and value > 100:
        said = f"{year}: больше 100 %."
    return value, said


def _fall(targets: dict[int, Decimal | None], cumulative: bool):
    """A target below that of an earlier year: odd where the result can only grow, worth a look elsewhere."""
    known = [(year, value) for year, value in sorted(targets.items()) if value is not None]
    for (_, before), (year, value) in pairwise(known):
        if value < before and cumulative:
            yield f"{year}: цель меньше прежней, хотя счёт нарастающим итогом."


def _parts_by_number(lines: list[LineWords], begin: int) -> list[LineWords]:
    """«8.1» under «8» of the same table is a part of it."""
    at = {line.number.strip("."): begin + place for place, line in enumerate(lines) if line.number}
    found = []
    for line in lines:
        above, _, _ = line.number.strip(".").rpartition(".")
        is_part = above in at and "." not in above
        found.append(replace(line, under=at[above]) if is_part else line)
    return found


def _with_twins(lines: list[LineWords]) -> list[LineWords]:
    """Two lines of one name cannot be told apart later."""
    names = [" ".join(line.name.casefold().split()) for line in lines]
    return [
        replace(line, doubts=(*line.doubts, "Показатель с таким названием здесь не один."))
        if name and names.count(name) > 1
        else line
        for line, name in zip(lines, names, strict=True)
    ]


def _notes(tables: Sequence[RecognisedTable], words: Sequence[TableWords]):
    """What concerns a table as a whole."""
    for table, said in zip(tables, words, strict=True):
        years = {column.year for column in said.columns if column.holds == Holds.YEAR}
        name = table.caption or "Таблица показателей"
        if not years:
            yield f"«{name}»: столбцов с годами нет, цели не прочитаны."
        last = max(row.section or 0 for row in table.rows)
        for section in table.sections[last:]:
            yield f"«{name}»: под строкой «{section.text}» нет показателей, она не взята."
        for at, key in value_columns(table):
            if said.columns[at].holds == Holds.OTHER:
                yield f"«{name}»: столбец «{key}» — не год, он записан словами."
