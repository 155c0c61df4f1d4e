"""What the lists of the district print. One snapshot and one template for all of them; nothing is frozen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils import timezone

from development.district.lacking import by_subject
from development.district.planning import last_course
from methodservice.directory.models import School
from methodservice.documents.tables import is_tall
from methodservice.lib.dates import long_date
from methodservice.lib.numerals import people
from methodservice.lib.typography import bind

LIST = "development/pdf/district_list.html"


@dataclass(frozen=True)
class Column:
    """width: percent of the page, whole; all together leave five for the number of a row. kind: class of the cells."""

    title: str
    width: int
    kind: str = ""


Rows = Sequence[Sequence[str]]


def list_snapshot(
    user,
    *,
    heading: str,
    subtitle: str,
    columns: Sequence[Column],
    groups: Iterable[tuple[str, Rows]],
    notes: Sequence[str] = (),
) -> dict:
    """A numbered list on landscape pages. groups: (heading of the rows below, may be empty; rows as wide as columns,
    each line of a cell a paragraph). 1 query for the school of a coordinator."""
    municipality, number, shown = user.municipality, 0, []
    for title, rows in groups:
        lines = []
        for row in rows:
            number += 1
            cells = [
                {"text": bind(str(cell)), "kind": column.kind, "colspan": 1, "rowspan": 1}
                for cell, column in zip(row, columns, strict=True)
            ]
            tall = is_tall(cells, [column.width for column in columns], landscape=True)
            lines.append({"number": str(number), "cells": cells, "is_tall": tall})
        shown.append({"title": bind(title), "rows": lines})
    if user.access.is_district_staff:
        organisation = [municipality.authority, municipality.service]
        signer = municipality.service_short
    else:
        schools = School.objects.filter(pk__in=user.access.school_ids).order_by("short_name", "pk")
        organisation = [municipality.authority, *(school.line_name for school in schools)]
        signer = ", ".join(school.short_name for school in schools)
    return {
        "organisation": [bind(line) for line in organisation if line],
        "approval": [],
        "heading": heading,
        "subtitle": bind(subtitle),
        "columns": [{"title": column.title, "width": f"doc-w-{column.width}"} for column in columns],
        "width": len(columns) + 1,
        "groups": [group for group in shown if group["rows"]],
        "notes": [bind(note) for note in notes],
        "day": long_date(timezone.localdate()),
        "signatures": [{"post": bind(f"Ответственный, {signer}"), "name": ""}],
    }


def day_words(day: date | None) -> str:
    """«15.09.2026»; nothing where there is none."""
    return f"{day:%d.%m.%Y}" if day else ""


REQUEST_COLUMNS = (
    Column("Фамилия, имя, отчество", 20),
    Column("Должность", 15),
    Column("Организация", 15),
    Column("Вид и форма", 15),
    Column("Часов", 6, "doc-figure"),
    Column("Почему", 24),
)


def requests_snapshot(user, year: int, rows) -> dict:
    """Requests by programme. rows: `CourseRequest` in the order of programmes, with teacher and school."""
    by_programme = [(title, list(mates)) for title, mates in groupby(rows, key=lambda row: row.programme)]
    groups = [
        (
            f"«{title}» — {people(len(mates))}",
            [
                (
                    row.teacher.full_name,
                    row.teacher.position,
                    row.teacher.school.short_name,
                    f"{row.get_kind_display()}, {row.get_mode_display()}",
                    row.hours or "",
                    row.why,
                )
                for row in mates
            ],
        )
        for title, mates in by_programme
    ]
    return list_snapshot(
        user,
        heading="ПЛАН-ЗАЯВКА",
        subtitle=f"на обучение педагогических работников в {year} году",
        columns=REQUEST_COLUMNS,
        groups=groups,
    )


PLAN_COLUMNS = (
    Column("Фамилия, имя, отчество", 12),
    Column("Должность", 12),
    Column("Организация", 10),
    Column("Прошлое обучение", 12),
    Column("Программа", 13),
    Column("Часов", 6, "doc-figure"),
    Column("Кто учит", 10),
    Column("Форма", 12),
    Column("Начало", 8),
)


def plan_snapshot(user, year: int, rows) -> dict:
    """The plan of courses by date (documents.md, «course plan»). rows: of `district.planning.plan_of`."""
    cells = [
        (
            row.teacher.full_name,
            row.teacher.position,
            row.teacher.school.short_name,
            last_course(row),
            row.programme,
            row.hours or "",
            row.provider.name if row.provider else "",
            row.get_mode_display(),
            day_words(row.planned_on),
        )
        for row in rows
    ]
    return list_snapshot(
        user,
        heading="ПЛАН КУРСОВОЙ ПОДГОТОВКИ",
        subtitle=f"педагогических работников на {year} год",
        columns=PLAN_COLUMNS,
        groups=[("", cells)],
    )


OUTLOOK_COLUMNS = (
    Column("Фамилия, имя, отчество", 16),
    Column("Должность", 13),
    Column("Организация", 12),
    Column("Категория", 10),
    Column("Приказ", 10),
    Column("Дата решения", 8),
    Column("Действует по", 9),
    Column("На какую категорию", 9),
    Column("По графику", 8),
)


def outlook_snapshot(user, year: int, lines) -> dict:
    """Who is attested in a year and whose term ends (documents.md, «attestation outlook»). lines: `attesting.Line`."""
    cells = [
        (
            line.teacher.full_name,
            line.teacher.position,
            line.teacher.school.short_name,
            line.category or "нет",
            line.order,
            day_words(line.held and line.held.decided_on),
            (day_words(line.held.valid_until) or "бессрочно") if line.held else "",
            line.wanted,
            day_words(line.planned and line.planned.planned_on),
        )
        for line in lines
    ]
    return list_snapshot(
        user,
        heading="ПЕРСПЕКТИВНЫЙ ГРАФИК АТТЕСТАЦИИ",
        subtitle=f"педагогических работников на {year} год",
        columns=OUTLOOK_COLUMNS,
        groups=[("", cells)],
    )


NEED_COLUMNS = (
    Column("Дефициты", 30),
    Column("Педагогов", 9, "doc-figure"),
    Column("Организаций", 11, "doc-figure"),
    Column("Что предложить", 45),
)


def needs_snapshot(user, needs) -> dict:
    """Open deficits by subject. needs: `lacking.Needs`."""
    groups = [
        (
            subject[0].upper() + subject[1:],
            [(need.kind, need.people, need.schools, need.offer) for need in mates],
        )
        for subject, mates in by_subject(needs.needs)
    ]
    total = (
        f"Всего с открытыми дефицитами: {people(needs.people)}. В каждой строке человек считается один раз."
    )
    return list_snapshot(
        user,
        heading="ПОТРЕБНОСТИ В ОБУЧЕНИИ",
        subtitle="по открытым профессиональным дефицитам",
        columns=NEED_COLUMNS,
        groups=groups,
        notes=[total] if needs.people else [],
    )


WATCH_COLUMNS = (
    Column("Фамилия, имя, отчество", 24),
    Column("Должность", 19),
    Column("Последнее обучение", 26),
    Column("Окончено", 9),
    Column("Следующее до", 17),
)


def watch_snapshot(user, rows) -> dict:
    """The «36 months» by school. rows: `watching.Watched` in the order of schools."""
    groups = [
        (
            title,
            [
                (
                    row.teacher.full_name,
                    row.teacher.position,
                    row.teacher.last_programme or "нет",
                    day_words(row.watch.last),
                    f"{day_words(row.watch.due_on)}, {row.words.lower()}",
                )
                for row in mates
            ],
        )
        for title, mates in groupby(rows, key=lambda row: row.teacher.school.short_name)
    ]
    return list_snapshot(
        user,
        heading="СВЕДЕНИЯ О СРОКАХ ОБУЧЕНИЯ",
        subtitle="по дополнительным профессиональным программам (не реже одного раза в три года)",
        columns=WATCH_COLUMNS,
        groups=groups,
    )


NEWCOMER_COLUMNS = (
    Column("Фамилия, имя, отчество", 14),
    Column("Должность", 12),
    Column("Организация", 12),
    Column("Почему в плане", 21),
    Column("Дефициты", 13),
    Column("Что запланировано", 23),
)


def newcomers_snapshot(user, rule, lines) -> dict:
    """The work plan. rule: the municipality's `YoungRule`; lines: `arrived.Line`."""
    cells = [
        (
            line.teacher.full_name,
            line.teacher.position,
            line.teacher.school.short_name,
            line.reason,
            line.lacks,
            "\n".join(line.ahead),
        )
        for line in lines
    ]
    return list_snapshot(
        user,
        heading="ПЛАН РАБОТЫ",
        subtitle="с молодыми и вновь прибывшими педагогами",
        columns=NEWCOMER_COLUMNS,
        groups=[("", cells)],
        notes=[f"Молодой педагог: {rule.in_words}. Вновь прибывший: работает в организации меньше года."],
    )
