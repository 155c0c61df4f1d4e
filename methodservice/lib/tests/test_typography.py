from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from methodservice.lib.dates import long_date
from methodservice.lib.typography import alphabetical, bind, paragraphs, quoted


def shown(text: str) -> str:
    """No-break spaces made visible."""
    return text.replace("\N{NO-BREAK SPACE}", "_")


@pytest.mark.parametrize(
    ("title", "printed"),
    [
        ("Современный урок", "«Современный урок»"),
        ("Диагностика «Академия», 2026", "«Диагностика „Академия“, 2026»"),
        ("", "«»"),
    ],
)
def test_quotation_marks_inside_quotation_marks_look_otherwise(title, printed):
    assert quoted(title) == printed


@pytest.mark.parametrize(
    ("typed", "bound"),
    [
        ("приказ № 145 от 1.09.2026", "приказ №_145 от 1.09.2026"),
        ("МОУ «Школа № 4» с. Озёрное", "МОУ «Школа №_4» с._Озёрное"),
        ("в 2026 г. и в 2025 и 2026 гг.", "в 2026_г. и в 2025 и 2026_гг."),
        ("согласно п. 3 ст. 47", "согласно п._3 ст._47"),
        ("Иванова М. И. и О. И. Зимин", "Иванова_М._И. и О._И._Зимин"),
        ("Иванова М.И., О.И. Зимин", "Иванова_М.И., О.И._Зимин"),
        ("48 учителей — 60 %", "48 учителей_— 60_%"),
        ("за II полугодие и III квартал", "за II_полугодие и III_квартал"),
        ("с детьми и в 5 классе", "с детьми и в 5 классе"),
        ("  много   пробелов ", "много пробелов"),
        ("", ""),
    ],
)
def test_lines_do_not_break_where_they_must_not(typed, bound):
    assert shown(bind(typed)) == bound


def test_paragraphs_are_lines_that_are_not_empty():
    assert paragraphs("Первый.\r\n\n  \nВторой № 2.") == ["Первый.", "Второй №\N{NO-BREAK SPACE}2."]
    assert paragraphs(" \n") == []


@given(st.text(alphabet="аБв г.№5И —%\n«»"))
def test_binding_twice_changes_nothing_more(text):
    assert bind(bind(text)) == bind(text)


@given(st.text(alphabet="аБвг.№5И—%«» "))
def test_binding_changes_nothing_but_spaces(text):
    assert "".join(bind(text).split()) == "".join(text.split())


def test_yo_stands_with_ye():
    names = ["Жуков", "ёлкин", "Абрамов", "Ершов", "Яковлев", "Ежов"]
    assert sorted(names, key=alphabetical) == ["Абрамов", "Ежов", "ёлкин", "Ершов", "Жуков", "Яковлев"]


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 10, 12), "12_октября_2026_г."),
        (date(2026, 1, 1), "1_января_2026_г."),
        (date(2027, 5, 31), "31_мая_2027_г."),
    ],
)
def test_date_in_words_never_breaks(day, words):
    assert shown(long_date(day)) == words
