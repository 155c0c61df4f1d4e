"""An edition of indicators on paper: tables as their document has them → PDF, DOCX, XLSX; its difference, too."""

from collections.abc import Iterable, Sequence

from methodservice.documents.annex_shape import Block, cell_of, with_words
from methodservice.documents.workbook import Sheet
from methodservice.lib.difference import How, LineChange, Piece
from methodservice.lib.typography import bind, paragraphs
from monitoring.content import (
    ColumnWords,
    Holds,
    Said,
    TableWords,
    headings_before,
    home_table,
    said_by,
    tables_of,
    years_of,
)
from monitoring.difference import EditionDifference
from monitoring.models import Edition
from monitoring.rules.numbers import written

FORMAT = 1
TEMPLATE, CHANGES_TEMPLATE = "monitoring/pdf/indicators.html", "monitoring/pdf/changes.html"
DRAFT_NOTE = "Проект: редакция ещё не действует."
NOTHING, REMOVED = "—", "Исключить"
USUAL = (ColumnWords("№ п/п", Holds.NUMBER), ColumnWords("Наименование показателя", Holds.NAME))
TARGETS = "Целевые значения по годам"
SECOND = 2
"""Rows of a head with headings over several columns."""
NUMBER_WIDTH, YEAR_WIDTH, MOST_OF_YEARS = 9, 10, 55


def blocks_of(edition: Edition) -> list[Block]:
    """Tables of the edition, each with its caption. 2 queries; `edition.set` is at hand."""
    said = said_by(edition)
    tables = tables_of(edition)
    years = years_of(edition, said)
    home = home_table(tables)
    by_table: dict[int, list[Said]] = {}
    for one in said:
        place = one.definition.table if one.definition.table < len(tables) else home
        by_table.setdefault(place, []).append(one)
    made = []
    for place in sorted(by_table):
        table = tables[place] if place < len(tables) else TableWords("", USUAL)
        made.append(_table(table, by_table[place], years, edition))
    return made


def _table(table: TableWords, said: Sequence[Said], years: Sequence[int], edition: Edition) -> Block:
    columns = _columns(table.columns, said, years, edition)
    rows = []
    for one, headings in zip(said, headings_before(each.definition.section for each in said), strict=True):
        rows += [{"group": True, "cells": [cell_of(words, colspan=len(columns))]} for words in headings]
        rows += [
            {"group": False, "cells": [cell_of(_cell(column, at, row)) for at, column in enumerate(columns)]}
            for row in _rows(one)
        ]
    return {
        "kind": "table",
        "caption": table.caption if table.names_indicators else _named(said[0]),
        "widths": _widths(columns),
        "head": _head(columns),
        "rows": rows,
    }


def _named(one: Said) -> str:
    """The caption that names an indicator: «1) Доля …, %»."""
    if one.definition.written:
        return one.definition.written
    number = one.definition.number
    return f"{number}) {one.name_cell()}" if number else one.name_cell()


def _rows(one: Said) -> list[Said]:
    """The indicator and its parts that are rows of their own."""
    return [one, *(row for part in one.parts if part.stands_alone for row in _rows(part))]


def _columns(
    columns: Sequence[ColumnWords], said: Sequence[Said], years: Sequence[int], edition: Edition
) -> list[ColumnWords]:
    """Those of the document, and years that it lacks behind its own ones: all of a table made here, otherwise
    those with a target."""
    there = [column for column in columns if column.holds == Holds.YEAR]
    known = {column.year for column in there}
    wanted = {
        target.year
        for one in said
        for row in _rows(one)
        for target in row.targets.values()
        if target.value is not None
    }
    group = there[-1].group if there else TARGETS if not edition.tables else ""
    more = [
        ColumnWords(_heading(year, there, edition), Holds.YEAR, group, year)
        for year in years
        if year not in known and (year in wanted or not there)
    ]
    last = max(
        (at for at, column in enumerate(columns) if column.holds == Holds.YEAR), default=len(columns) - 1
    )
    return [*columns[: last + 1], *more, *columns[last + 1 :]]


def _heading(year: int, there: Sequence[ColumnWords], edition: Edition) -> str:
    forecast = " (прогноз)" if edition.set.is_forecast(year) else ""
    if there and str(there[-1].year) in there[-1].heading:
        return there[-1].heading.replace(str(there[-1].year), str(year)) + forecast
    return f"{year}{forecast}"


def _cell(column: ColumnWords, at: int, one: Said) -> str:
    match column.holds:
        case Holds.NUMBER:
            return one.definition.number
        case Holds.NAME:
            return one.name_cell()
        case Holds.UNIT if not one.definition.written:
            return one.definition.unit
        case Holds.YEAR:
            return written(one.value(column.year))
    return one.definition.others.get(str(at), "")


def _head(columns: Sequence[ColumnWords]) -> list[list[dict]]:
    """One row, or two where headings stand over several columns."""
    if not any(column.group for column in columns):
        return [[cell_of(column.heading) for column in columns]]
    first, second, before = [], [], ""
    for column in columns:
        if not column.group:
            first.append(cell_of(column.heading, rowspan=SECOND))
        elif column.group == before:
            first[-1]["colspan"] += 1
        else:
            first.append(cell_of(column.group))
        if column.group:
            second.append(cell_of(column.heading))
        before = column.group
    return [first, second]


def _widths(columns: Sequence[ColumnWords]) -> list[int]:
    """Whole percents that make a hundred; nothing for a table of another kind, whose widths follow from its words."""
    holds = [column.holds for column in columns]
    if holds.count(Holds.NAME) != 1 or Holds.OTHER in holds or Holds.UNIT in holds:
        return []
    year = min(YEAR_WIDTH, MOST_OF_YEARS // max(holds.count(Holds.YEAR), 1))
    widths = [{Holds.NUMBER: NUMBER_WIDTH, Holds.YEAR: year}.get(each, 0) for each in holds]
    widths[holds.index(Holds.NAME)] = 100 - sum(widths)
    return widths


def is_wide(blocks: Sequence[Block]) -> bool:
    """Whether the sheets lie on their side: many years."""
    return any(sum(cell["colspan"] for cell in block["head"][0]) > 8 for block in blocks)


def snapshot(edition: Edition) -> dict:
    """Everything that is printed, in words. JSON-able. 2 queries; `edition.set.municipality` is at hand."""
    blocks = blocks_of(edition)
    municipality = edition.set.municipality
    return {
        "format": FORMAT,
        "is_draft": edition.is_draft,
        "landscape": is_wide(blocks),
        "organisation": [bind(municipality.service)] if municipality else [],
        "approval": [],
        "heading": "ПОКАЗАТЕЛИ",
        "subtitle": bind(edition.set.title),
        "edition": _edition(edition),
        "blocks": with_words(blocks, bind),
        "signatures": [],
    }


def _edition(edition: Edition) -> str:
    if edition.is_draft:
        return f"Редакция {edition.number}, проект" if edition.number > 1 else "Проект"
    day = f"действует с {edition.in_force_at:%d.%m.%Y}" if edition.in_force_at else ""
    return ", ".join(
        filter(None, (f"редакция {edition.number}" if edition.number > 1 else "", day))
    ).capitalize()


def sheets_of(edition: Edition) -> list[Sheet]:
    """Each table on a sheet of its own. 2 queries."""
    blocks = blocks_of(edition)
    # a table that the document captions is named by its caption alone, as the document has it
    return [
        Sheet("Показатели", [] if block["caption"] else [edition.set.title], block, is_wide([block]))
        for block in blocks
    ]


def changes_snapshot(edition: Edition, difference: EditionDifference) -> dict:
    """«Было — стало — основание»; a ground that all targets share is told once, above. No query."""
    municipality = edition.set.municipality
    common = difference.common_ground
    return {
        "format": FORMAT,
        "is_draft": edition.is_draft,
        "organisation": [bind(municipality.service)] if municipality else [],
        "approval": [],
        "heading": "ИЗМЕНЕНИЯ",
        "subtitle": bind(edition.set.title),
        "editions": f"Редакция {edition.number} по сравнению с редакцией {difference.before.number}",
        "reason": bind(edition.reason),
        "common_ground": bind(common),
        "rows": [_change(line, () if common else difference.grounds(line)) for line in difference.lines],
        "signatures": [],
    }


def _change(line: LineChange, grounds: Iterable[str]) -> dict:
    return {
        "number": str(line.number),
        "title": paragraphs(line.title),
        "before": _side(line, How.GONE) or [NOTHING],
        "after": _side(line, How.NEW) or [REMOVED],
        "ground": [bind(words) for words in grounds],
    }


def _side(line: LineChange, how: How) -> list[str]:
    said = []
    for field in line.fields:
        text = _words(field.pieces, how)
        if text or line.how == How.CHANGED:
            said += paragraphs(f"{field.name}: {text or NOTHING}")
    return said


def _words(pieces: Iterable[Piece], how: How) -> str:
    return "".join(piece.text for piece in pieces if piece.how in (How.SAME, how)).strip()
