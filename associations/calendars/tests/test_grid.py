"""Months and weeks: examples and what holds for every month."""

import re
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from associations.calendars.grid import YEARS, Month, months_between, months_of
from methodservice.lib.periods import SchoolYear

months = some.builds(
    Month, some.integers(min_value=YEARS.start, max_value=YEARS.stop - 1), some.integers(1, 12)
)
days = some.dates(date(YEARS.start, 1, 1), date(YEARS.stop - 1, 12, 31))


def test_october_2026_begins_on_a_thursday_and_ends_on_a_saturday():
    weeks = Month(2026, 10).weeks
    assert [week[0] for week in weeks] == [
        date(2026, 9, 28), date(2026, 10, 5), date(2026, 10, 12), date(2026, 10, 19), date(2026, 10, 26),
    ]  # fmt: skip
    assert weeks[-1][-1] == date(2026, 11, 1)


def test_a_month_tells_its_neighbours_and_title():
    january = Month(2027, 1)
    assert (january.previous, january.following) == (Month(2026, 12), Month(2027, 2))
    assert (january.key, january.title) == ("2027-01", "Январь 2027")
    assert (Month(2028, 2).first, Month(2028, 2).last) == (date(2028, 2, 1), date(2028, 2, 29))


@pytest.mark.parametrize(
    "text",
    ["2026-13", "2026-00", "abc", "", "2026-1", "1999-12", "2100-01", "2026-10-01", "²⁰²⁶-10", "2026-1٠"],
)
def test_what_is_no_month_is_refused(text):
    with pytest.raises(ValueError, match=f"^{re.escape(text)}$"):
        Month.parse(text)


def test_a_school_year_has_twelve_months_from_september():
    assert [month.key for month in months_of(SchoolYear(2026))][:5] == [
        "2026-09", "2026-10", "2026-11", "2026-12", "2027-01",
    ]  # fmt: skip
    assert len(months_of(SchoolYear(2026))) == 12


@given(months)
def test_weeks_are_whole_begin_on_monday_and_cover_the_month_without_gaps(month):
    weeks = month.weeks
    listed = [day for week in weeks for day in week]
    assert all(len(week) == 7 and week[0].weekday() == 0 for week in weeks)
    assert listed == [listed[0] + timedelta(days=number) for number in range(len(listed))]
    assert [day for day in listed if day in month] == [
        month.first + timedelta(days=number) for number in range(month.last.day)
    ]
    # no week of neighbours' days only
    assert all(any(day in month for day in week) for week in weeks)


@given(months)
def test_a_month_is_read_back_from_its_key_and_its_neighbours_lead_back(month):
    assert Month.parse(month.key) == month
    assert month.following.previous == month == month.previous.following
    assert month.previous < month < month.following


@given(days, some.integers(min_value=0, max_value=800))
def test_months_between_follow_one_another_and_hold_both_ends(first, length):
    last = first + timedelta(days=length)
    found = months_between(first, last)
    assert first in found[0]
    assert last in found[-1]
    assert all(later == earlier.following for earlier, later in pairwise(found))
