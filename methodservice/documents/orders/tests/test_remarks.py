"""What an order says against itself is told, part by part."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from methodservice.documents.orders.remarks import Remark, slips

DAY = date(2026, 10, 12)


def point(text, *points):
    return {"text": text, "points": list(points)}


def table(*cells):
    row = {"group": False, "cells": [{"text": cell, "colspan": 1, "rowspan": 1} for cell in cells]}
    return {"kind": "table", "caption": "", "widths": [], "head": [], "rows": [row]}


def annex(title="План работы", *blocks, mark=("Приложение", "к приказу отдела", "от 12.10.2026 № 7")):
    blocks = blocks or ({"kind": "text", "align": "left", "text": "Провести семинар."},)
    return {"mark": list(mark), "title": title, "landscape": False, "blocks": list(blocks)}


def order(**parts):
    return {
        "title": "Об утверждении плана работы",
        "preamble": "В целях развития методической службы",
        "verb": "п р и к а з ы в а ю:",
        "date": "12.10.2026",
        "number": "7",
        "points": [point("Утвердить план работы (приложение)."), point("Контроль оставляю за собой.")],
        "annexes": [annex()],
        "signature": {"post": "Начальник", "name": "Н. П. Ковалёва"},
    } | parts


def told(on=DAY, **parts):
    return [remark.text for remark in slips(order(**parts), on=on)]


def test_a_good_order_has_no_remarks():
    assert told() == []


def test_a_title_in_capitals_begins_as_any_other():
    assert told(title="ОБ УТВЕРЖДЕНИИ ПЛАНА РАБОТЫ") == []


def test_a_row_of_digits_is_no_number_of_an_annex():
    text = f"Утвердить план работы (приложение {'1' * 4900})."
    assert told(points=[point(text), CONTROLLED]) == []


CONTROLLED = point("Контроль оставляю за собой.")


@pytest.mark.parametrize(
    ("parts", "remark"),
    [
        ({"title": "Об утверждении плана работы."}, "В конце заголовка точка не ставится."),
        ({"preamble": ""}, "Нет преамбулы: зачем или на каком основании издаётся приказ."),
        (
            {"preamble": "В соответствии Федеральным законом"},
            "После «в соответствии» пропущен предлог «с».",
        ),
        (
            {"preamble": "В целях развития приказываю"},
            "Слово «приказываю» в преамбуле лишнее: портал допишет его сам.",
        ),
        (
            {"preamble": "Хорошо подумав"},
            "Преамбула обычно начинается словами «В целях…», «В соответствии с…», «На основании…».",
        ),
        ({"points": [point("Утвердить план (приложение).")]}, "Нет пункта о контроле."),
        (
            {"annexes": []},
            "В пунктах упомянуто приложение, а приложений у приказа нет.",
        ),
        (
            {"points": [point("Утвердить план работы."), CONTROLLED]},
            "На приложение нет ссылки в пунктах: допишите «(приложение)».",
        ),
        (
            {"points": [point("Утвердить план работы (приложение № 2)."), CONTROLLED]},
            "В пунктах упомянуто приложение № 2, а приложений 1.",
        ),
        (
            {"annexes": [annex(mark=("Приложение № 1",)), annex("Состав", mark=("Приложение № 2",))]},
            "Приложений несколько: в пунктах укажите их номера.",
        ),
        (
            {"annexes": [annex() | {"blocks": []}]},
            "В приложении пока нет ни текста, ни таблицы.",
        ),
        (
            {"annexes": [annex(mark=("Приложение 2", "к приказу отдела"))]},
            "Отметка приложения называет его приложением № 2.",
        ),
        (
            {"annexes": [annex(mark=("Приложение", "от 12.10.2025 № 7"))]},
            "Отметка приложения называет дату 12.10.2025, а приказ — 12.10.2026.",
        ),
        (
            {"annexes": [annex(mark=("Приложение", "от 12.10.2026 № 8"))]},
            "Отметка приложения называет номер 8, а приказ — 7.",
        ),
        (
            {"annexes": [annex("План методической работы")]},
            "Название приложения отличается от заголовка приказа: лишние слова «методической».",
        ),
        (
            {
                "annexes": [
                    annex("План работы", {"kind": "text", "align": "left", "text": "Начальник отдела А. А. Зорин"})
                ]
            },
            "Подпись приложения — А. А. Зорин, а приказ подписывает Н. П. Ковалёва.",
        ),
        (
            {"signature": {"post": "Начальник", "name": "Ковалёва Н. П."}},
            "В подписи инициалы ставятся перед фамилией.",
        ),
        (
            {"points": [point("Утвердить план «Рост (приложение)."), CONTROLLED]},
            "В пункте 1 не закрыта кавычка: «Рост (приложение).…",
        ),
        (
            {"points": [point("Утвердить (приложение).", point("Развить системы работы системы работы.")), CONTROLLED]},
            "В пункте 1.1 слова повторены: «системы работы системы работы».",
        ),
        (
            {"annexes": [annex("План работы", table("1", "Приказ от 01.02.2027 № 5-а"))]},
            "В приложении упомянут документ от 01.02.2027 № 5-а: он позже самого приказа (12.10.2026).",
        ),
        (
            {"points": [point("Утвердить план работы (приложение)"), CONTROLLED]},
            "В конце пункта 1 нет точки.",
        ),
        (
            {"points": [point("Утвердить план (приложение):", point("Пункт … изложить так: «…».")), CONTROLLED]},
            "В пункте 1.1 осталось место для слов: допишите его.",
        ),
        (
            {"points": [point("Утвердить план работы (приложение) до ____ октября."), CONTROLLED]},
            "В пункте 1 осталось место для слов: допишите его.",
        ),
        (
            {"preamble": "В целях развития»"},
            "В преамбуле лишняя закрывающая кавычка: …В целях развития»",
        ),
        (
            {"preamble": "На основании приказа от 31.02.2026 № 3"},
            "В преамбуле такой даты нет: 31.02.2026.",
        ),
    ],
)  # fmt: skip
def test_a_slip_is_told(parts, remark):
    assert told(**parts) == [remark]


@pytest.mark.parametrize("single", ["Приложение", "Приложение 1", "Приложение № 1", "УТВЕРЖДЁН"])
def test_the_only_annex_may_have_a_number_or_none(single):
    assert told(annexes=[annex(mark=(single, "к приказу отдела"))]) == []


def test_each_of_several_annexes_has_its_own_number():
    points = [point("Утвердить план (приложение № 1) и состав (приложение № 2)."), CONTROLLED]
    annexes = [annex(mark=("Приложение",)), annex("Состав", mark=("ПРИЛОЖЕНИЕ № 1",))]
    assert told(points=points, annexes=annexes) == [
        "В отметке приложения 1 нет номера, а приложений несколько.",
        "Отметка приложения 2 называет его приложением № 1.",
    ]


@pytest.mark.parametrize(
    "preamble",
    [
        "В целях поддержки МБДОУ «Детский сад № 1 «Ромашка» и МБОУ «СОШ № 2»",
        "В целях поддержки учреждения «Центр «Рост»»",
        "В целях обмена опытом по программе «педагог — педагог»",
    ],
)
def test_quotes_within_quotes_and_dashes_are_no_slips(preamble):
    assert told(preamble=preamble) == []


def test_words_that_break_off_are_no_gap():
    points = [point("Провести по плану (приложение) неделю «Хочу всё знать…»."), CONTROLLED]
    assert told(points=points) == []


def test_a_title_may_end_with_an_abbreviation():
    title = "Об утверждении плана работы на 2026-2027 гг."
    assert told(title=title, annexes=[annex("План работы на 2026-2027 гг.")]) == []


def test_a_draft_without_a_number_is_not_compared_with_the_mark():
    assert told(number="____", date="«___» ____", on=None) == []


def test_a_remark_leads_to_its_part():
    remarks = slips(order(points=[point("Утвердить план работы (приложение).")]), on=DAY)
    assert remarks == [Remark("Нет пункта о контроле.", "control")]


TEXTS = st.text(alphabet="абвг АБВГ «».,№ 0123456789от()\n", max_size=60)


@given(TEXTS, TEXTS, TEXTS, TEXTS)
def test_any_words_are_read_without_an_error(title, preamble, text, mark):
    snapshot = order(
        title=title, preamble=preamble, points=[point(text)], annexes=[annex(text, mark=(mark,))]
    )
    assert all(remark.text for remark in slips(snapshot, on=DAY))
