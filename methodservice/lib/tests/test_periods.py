from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from methodservice.lib.periods import Period, SchoolYear, period_containing, periods_of

days = st.dates(date(2000, 1, 1), date(2099, 12, 31))
YEAR = SchoolYear(2025)


def test_school_year_runs_from_september_to_august():
    assert (YEAR.title, YEAR.starts, YEAR.ends) == ("2025/2026", date(2025, 9, 1), date(2026, 8, 31))
    assert (YEAR.previous, YEAR.following) == (SchoolYear(2024), SchoolYear(2026))


@pytest.mark.parametrize(
    ("day", "first"),
    [
        (date(2025, 8, 31), 2024),
        (date(2025, 9, 1), 2025),
        (date(2026, 1, 1), 2025),
        (date(2026, 8, 31), 2025),
        (date(2026, 9, 1), 2026),
    ],
)
def test_day_belongs_to_one_school_year(day, first):
    assert SchoolYear.containing(day) == SchoolYear(first)


@given(days)
def test_school_year_of_a_day_contains_the_day_and_its_neighbours_do_not(day):
    year = SchoolYear.containing(day)
    assert [day in year.previous, day in year, day in year.following] == [False, True, False]


def test_quarters_of_a_school_year_are_those_that_end_in_it():
    assert periods_of("quarter", YEAR) == (
        Period(date(2025, 7, 1), date(2025, 9, 30), "III квартал 2025 года"),
        Period(date(2025, 10, 1), date(2025, 12, 31), "IV квартал 2025 года"),
        Period(date(2026, 1, 1), date(2026, 3, 31), "I квартал 2026 года"),
        Period(date(2026, 4, 1), date(2026, 6, 30), "II квартал 2026 года"),
    )


def test_half_years_of_a_school_leave_no_day_out():
    assert periods_of("half_year", YEAR) == (
        Period(date(2025, 9, 1), date(2025, 12, 31), "I полугодие 2025/2026 учебного года"),
        Period(date(2026, 1, 1), date(2026, 8, 31), "II полугодие 2025/2026 учебного года"),
    )


def test_half_years_of_the_calendar_have_the_same_name_and_other_days():
    assert periods_of("half_year", YEAR, half_year_kind="calendar") == (
        Period(date(2025, 7, 1), date(2025, 12, 31), "II полугодие 2025 года"),
        Period(date(2026, 1, 1), date(2026, 6, 30), "I полугодие 2026 года"),
    )


def test_terms_follow_the_usual_boundaries():
    assert periods_of("term", YEAR) == (
        Period(date(2025, 9, 1), date(2025, 10, 31), "I четверть 2025/2026 учебного года"),
        Period(date(2025, 11, 1), date(2025, 12, 31), "II четверть 2025/2026 учебного года"),
        Period(date(2026, 1, 9), date(2026, 3, 31), "III четверть 2025/2026 учебного года"),
        Period(date(2026, 4, 1), date(2026, 5, 31), "IV четверть 2025/2026 учебного года"),
    )


def test_district_may_set_its_own_terms():
    trimesters = (((1, 9), (30, 11)), ((1, 12), (28, 2)), ((1, 3), (31, 5)))
    found = periods_of("term", YEAR, terms=trimesters)
    assert [(period.starts, period.ends) for period in found] == [
        (date(2025, 9, 1), date(2025, 11, 30)),
        (date(2025, 12, 1), date(2026, 2, 28)),
        (date(2026, 3, 1), date(2026, 5, 31)),
    ]
    assert period_containing("term", date(2026, 1, 3), terms=trimesters) == found[1]


def test_school_year_is_a_period_too():
    assert periods_of("school_year", YEAR) == (
        Period(date(2025, 9, 1), date(2026, 8, 31), "2025/2026 учебный год"),
    )


@pytest.mark.parametrize(("kind", "half_year"), [("week", "school"), ("half_year", "lunar")])
def test_unknown_kind_is_an_error(kind, half_year):
    with pytest.raises(ValueError, match="Неизвестный вид периода"):
        periods_of(kind, YEAR, half_year_kind=half_year)


@pytest.mark.parametrize("day", [date(2026, 1, 1), date(2026, 1, 8), date(2026, 6, 1), date(2026, 8, 31)])
def test_holidays_belong_to_no_term(day):
    assert period_containing("term", day) is None


@pytest.mark.parametrize(
    ("kind", "half_year", "day", "title"),
    [
        ("quarter", "school", date(2026, 8, 31), "III квартал 2026 года"),
        ("quarter", "school", date(2026, 9, 1), "III квартал 2026 года"),
        ("quarter", "school", date(2026, 12, 31), "IV квартал 2026 года"),
        ("term", "school", date(2026, 1, 9), "III четверть 2025/2026 учебного года"),
        ("half_year", "school", date(2026, 8, 31), "II полугодие 2025/2026 учебного года"),
        ("half_year", "calendar", date(2026, 8, 31), "II полугодие 2026 года"),
        ("school_year", "school", date(2026, 8, 31), "2025/2026 учебный год"),
    ],
)
def test_period_of_a_day(kind, half_year, day, title):
    assert period_containing(kind, day, half_year_kind=half_year).title == title


@pytest.mark.parametrize(
    ("kind", "half_year"),
    [("quarter", "school"), ("half_year", "school"), ("half_year", "calendar"), ("school_year", "school")],
)
@given(day=days)
def test_periods_follow_each_other_without_gaps(kind, half_year, day):
    period = period_containing(kind, day, half_year_kind=half_year)
    following = period_containing(kind, period.ends + timedelta(days=1), half_year_kind=half_year)
    assert day in period
    assert following.starts == period.ends + timedelta(days=1)
