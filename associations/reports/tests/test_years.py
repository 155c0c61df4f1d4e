"""Which year is reported, and by when."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from associations.reports.years import due_day, offered_years, reporting_year
from methodservice.lib.periods import SchoolYear

YEAR = SchoolYear(2025)


@pytest.mark.parametrize(
    ("due", "day"),
    [("10.06", date(2026, 6, 10)), ("31.08", date(2026, 8, 31)), ("15.09", date(2026, 9, 15))],
)
def test_the_due_day_comes_after_the_year(due, day):
    assert due_day(due, YEAR) == day


@pytest.mark.parametrize(
    ("today", "year"),
    [
        (date(2026, 4, 10), 2024),
        (date(2026, 4, 11), 2025),
        (date(2026, 8, 31), 2025),
        (date(2026, 11, 24), 2025),
        (date(2027, 4, 11), 2026),
    ],
)
def test_the_running_year_is_reported_from_two_months_before_its_due_day(today, year):
    assert reporting_year("10.06", today).first == year


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.sampled_from(["10.06", "01.05", "31.08", "15.09"]))
def test_nobody_is_asked_for_a_year_to_come_nor_for_one_long_past(today, due):
    year = reporting_year(due, today)
    assert year in (SchoolYear.containing(today), SchoolYear.containing(today).previous)
    assert year in offered_years(today)
