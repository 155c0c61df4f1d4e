"""What follows the text of an order: annexes with their tables, the acquaintance sheet."""

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from methodservice.documents.printing import pdf_of
from methodservice.documents.tables import layout_of, with_leads
from methodservice.documents.tests.orders import (
    ORDER,
    ROADMAP_HEAD,
    annex,
    cell,
    group,
    heading,
    item,
    order,
    people,
    roadmap,
    row,
    table,
    text,
)
from methodservice.testing.printed import Printed

UPRIGHT, LANDSCAPE = (210, 297), (297, 210)


def printed(*annexes, **more) -> Printed:
    return Printed(pdf_of(ORDER, order(annexes=list(annexes), **more)))


def near(*values):
    return pytest.approx(values, abs=0.2)


# Annexes


def test_mark_of_an_annex_stands_at_the_top_right_with_the_words_given():
    found = printed(annex(text("Слово."), title="ПОЛОЖЕНИЕ"))
    assert found.pages[1] == [
        "Приложение",
        "к приказу управления образования",
        "от 30.09.2026 № 77-ОД",
        "ПОЛОЖЕНИЕ",
        "Слово.",
    ]
    mark = [span for span in found.spans(1) if 20 < span.baseline < 38]
    assert [span.text for span in mark][-1] == "от 30.09.2026 № 77-ОД"
    assert {round(span.left) for span in mark} == {105}
    title = found.span(1, "ПОЛОЖЕНИЕ")
    assert (title.left + title.right) / 2 == pytest.approx(110, abs=0.2)


def test_annex_may_carry_the_approval_of_what_it_holds():
    approved = annex(text("Слово.")) | {
        "mark": ["УТВЕРЖДЕНЫ", "приказом управления образования", "от 30.09.2026 № 77-ОД"]
    }
    assert printed(approved).pages[1][:3] == approved["mark"]


def test_wide_annex_turns_its_own_pages_only():
    found = printed(
        annex(text("Первое."), mark="Приложение № 1"),
        annex(roadmap(12), mark="Приложение № 2", landscape=True),
        annex(text("Третье."), mark="Приложение № 3"),
        acquaintance=people(1),
    )
    assert found.sizes_mm == [UPRIGHT, UPRIGHT, LANDSCAPE, LANDSCAPE, UPRIGHT, UPRIGHT]
    assert [page[0] for page in found.pages[1:]] == [
        "Приложение № 1",
        "Приложение № 2",
        " ".join(ROADMAP_HEAD),
        "Приложение № 3",
        "ЛИСТ ОЗНАКОМЛЕНИЯ",
    ]
    assert found.span(2, "к приказу").left == pytest.approx(202, abs=0.2)


def test_order_with_its_annexes_and_sheet_has_bookmarks():
    found = printed(
        annex(heading("1. Общее"), text("Слово."), mark="Приложение № 1", title="ПАСПОРТ\nпрограммы"),
        annex(text("Слово."), mark="Приложение № 2"),
        acquaintance=people(1),
    )
    assert found.outline() == [
        ("О подготовке недели молодого педагога", 1),
        ("Приложение № 1. ПАСПОРТ программы", 2),
        ("Приложение № 2", 3),
        ("Лист ознакомления", 4),
    ]


def test_blocks_of_an_annex_keep_their_order_marks_and_places():
    found = printed(
        annex(
            heading("1. Общие положения"),
            item("1.1.", "Объединение создаётся на учебный год."),
            item("-", "работает по плану;"),
            text("Посередине", "centre"),
            text("Справа", "right"),
            text("Слева", "left"),
            heading("Заседания", 3),
            text("С отступом. " + "Слово за словом. " * 12),
            table(row("имя", "значение"), caption="Таблица 1"),
        )
    )
    assert found.pages[1][3:10] == [
        "1. Общие положения",
        "1.1. Объединение создаётся на учебный год.",
        "- работает по плану;",
        "Посередине",
        "Справа",
        "Слева",
        "Заседания",
    ]
    places = {
        name: found.span(1, name) for name in ("1. Общие", "Посередине", "Справа", "Слева", "С отступом")
    }
    middles = [(places[name].left + places[name].right) / 2 for name in ("1. Общие", "Посередине")]
    assert middles == near(110, 110)
    assert (places["Справа"].right, places["Слева"].left, places["С отступом"].left) == near(200, 20, 32.5)
    assert places["С отступом"].right == pytest.approx(200, abs=0.2)


def test_heading_is_never_the_last_line_of_a_page():
    for lines in range(36, 46):
        found = printed(annex(*[text("Строка.")] * lines, heading("2. Права"), *[text("Слово.")] * 9))
        assert [page[-1] for page in found.pages if page[-1] == "2. Права"] == [], lines


# Tables


def numbers_of(found):
    lines = (line for page in found.pages for line in page)
    return [int(match[1]) for line in lines if (match := re.match(r"(\d+)\. Консультация", line))]


def test_two_hundred_rows_repeat_their_head_and_stay_whole():
    found = printed(annex(roadmap(200), title="ДОРОЖНАЯ КАРТА", landscape=True))
    sheets = found.pages[1:]
    assert [page.count(" ".join(ROADMAP_HEAD)) for page in sheets] == [1] * len(sheets)
    assert numbers_of(found) == list(range(1, 201))
    assert {page[-1] for page in sheets} == {"- самоанализ"}
    assert found.sizes_mm == [UPRIGHT, *[LANDSCAPE] * len(sheets)]
    assert max(span.right for span in found.spans(3)) <= 287


def test_name_of_a_section_goes_with_its_first_row():
    for before in range(4, 9):
        rows = [row(str(n), "дело\n" * 5) for n in range(before)]
        found = printed(
            annex(
                table(
                    *rows, {"group": True, "cells": [cell("Раздел", 2)]}, row("я", "дело"), head=("№", "Что")
                )
            )
        )
        assert [page[-1] for page in found.pages if page[-1] == "Раздел"] == []


def test_head_of_two_rows_repeats_whole():
    head = (
        (cell("№", 1, 2), cell("Показатель", 1, 2), cell("Значение", 2)),
        (cell("2026"), cell("2027")),
    )
    rows = [row(str(n), f"Показатель {n}", "1", "2") for n in range(90)]
    found = printed(annex(table(*rows, head=head)))
    assert len(found.pages) > 3
    assert [" ".join(page).count("Показатель Значение 2026 2027") for page in found.pages[1:]] == [1] * (
        len(found.pages) - 1
    )


@pytest.mark.parametrize("landscape", [False, True])
def test_row_higher_than_a_page_is_printed_whole_under_the_head(landscape):
    lines = [f"Строка {n}." for n in range(150)]
    found = printed(
        annex(
            table(
                row("1", "коротко"),
                row("2", "\n".join(lines)),
                row("3", "после"),
                head=("№", "Что"),
                widths=(8, 92),
            ),
            landscape=landscape,
        )
    )
    assert [line for page in found.pages for line in page if "Строка" in line] == ["2 Строка 0.", *lines[1:]]
    assert ["№ Что" in page for page in found.pages[1:]] == [True] * (len(found.pages) - 1)
    assert "3 после" in found.pages[-1]


def test_cell_over_rows_of_several_pages_loses_nothing():
    lines = [f"часть{n}." for n in range(70)]
    rows = [{"group": False, "cells": [cell("\n".join(lines), 1, 3), cell("раз")]}, row("два"), row("три")]
    found = printed(annex(table(*rows, row("Я", "конец"), head=("Что", "Когда"))))
    words = found.text.split()
    assert [word for word in words if word.startswith("часть")] == lines
    assert [word for word in words if word in ("раз", "два", "три", "конец")] == [
        "раз",
        "два",
        "три",
        "конец",
    ]


@pytest.mark.parametrize("word", ["Высококвалифицированнейший" * 12, "8" * 300, "слово " * 60])
def test_long_words_and_cells_stay_within_their_column(word):
    found = printed(annex(table(row("1", word, "последняя"), head=("№", "Что", "Кто"), widths=(8, 20, 72))))
    edge = found.span(1, "последняя").left
    column = [span for span in found.spans(1) if 34 < span.left < edge - 1 and span.size == 11]
    head, *lines = (span.text.rstrip("‐") for span in column)
    assert (head, "".join("".join(lines).split())) == ("Что", "".join(word.split()))
    assert max(span.right for span in column) < edge


def test_paragraphs_of_a_cell_stand_one_under_another_as_typed():
    found = printed(annex(table(row("Задачи", "- развивать;\n- обучать"), widths=(35, 65))))
    spans = [found.span(1, words) for words in ("- развивать;", "- обучать")]
    assert spans[0].left == spans[1].left
    assert spans[0].baseline < spans[1].baseline
    assert [span.text for span in spans] == ["- развивать;", "- обучать"]


def test_columns_take_the_widths_asked():
    found = printed(annex(table(row("а", "б", "в"), head=("Раз", "Два", "Три"), widths=(13, 50, 37))))
    lefts = [found.span(1, words).left for words in ("а", "б", "в")]
    # 1.5 mm of margin and half of the rule
    assert [left - 1.6 for left in lefts] == pytest.approx([20, 20 + 180 * 0.13, 20 + 180 * 0.63], abs=0.3)


def percents(made) -> list[int]:
    return [int(name.removeprefix("doc-w-")) for name in layout_of(made).columns]


def test_columns_without_widths_follow_from_their_words():
    actions = [row(str(n), "Провести консультацию для руководителей " * 3, "октябрь") for n in range(1, 9)]
    number, action, term = percents(table(*actions, head=("№ п/п", "Мероприятие", "Срок")))
    assert 4 <= number < term < action
    assert action > 50
    assert number + action + term == pytest.approx(100, abs=1)


def test_columns_are_equal_when_no_row_shows_them_all():
    assert percents(table(group("Раздел", 3), {"group": False, "cells": [cell("а", 2), cell("б")]})) == []


def test_widths_are_rounded_to_columns_that_there_are():
    assert percents(table(row("а", "б", "в"), widths=(0.2, 33.4, 130))) == [1, 33, 100]


@given(
    words=st.lists(st.text("аб \n", max_size=40), min_size=1, max_size=4),
    widths=st.lists(st.integers(1, 60), max_size=4),
    landscape=st.booleans(),
)
@settings(max_examples=40)
def test_any_small_table_is_laid_out_and_none_of_its_rows_is_high(words, widths, landscape):
    made = layout_of(table(row(*words), widths=tuple(widths)), landscape)
    assert made.is_small == (len(words) >= 3)
    assert [is_tall for _, is_tall in made.rows if "\n" not in "".join(words)] in ([], [False])


def test_a_row_may_be_divided_when_half_a_page_would_stay_empty():
    low, high = "\n".join(["строка"] * 25), "\n".join(["строка"] * 30)
    made = layout_of(table(row("а", low), row("б", high)))
    assert [is_divided for _, is_divided in made.rows] == [False, True]


def test_the_paragraph_that_names_a_table_stays_with_it():
    long = text("Слово. " * 60)
    blocks = [
        heading("1."),
        item("1)", "Кадры"),
        table(row("а", "б")),
        long,
        table(row("в", "г")),
        text("Итог."),
    ]
    assert [block.get("leads", False) for block in with_leads(blocks)] == [
        False,
        True,
        False,
        False,
        False,
        False,
    ]
    assert "leads" not in blocks[1]


# The acquaintance sheet


def test_acquaintance_sheet_is_the_last_one_and_names_the_order():
    found = printed(annex(text("Слово.")), acquaintance=people(2))
    assert found.pages[-1][:3] == [
        "ЛИСТ ОЗНАКОМЛЕНИЯ",
        "с приказом от 30.09.2026 № 77-ОД",
        "№ Фамилия, имя, отчество Должность Подпись Дата",
    ]
    assert len(found.pages) == 3
    assert (
        printed(acquaintance=people(1), date="от 30.09.2026").pages[-1][1]
        == "с приказом от 30.09.2026 № 77-ОД"
    )


def test_acquaintance_of_forty_runs_over_pages_under_the_same_head():
    found = printed(acquaintance=people(40))
    sheets = found.pages[1:]
    assert len(sheets) > 1
    head = "№ Фамилия, имя, отчество Должность Подпись Дата"
    assert [page.count(head) for page in sheets] == [1] * len(sheets)
    numbers = [
        int(span.text)
        for page in range(1, len(found.pages))
        for span in found.spans(page)
        if span.text.isdigit() and span.left < 32 and span.baseline > 20
    ]
    assert numbers == list(range(1, 41))
    assert found.tags()["/TH"] == 5 * len(sheets)


def test_rows_to_sign_in_have_room_for_a_hand():
    found = printed(acquaintance=[{"name": "Ким Анна", "post": "учитель"}] * 3)
    baselines = [span.baseline for span in found.spans(1) if span.text == "Ким Анна"]
    assert [round(below - above) for above, below in pairwise(baselines)] == [10, 10]


def test_order_without_annexes_and_people_is_one_page():
    assert len(printed().pages) == 1


def test_names_of_people_are_not_divided_as_other_long_words_are():
    line = "Ким Мария Александровна, учитель изобразительного искусства"
    found = printed(annex(table(row("1", "Опрос", line), head=("№", "Тема", "Кто"), widths=(50, 32, 18))))
    assert found.pages[1][4:] == [
        "1 Опрос Ким Мария",
        "Александровна,",
        "учитель изобра\N{HYPHEN}",
        "зительного",
        "искусства",
    ]
