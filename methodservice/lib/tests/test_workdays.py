"""Working days against the official calendars of 2024–2027, and the rule for years not decided yet."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from methodservice.lib import workdays
from methodservice.lib.workdays import (
    first_working,
    is_working,
    last_working,
    unknown_moves,
    working_days_after,
)

DAYS = st.dates(date(2005, 1, 1), date(2060, 1, 1))


def days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(days=number) for number in range((date(year + 1, 1, 1) - first).days)]


def short(days) -> str:
    return " ".join(f"{day:%d.%m}" for day in days)


@pytest.mark.parametrize(
    ("year", "saturdays", "weekdays_off", "number"),
    [
        (
            2024, "27.04 02.11 28.12",
            "01.01 02.01 03.01 04.01 05.01 08.01 23.02 08.03 29.04 30.04 01.05 09.05 10.05 12.06 04.11 30.12 31.12",
            248,
        ),
        (
            2025, "01.11",
            "01.01 02.01 03.01 06.01 07.01 08.01 01.05 02.05 08.05 09.05 12.06 13.06 03.11 04.11 31.12", 247,
        ),
        (
            2026, "",
            "01.01 02.01 05.01 06.01 07.01 08.01 09.01 23.02 09.03 01.05 11.05 12.06 04.11 31.12", 247,
        ),
        (
            2027, "20.02",
            "01.01 04.01 05.01 06.01 07.01 08.01 22.02 23.02 08.03 03.05 10.05 14.06 04.11 05.11 31.12", 247,
        ),
    ],
)  # fmt: skip
def test_the_official_calendars(year, saturdays, weekdays_off, number):
    """Постановления Правительства РФ от 10.08.2023 № 1314, 04.10.2024 № 1335, 24.09.2025 № 1466, 17.09.2026 № 1187."""
    working = [day for day in days_of(year) if is_working(day)]
    assert short(day for day in working if day.weekday() > 4) == saturdays
    off = (day for day in days_of(year) if day.weekday() < 5 and not is_working(day))
    assert short(off) == weekdays_off
    assert len(working) == number


def test_a_year_without_a_decision_moves_holidays_to_the_next_working_day(monkeypatch):
    monkeypatch.setattr(workdays, "LAST_KNOWN", 2027)
    assert date(2028, 11, 4).weekday() == 5
    assert [is_working(date(2028, 11, day)) for day in (3, 4, 5, 6, 7)] == [True, False, False, False, True]
    assert [is_working(date(2028, 1, day)) for day in (8, 9, 10)] == [False, False, True]


def test_two_holidays_in_a_row_do_not_share_a_moved_day(monkeypatch):
    monkeypatch.setattr(workdays, "LAST_KNOWN", 2027)
    assert [is_working(date(2033, 5, day)) for day in (1, 2, 3, 9, 10)] == [False, False, True, False, True]


def test_what_is_not_decided_yet_is_said(monkeypatch):
    monkeypatch.setattr(workdays, "LAST_KNOWN", 2026)
    assert unknown_moves(date(2026, 12, 31)) == ""
    assert unknown_moves(date(2027, 1, 11)) == (
        "Переносы выходных после 2026 года порталу неизвестны: сверьтесь с производственным календарём."
    )


@pytest.mark.parametrize(
    ("day", "number", "expected"),
    [
        (date(2025, 12, 30), 1, date(2026, 1, 12)),
        (date(2025, 12, 30), 3, date(2026, 1, 14)),
        (date(2026, 1, 4), 1, date(2026, 1, 12)),
        (date(2026, 2, 20), 1, date(2026, 2, 24)),
        (date(2026, 3, 6), 2, date(2026, 3, 11)),
        (date(2026, 4, 30), 1, date(2026, 5, 4)),
        (date(2026, 5, 8), 3, date(2026, 5, 14)),
        (date(2026, 6, 11), 1, date(2026, 6, 15)),
        (date(2026, 11, 3), 1, date(2026, 11, 5)),
        (date(2027, 2, 19), 1, date(2027, 2, 20)),
        (date(2027, 2, 19), 2, date(2027, 2, 24)),
        (date(2026, 1, 12), -3, date(2025, 12, 26)),
        (date(2026, 5, 12), -5, date(2026, 5, 4)),
        (date(2026, 3, 9), -1, date(2026, 3, 6)),
        (date(2027, 2, 24), -1, date(2027, 2, 20)),
        (date(2026, 1, 4), 0, date(2026, 1, 4)),
    ],
)
def test_working_days_pass_over_days_off_and_take_moved_ones(day, number, expected):
    """By the production calendars of 2025–2027: 9 January, 9 March and 11 May 2026 are off, 20 February 2027 is not."""
    assert working_days_after(day, number) == expected


def test_working_days_end_with_the_years_of_dates():
    with pytest.raises(ValueError, match="year"):
        working_days_after(date.max, 1)
    with pytest.raises(ValueError, match="year"):
        working_days_after(date.min, -2)


@given(DAYS)
def test_the_first_working_day_is_near_and_stays_itself(day):
    found = first_working(day)
    assert is_working(found)
    assert timedelta(0) <= found - day <= timedelta(days=11)
    assert not any(is_working(day + timedelta(days=number)) for number in range((found - day).days))
    assert first_working(found) == found


@given(DAYS)
def test_the_last_working_day_is_the_same_backwards(day):
    found = last_working(day)
    assert is_working(found)
    assert found <= day
    assert first_working(found + timedelta(days=1)) > day or day == found


@given(DAYS, st.integers(1, 400))
def test_so_many_working_days_lie_after_the_day(day, number):
    end = working_days_after(day, number)
    between = [day + timedelta(days=passed) for passed in range(1, (end - day).days + 1)]
    assert is_working(end)
    assert sum(map(is_working, between)) == number


@given(DAYS, st.integers(1, 400))
def test_as_many_lie_before_it(day, number):
    start = working_days_after(day, -number)
    between = [day - timedelta(days=passed) for passed in range(1, (day - start).days + 1)]
    assert is_working(start)
    assert sum(map(is_working, between)) == number


@given(DAYS, st.integers(1, 400))
def test_counting_there_and_back_returns(day, number):
    working = first_working(day)
    assert working_days_after(working_days_after(working, number), -number) == working


@given(DAYS, DAYS, st.integers(-400, 400))
def test_a_later_day_never_gives_an_earlier_one(one, other, number):
    first, last = sorted((one, other))
    assert working_days_after(first, number) <= working_days_after(last, number)


@given(DAYS)
def test_holidays_of_the_labour_code_are_never_working(day):
    for month, number in ((1, 1), (1, 7), (2, 23), (3, 8), (5, 1), (5, 9), (6, 12), (11, 4)):
        assert not is_working(date(day.year, month, number))
