from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from associations.rules import CadenceRule, cadence, explain, required_by
from methodservice.lib.periods import SchoolYear

YEAR = SchoolYear(2025)
QUARTERLY = CadenceRule(1, "quarter")
TWICE_A_YEAR = CadenceRule(2, "school_year")


def states(answer):
    return [(entry.held, entry.needed, entry.state) for entry in answer.periods]


def test_one_meeting_a_quarter():
    held = [date(2025, 9, 10), date(2026, 1, 20)]
    answer = cadence(held, QUARTERLY, date(2026, 2, 1))
    assert states(answer) == [(1, 1, "met"), (0, 1, "missed"), (1, 1, "met"), (0, 1, "ahead")]
    assert answer.missing_now == 0
    assert answer.reason == "I квартал 2026 года: проведено 1, нужно не меньше 1 — правило выполнено"
    assert [entry.period.title for entry in answer.missed] == ["IV квартал 2025 года"]


def test_quarter_without_a_meeting_is_due_until_its_last_day():
    last = cadence([], QUARTERLY, date(2025, 12, 31))
    assert states(last) == [(0, 1, "missed"), (0, 1, "due"), (0, 1, "ahead"), (0, 1, "ahead")]
    assert last.missing_now == 1
    assert last.reason == "IV квартал 2025 года: проведено 0, нужно не меньше 1 — не хватает 1 заседания"
    assert states(cadence([], QUARTERLY, date(2026, 1, 1)))[1] == (0, 1, "missed")


def test_august_meeting_counts_for_the_third_quarter_of_the_year_that_september_opens():
    assert states(cadence([date(2025, 8, 28)], QUARTERLY, date(2025, 9, 1)))[0] == (1, 1, "met")


def test_two_meetings_a_year():
    assert cadence([date(2025, 10, 1)], TWICE_A_YEAR, date(2026, 3, 1)).missing_now == 1
    assert states(cadence([date(2025, 10, 1)], TWICE_A_YEAR, date(2026, 8, 31))) == [(1, 2, "due")]
    assert states(cadence([date(2025, 10, 1)], TWICE_A_YEAR, date(2026, 9, 1), YEAR)) == [(1, 2, "missed")]
    assert states(cadence([date(2025, 10, 1), date(2026, 4, 1)], TWICE_A_YEAR, date(2026, 4, 1))) == [
        (2, 2, "met")
    ]


def test_planned_meeting_is_not_held_yet():
    assert cadence([date(2026, 2, 20)], QUARTERLY, date(2026, 2, 1)).missing_now == 1


def test_half_year_counts_by_its_own_calendar():
    held, today = [date(2025, 8, 25)], date(2025, 12, 1)
    assert cadence(held, CadenceRule(1, "half_year", "school"), today).missing_now == 1
    assert cadence(held, CadenceRule(1, "half_year", "calendar"), today).missing_now == 0


def test_nothing_is_owed_in_the_holidays():
    rule = CadenceRule(1, "term")
    answer = cadence([date(2025, 9, 10)], rule, date(2026, 1, 3))
    assert answer.missing_now == 0
    assert answer.reason == (
        "Сейчас заседание не требуется. Не хватило заседаний: II четверть 2025/2026 учебного года"
    )
    everything = [date(2025, 9, 10), date(2025, 11, 10)]
    assert cadence(everything, rule, date(2026, 1, 3)).reason == "Сейчас заседание не требуется"


def test_municipality_may_require_nothing():
    answer = cadence([], CadenceRule(0, "quarter"), date(2026, 2, 1))
    assert {entry.state for entry in answer.periods} == {"met"}
    assert (answer.missing_now, answer.reason) == (
        0,
        "Муниципалитет не требует определённого числа заседаний",
    )


def test_negative_minimum_is_an_error():
    with pytest.raises(ValueError, match="не бывает отрицательным"):
        CadenceRule(-1)


@pytest.mark.parametrize(
    ("day", "required"),
    [
        (date(2025, 9, 29), 0),
        (date(2025, 9, 30), 1),
        (date(2026, 1, 15), 2),
        (date(2026, 6, 30), 4),
        (date(2026, 8, 31), 4),
    ],
)
def test_required_grows_as_periods_end(day, required):
    assert required_by(QUARTERLY, YEAR, day) == required


def test_rule_explains_itself():
    assert [
        explain(rule, 16) for rule in (QUARTERLY, TWICE_A_YEAR, CadenceRule(1, "half_year"), CadenceRule(0))
    ] == [
        "Не меньше 1 заседания в квартал",
        "Не меньше 2 заседаний в учебный год",
        "Не меньше 1 заседания в полугодие",
        "Число заседаний не задано",
    ]


@given(
    st.lists(st.dates(YEAR.starts, YEAR.ends), max_size=12),
    st.dates(YEAR.starts, YEAR.ends),
    st.sampled_from(["quarter", "term", "half_year", "school_year"]),
    st.integers(0, 4),
)
def test_one_more_meeting_never_adds_to_what_is_missing(held, today, kind, minimum):
    rule = CadenceRule(minimum, kind)
    before, after = cadence(held, rule, today), cadence([*held, today], rule, today)
    assert after.missing_now == max(before.missing_now - 1, 0)
    assert len(after.missed) == len(before.missed)
