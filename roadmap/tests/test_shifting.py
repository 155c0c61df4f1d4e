"""An edition moved by years: what says when is moved, everything else stays and is told."""

from datetime import date

import pytest

from methodservice.documents.annex_shape import cell_of, heading_block, text_block
from methodservice.documents.recognition.answer import Kind, Role
from methodservice.testing.roadmaps import living_part, roadmap_content
from roadmap.content import LineWords, PartWords
from roadmap.models import EditionPart
from roadmap.shifting import left_years, moved, moved_day

QUARTERS = (
    ("Мероприятие", Role.ACTION),
    ("I кв. 2026", Role.QUARTER),
    ("II кв. 2026", Role.QUARTER),
    ("Результат 2026 года", Role.RESULT),
    ("Отметка", Role.MARK),
)


def table_of(*rows):
    cells = [{"group": False, "cells": [cell_of(text) for text in row]} for row in rows]
    return {"kind": "table", "caption": "", "widths": [], "head": [], "rows": cells}


def keyed(part):
    """The part with a key of an item in each line."""
    lines = [LineWords(line.cells, line.section, place) for place, line in enumerate(part.lines, 1)]
    return PartWords(**vars(part) | {"lines": lines})


def with_items(content):
    return roadmap_content(
        title=content.title, parts=[keyed(part) if part.is_living else part for part in content.parts]
    )


def test_deadlines_title_and_period_move_and_the_rest_stays():
    content = moved(with_items(roadmap_content(mark=[text_block("к приказу № 1")])), 1, {1, 2, 3, 5})
    assert (content.title, content.first, content.last, content.mark) == (
        "Дорожная карта развития службы на 2027 год", date(2027, 1, 1), date(2027, 12, 31), [],
    )  # fmt: skip
    assert [line.cells[2] for line in content.lines] == [
        "март 2027", "до 15 мая 2027", "ежеквартально", "по мере необходимости",
    ]  # fmt: skip
    assert [line.item for line in content.lines] == [1, 2, 3, 5]
    assert content.parts[0].blocks[0]["text"] == "Дорожная карта развития службы на 2027 год"


def test_headings_of_quarters_move_and_marks_are_emptied():
    part = keyed(
        living_part(
            [("Семинар за 2026 год", "+", "", "Справка 2026", "сделано")], columns=QUARTERS, sections=()
        )
    )
    content = moved(roadmap_content(parts=[part]), 1, {1})
    (after,) = content.parts
    assert [column["heading"] for column in after.columns[:4]] == [
        "Мероприятие", "I кв. 2027", "II кв. 2027", "Результат 2026 года",
    ]  # fmt: skip
    assert [cell["text"] for cell in after.blocks[0]["head"][0]][1:4] == [
        "I кв. 2027", "II кв. 2027", "Результат 2026 года",
    ]  # fmt: skip
    assert after.lines[0].cells == ["Семинар за 2026 год", "+", "", "Справка 2026", ""]


def test_without_a_shift_nothing_changes_but_the_mark_of_the_order():
    before = with_items(roadmap_content())
    assert moved(before, 0, {1, 2, 3, 4, 5}) == before


def test_sections_move_with_their_period():
    part = keyed(living_part(sections=("1. Первый этап, 2026 год", "2. Работа с педагогами")))
    (after,) = moved(roadmap_content(parts=[part]), 2, {1}).parts
    assert [section.text for section in after.sections] == [
        "1. Первый этап, 2028 год",
        "2. Работа с педагогами",
    ]


def test_a_passport_moves_the_rows_about_time_and_name():
    rows = [
        ("Наименование", "Дорожная карта развития службы на 2026 год"),
        ("Основание", "Итоги мониторинга за 2025 год"),
        ("Сроки реализации", "январь – декабрь 2026 года"),
    ]
    content = roadmap_content(parts=[PartWords(Kind.PASSPORT, [table_of(*rows)])])
    after = moved(content, 1, ()).parts[0].blocks[0]["rows"]
    assert [row["cells"][1]["text"] for row in after] == [
        "Дорожная карта развития службы на 2027 год",
        "Итоги мониторинга за 2025 год",
        "январь – декабрь 2027 года",
    ]
    assert left_years(content) == ["Годы в тексте «Основание…» не сдвинуты: проверьте их."]


def test_years_that_stay_are_told():
    parts = [
        PartWords(EditionPart.TEXT, [heading_block("на 2026 год"), text_block("Итоги 2025 года подведены.")]),
        PartWords(Kind.TARGETS, [table_of(("Доля", "2026", "2027"))], "Целевые значения"),
        keyed(living_part([("1.1", "Подвести итоги 2025 года", "май 2026", "методисты", "в 2026 году")])),
    ]
    content = roadmap_content(parts=parts)
    assert left_years(content) == [
        "Годы в тексте «Итоги 2025 года подведены…» не сдвинуты: проверьте их.",
        "Годы в таблице «Целевые значения» не сдвинуты: проверьте их.",
        "Годы в тексте «Подвести итоги 2025 года…» не сдвинуты: проверьте их.",
    ]
    assert moved(content, 1, {1}).parts[0].blocks[0]["text"] == "на 2027 год"


@pytest.mark.parametrize(
    ("day", "years", "expected"), [((2028, 2, 29), 1, (2029, 2, 28)), ((2026, 5, 1), 2, (2028, 5, 1))]
)
def test_days_move_with_their_year(day, years, expected):
    assert moved_day(date(*day), years) == date(*expected)
