"""Usual roadmaps and programmes, empty: tables by their columns, rows of a passport (documents.md, «Usual columns»)."""

from dataclasses import dataclass
from datetime import date

from methodservice.documents.annex_shape import cell_of, heading_block
from methodservice.documents.annex_tables import table_block
from methodservice.documents.recognition.answer import Kind, Role
from roadmap.content import Content, PartWords, SectionWords
from roadmap.models import EditionPart

WIDE_FROM = 6
"""Columns: such a table needs sheets that lie on their side."""
PASSPORT_ROWS = (
    "Наименование",
    "Основания для разработки",
    "Цель",
    "Задачи",
    "Сроки реализации",
    "Исполнители",
    "Ожидаемые результаты",
)


@dataclass(frozen=True)
class UsualTable:
    """title: how a person chooses it; columns: heading, role, width in percent; sections: those that it starts with."""

    title: str
    columns: tuple[tuple[str, Role, int], ...]
    sections: tuple[str, ...] = ()

    @property
    def headings(self) -> str:
        return " · ".join(heading for heading, _, _ in self.columns)


NUMBER = ("№", Role.NUMBER, 6)
TABLES = {
    "four": UsualTable(
        "Четыре столбца",
        (
            NUMBER,
            ("Мероприятие", Role.ACTION, 50),
            ("Срок", Role.DEADLINE, 20),
            ("Ответственные", Role.RESPONSIBLE, 24),
        ),
    ),
    "six": UsualTable(
        "Шесть столбцов, с показателем и отметкой",
        (
            NUMBER,
            ("Мероприятие", Role.ACTION, 32),
            ("Срок", Role.DEADLINE, 14),
            ("Ответственные", Role.RESPONSIBLE, 18),
            ("Показатель", Role.INDICATOR, 16),
            ("Отметка о выполнении", Role.MARK, 14),
        ),
    ),
    "stages": UsualTable(
        "По этапам, без сроков у мероприятий",
        (
            NUMBER,
            ("Мероприятие", Role.ACTION, 44),
            ("Ответственные", Role.RESPONSIBLE, 22),
            ("Ожидаемый результат", Role.RESULT, 28),
        ),
        ("I этап",),
    ),
    "executors": UsualTable(
        "Исполнители, соисполнители и вид документа",
        (
            NUMBER,
            ("Мероприятие", Role.ACTION, 32),
            ("Срок", Role.DEADLINE, 14),
            ("Исполнитель", Role.RESPONSIBLE, 16),
            ("Соисполнители", Role.PARTNERS, 16),
            ("Вид документа", Role.DOCUMENT, 16),
        ),
    ),
    "dates": UsualTable(
        "Начало, окончание и ожидаемый результат",
        (
            NUMBER,
            ("Мероприятие", Role.ACTION, 32),
            ("Начало", Role.START, 12),
            ("Окончание", Role.END, 12),
            ("Ответственные", Role.RESPONSIBLE, 18),
            ("Ожидаемый результат", Role.RESULT, 20),
        ),
    ),
}


def table_part(key: str, caption: str = "Мероприятия") -> PartWords:
    """A living table of the key of TABLES without lines."""
    table = TABLES[key]
    block = table_block(
        [heading for heading, _, _ in table.columns], [], [width for _, _, width in table.columns]
    )
    columns = [{"heading": heading, "role": role.value, "group": ""} for heading, role, _ in table.columns]
    sections = [SectionWords(text, text.partition(" ")[0]) for text in table.sections]
    return PartWords(Kind.ROADMAP.value, [block], caption, columns, sections)


def passport_part(title: str = "") -> PartWords:
    """A passport with the usual rows; the first one is filled with the title."""
    rows = [
        {"group": False, "cells": [cell_of(label), cell_of("" if place else title)]}
        for place, label in enumerate(PASSPORT_ROWS)
    ]
    block = {"kind": "table", "caption": "", "widths": [30, 70], "head": [], "rows": rows}
    return PartWords(Kind.PASSPORT.value, [block], "Паспорт")


def text_part() -> PartWords:
    """Words, none yet."""
    return PartWords(EditionPart.TEXT, [], "Текст")


def usual_content(
    *, document: str, title: str, first: date, last: date, table: str, passport: bool
) -> Content:
    """A document from nothing: its title, a passport when it is wanted, an empty table."""
    parts = [PartWords(EditionPart.TEXT, [heading_block(title)], "Заголовок")]
    if passport:
        parts.append(passport_part(title))
    parts.append(table_part(table))
    return Content(document, title, first, last, len(TABLES[table].columns) >= WIDE_FROM, [], parts)
