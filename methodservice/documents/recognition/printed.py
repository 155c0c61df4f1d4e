"""What was recognised as JSON, with the names that the field's own list of true readings uses."""

import re
from collections.abc import Collection
from decimal import Decimal

from methodservice import registries
from methodservice.documents.order_parts import words_of
from methodservice.documents.order_reading import AnnexMark, OrderText, read_mark
from methodservice.lib.officefiles import normal

from .answer import Kind, Recognised, RecognisedTable, Role, Row
from .document import label_and_value
from .doubts import twins_of
from .measures import measure_of
from .people import several
from .stages import stage_of
from .times import named, quarters_of, when_of

TABLE = "table"
NAMES = {
    Role.ACTION: "action", Role.START: "start", Role.END: "end", Role.RESPONSIBLE: "responsible",
    Role.PARTNERS: "partners", Role.RESULT: "result", Role.INDICATOR: "indicator",
    Role.DOCUMENT: "document", Role.MARK: "done",
}  # fmt: skip
_ISSUER = re.compile(r"к\s+(?:приказу|распоряжению|постановлению)\s+(?P<who>.+?)\s+от\b", re.I)


def as_json(recognised: Recognised) -> dict:
    """Order, annex mark, title, time, tables of the file in order, all warnings; dates as «2026-09-01»."""
    mark = read_mark([words_of(block) for block in recognised.mark]) if recognised.mark else None
    return {
        "order": _order(recognised.order, recognised.heading, mark) if recognised.order else None,
        "appendix": _own_mark(mark) if mark and not recognised.order else None,
        "document": recognised.document or None,
        "title": recognised.title or None,
        "period": [day.isoformat() for day in recognised.period] if recognised.period else None,
        "tables": [_table(table) for table in recognised.tables],
        "warnings": _warnings(recognised),
    }


def _warnings(recognised: Recognised) -> list[str]:
    for told in registries.file_warnings:
        if (sentences := told(recognised)) is not None:
            return sentences
    return notes_of(recognised)


def notes_of(recognised: Recognised, without: Collection[str] = ()) -> list[str]:
    """What reading noticed, that about a table with its number where there are several. without: left out."""
    several_tables = len(recognised.tables) > 1
    told = [
        f"Таблица {number}. {sentence}" if several_tables else sentence
        for number, table in enumerate(recognised.tables, start=1)
        for sentence in table.warnings
        if sentence not in without
    ]
    return [*(sentence for sentence in recognised.warnings if sentence not in without), *told]


def _order(order: OrderText, heading: str, mark: AnnexMark | None) -> dict:
    named = order.annex or mark
    return {
        "kind": order.word.lower() if order.word else None,
        "heading": heading or None,
        "number": order.number,
        "date": order.date.isoformat() if order.date else None,
        "date_text": order.date_text,
        "place": order.place,
        "organisation": order.organisation,
        "above": order.above,
        "title": order.title,
        "preamble": order.preamble,
        "verb": order.verb,
        "points": [{"number": _number(point.number), "text": point.text} for point in order.points] or None,
        "control": order.control,
        "signatory": {"position": order.signature_post, "name": order.signature_name}
        if order.signature_name
        else None,
        "appendix": _mark(named) if named else None,
    }


def _number(number: str) -> int | str | None:
    return int(number) if number.isdigit() else number or None


def _mark(mark: AnnexMark) -> dict:
    return {
        "text": mark.text,
        "number": mark.number,
        "order_number": mark.order_number,
        "order_date": mark.order_date.isoformat() if mark.order_date else None,
    }


def _own_mark(mark: AnnexMark) -> dict:
    """The mark that a file begins with: it alone names the order."""
    issuer = _ISSUER.search(mark.text)
    return _mark(mark) | {
        "date_text": mark.date_text,
        "organisation_as_written": issuer["who"] if issuer else None,
    }


def _table(table: RecognisedTable) -> dict:
    headings = [column.heading for column in table.columns] or None
    printed = {
        "kind": TABLE if table.kind is Kind.OTHER else table.kind.value,
        "caption": table.caption,
        "columns": headings,
        "sections": [_section(section) for section in table.sections],
        "row_count": len(table.rows),
        "header_rows": table.header_rows,
        "rows": [_row(table, row) for row in table.rows],
    }
    if groups := _groups(table):
        printed["column_groups"] = groups
    if twins := twins_of(table):
        printed["duplicates"] = [
            {"rows": list(each.rows), "same": list(each.same)}
            | ({"differs": list(each.differs)} if each.differs else {})
            for each in twins
        ]
    return printed


def _section(section) -> dict:
    period = {"period": section.period} if section.period else {}
    return {
        "index": section.index,
        "number": section.number,
        "title": section.title,
        **period,
        "text": section.text,
    }


def _groups(table: RecognisedTable) -> list[dict]:
    """Headings over several columns."""
    groups: list[dict] = []
    for before, column in zip((None, *table.columns), table.columns, strict=False):
        if column.group and before and before.group == column.group:
            groups[-1]["columns"].append(column.heading)
        elif column.group:
            groups.append({"title": column.group, "columns": [column.heading]})
    return groups


def _row(table: RecognisedTable, row: Row) -> dict:
    section = table.sections[row.section - 1] if row.section else None
    printed = {
        "section": section.text if section else None,
        "section_index": section.index if section else None,
        "number": row.number,
        "cells": list(row.cells),
    }
    match table.kind:
        case Kind.PASSPORT:
            label, value = label_and_value(row.cells, row.number)
            return printed | {"label": label, "value": value}
        case Kind.INDICATORS | Kind.TARGETS:
            return printed | _measure(table, row)
        case Kind.STAGES:
            stage = stage_of(table, row)
            return printed | {
                "stage": stage.stage, "period": stage.period, "content": stage.content, "results": stage.results
            }  # fmt: skip
        case Kind.ROADMAP | Kind.ACTIVITIES:
            return printed | _work(table, row)
        case _:
            return printed


def _measure(table: RecognisedTable, row: Row) -> dict:
    measure = measure_of(table, row)
    printed = {
        "name": measure.name or None,
        "unit": measure.unit,
        "cumulative": measure.cumulative,
        "targets": {
            key: float(value) if isinstance(value, Decimal) else value
            for key, value in measure.targets.items()
        },
    }
    if table.kind is Kind.TARGETS:
        return printed | {"type": measure.type, "indicator_number": measure.number}
    return printed | {
        "name_full": measure.name_full,
        "parts": list(measure.parts),
        "unit_as_written": measure.unit_as_written,
    }


def _work(table: RecognisedTable, row: Row) -> dict:
    printed: dict = {}
    for column, text in zip(table.columns, row.cells, strict=True):
        if name := NAMES.get(column.role):
            printed.setdefault(name, text)
        if column.role is Role.DEADLINE and normal(column.heading).startswith("дата"):
            printed["date"] = text
    if "responsible" in printed:
        printed["responsible_list"] = several(printed["responsible"])
    if table.kind is Kind.ROADMAP:
        printed["deadline"] = when_of(table, row)
    if quarters := quarters_of(table, row):
        printed["quarters"] = {named(column): text for column, text in quarters}
    other = {
        column.heading: text
        for column, text in zip(table.columns, row.cells, strict=True)
        if column.role is Role.OTHER
    }
    return printed | ({"other": other} if other else {})
