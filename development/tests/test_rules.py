"""Terms of categories and the three years of courses."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from development.rules.attestation import validity
from development.rules.courses import begun_by, watch
from methodservice.directory.models import Teacher
from methodservice.lib.periods import months_later

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))
CATEGORIES = [choice for choice in Teacher.Category.values if choice]


@pytest.mark.parametrize(
    ("category", "day", "until"),
    [
        ("first", date(2023, 9, 1), None),
        ("highest", date(2026, 2, 3), None),
        ("first", date(2023, 8, 31), date(2028, 8, 30)),
        ("highest", date(2020, 2, 29), date(2025, 2, 27)),
        ("match", date(2024, 11, 20), date(2029, 11, 19)),
        ("methodist", date(2024, 5, 1), None),
        ("mentor", date(2023, 10, 2), None),
    ],
)
def test_the_term_of_a_category(category, day, until):
    assert validity(category, day).until == until


@given(st.sampled_from(CATEGORIES), DAYS)
def test_a_term_is_five_years_or_none_and_tells_why(category, day):
    answer = validity(category, day)
    assert answer.reason
    assert answer.until is None or timedelta(365 * 5 - 1) <= answer.until - day <= timedelta(365 * 5 + 1)


@pytest.mark.parametrize(
    ("last", "hired", "state", "due"),
    [
        (date(2024, 6, 15), None, "fresh", date(2027, 6, 15)),
        (date(2023, 12, 1), None, "soon", date(2026, 12, 1)),
        (date(2023, 10, 12), None, "overdue", date(2026, 10, 12)),
        (date(2023, 10, 13), None, "soon", date(2026, 10, 13)),
        (None, date(2025, 9, 1), "fresh", date(2028, 9, 1)),
        (None, None, "overdue", date(2026, 10, 12)),
    ],
)
def test_the_watch_of_three_years(last, hired, state, due):
    answer = watch(last, hired, date(2026, 10, 12))
    assert (answer.state, answer.due_on) == (state, due)


@given(DAYS, DAYS)
def test_the_watch_agrees_with_what_figures_count(last, today):
    """Whoever's last course ended after `begun_by` is not overdue."""
    assert watch(last, None, today).is_fresh == (last > begun_by(today))


@given(DAYS, st.integers(-200, 200))
def test_months_later_keeps_the_day_or_the_end_of_the_month(day, months):
    later = months_later(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later + timedelta(1)).day == 1
