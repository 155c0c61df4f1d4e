"""What a Deadline answers to pages and to the command."""

from datetime import date

import pytest

from methodservice.lib.deadlines import Kind, Occurrence, shift_years, understand
from methodservice.lib.deadlines.grammar.notation import rule
from methodservice.lib.workdays import LAST_KNOWN

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


YEAR_2026 = (date(2026, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("в течение 3 рабочих дней после 30 декабря 2025 г.", [date(2026, 1, 14)]),
        ("в течение 1 рабочего дня после 30 декабря", [date(2026, 1, 12)]),
        ("через 2 рабочих дня после 20 февраля", [date(2026, 2, 25)]),
        ("через рабочий день после 6 марта", [date(2026, 3, 10)]),
        ("не позднее чем за 5 рабочих дней до 12 мая", [date(2026, 5, 4)]),
        ("за 3 рабочих дня до 12 января 2027 г.", [date(2026, 12, 29)]),
        ("в течение рабочей недели после 8 июня", [date(2026, 6, 16)]),
        ("в течение недели после 8 июня", [date(2026, 6, 15)]),
        ("за 2 рабочих дня до 5 ноября", [date(2026, 11, 2)]),
        ("в течение 10 дней после 30 декабря 2025 г.", [date(2026, 1, 9)]),
        (
            "последний рабочий день каждого квартала",
            [date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30), date(2026, 12, 30)],
        ),
    ],
)
def test_working_days_are_those_of_the_production_calendar(text, days):
    """9 January, 9 March, 11 May and 31 December 2026 are moved days off; days of the calendar stay where they fall."""
    assert [one.end for one in understand(text, *YEAR_2026).occurrences] == days


def test_the_longest_rest_does_not_hide_a_deadline():
    period = (date(2025, 1, 9), date(2025, 1, 31))
    found = understand("в течение 1 рабочего дня после 28 декабря", *period)
    assert found.occurrences == (Occurrence(None, date(2025, 1, 9)),)


UNKNOWN = (
    f"Переносы выходных после {LAST_KNOWN} года порталу неизвестны: сверьтесь с производственным календарём."
)


@pytest.mark.parametrize(
    ("text", "known", "unknown"),
    [
        ("за 10 рабочих дней до 1 сентября", "", UNKNOWN),
        ("за 10 дней до 1 сентября", "", ""),
        ("последний рабочий день месяца", "", UNKNOWN),
        ("за 10 рабочих дней до заседания", "", ""),
    ],
)
def test_years_whose_moved_days_nobody_has_decided_are_a_doubt(text, known, unknown):
    years = ((date(year, 1, 1), date(year, 12, 31)) for year in (LAST_KNOWN, LAST_KNOWN + 1))
    assert [understand(text, *year).review for year in years] == [known, unknown]


def test_a_count_that_comes_from_such_a_year_is_a_doubt_too():
    text = f"за 5 рабочих дней до 11 января {LAST_KNOWN + 1} г."
    found = understand(text, date(LAST_KNOWN, 1, 1), date(LAST_KNOWN, 12, 31))
    assert (len(found.occurrences), found.review) == (1, UNKNOWN)


@pytest.mark.parametrize(
    "text", ["в течение 366 лет после 5 мая", "в течение 366 рабочих недель после 5 мая"]
)
def test_a_count_beyond_the_calendar_names_no_day(text):
    found = understand(text, date(9990, 1, 1), date(9999, 12, 31))
    assert found.kind is Kind.RELATIVE
    assert all(one.end.year >= 9990 for one in found.occurrences)


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
