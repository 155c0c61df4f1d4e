"""What a Deadline answers to pages and to the command."""

from datetime import date

import pytest

from methodservice.lib.deadlines import Kind, Occurrence, shift_years, understand
from methodservice.lib.deadlines.answer import Offset
from methodservice.lib.deadlines.grammar.notation import rule
from methodservice.lib.deadlines.repeats import counted_from

YEAR = (date(2024, 1, 1), date(2024, 12, 31))


def test_next_due_is_the_first_that_is_not_over():
    found = understand("не реже 1 раза в квартал", *YEAR)
    assert found.next_due(date(2024, 6, 30)) == Occurrence(date(2024, 4, 1), date(2024, 6, 30))
    assert found.next_due(date(2024, 7, 1)) == Occurrence(date(2024, 7, 1), date(2024, 9, 30))
    assert found.next_due(date(2025, 1, 1)) is None


def test_as_json_has_nulls_for_what_is_not_there():
    answer = understand("до 5 сентября", *YEAR).as_json()
    assert answer["occurrences"] == [{"start": None, "end": "2024-09-05"}]
    assert (answer["kind"], answer["offset"], answer["review"]) == ("date", None, None)


def test_as_json_of_a_relative_deadline_has_its_offset():
    answer = understand("в течение трёх рабочих дней после заседания", *YEAR).as_json()
    assert answer["offset"] == {"days": 3, "working": True, "direction": "after"}
    assert answer["occurrences"] == []


def test_every_kind_has_a_name_for_screens():
    assert len({kind.label for kind in Kind}) == len(Kind)


@pytest.mark.parametrize(
    ("day", "offset", "expected"),
    [
        (date(2024, 5, 31), Offset(1, True, "after"), date(2024, 6, 3)),
        (date(2024, 6, 3), Offset(10, True, "before"), date(2024, 5, 20)),
        (date(2024, 5, 31), Offset(10, False, "after"), date(2024, 6, 10)),
        (date(2024, 5, 31), Offset(0, True, "after"), date(2024, 5, 31)),
    ],
)
def test_working_days_are_monday_to_friday(day, offset, expected):
    assert counted_from(day, offset) == expected


@pytest.mark.parametrize(
    ("text", "years", "moved"),
    [
        ("Январь 2023", 1, "Январь 2024"),
        ("2023-2024 уч. г.", 1, "2024-2025 уч. г."),
        ("2023/24 учебный год", 1, "2024/25 учебный год"),
        ("1999/00 уч. г.", 1, "2000/01 уч. г."),
        ("в срок до 18.11.2021", 2, "в срок до 18.11.2023"),
        ("до 18.11.21", 1, "до 18.11.22"),
        ("09.2023", -1, "09.2022"),
        ("2024-09-01", 1, "2025-09-01"),
        ("с 25.04.2025г. по 30.04.2025г.", 1, "с 25.04.2026г. по 30.04.2026г."),
        ("(сентябрь 2022 г. - май 2024 г.)", 1, "(сентябрь 2023 г. - май 2025 г.)"),
        ("2025–2027", 1, "2026–2028"),
        ("29.02.2024", 1, "28.02.2025"),
        ("29 февраля 2024 г.", 4, "29 февраля 2028 г."),
        ("29 февраля 2024 г.", 1, "28 февраля 2025 г."),
        ("Ежегодно, август", 1, "Ежегодно, август"),
        ("2 раза в год, до 25.12", 1, "2 раза в год, до 25.12"),
        ("по приказу № 77 от 12.05.2021, май 2022", 1, "по приказу № 77 от 12.05.2021, май 2023"),
        ("приказ от 12.05.2021 № 2021-О", 1, "приказ от 12.05.2021 № 2021-О"),
        ("кабинет 20231", 1, "кабинет 20231"),
        ("в 2100 году", 1, "в 2100 году"),
    ],
)
def test_years_are_moved(text, years, moved):
    assert shift_years(text, years) == moved


def test_a_slip_in_the_notation_of_the_grammar_is_refused():
    with pytest.raises(ValueError, match="Unbalanced"):
        rule("до (мая|июня) )")
