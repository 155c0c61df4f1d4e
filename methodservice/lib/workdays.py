"""Working days of the five-day week in Russia: the only place that knows them. Pure.

Public holidays, the days off that the government moves every year and working Saturdays come from the library
`holidays`, which writes down the decisions year by year. Years beyond them follow the general rule alone: a holiday on
a Saturday or Sunday moves to the next working day, those of January wait for a decision (ст. 112 ТК РФ). Whoever
shows a day of such a year says so with `unknown_moves`.
"""

from bisect import bisect_left, bisect_right
from calendar import isleap
from datetime import date, timedelta
from functools import lru_cache

from holidays.countries.russia import Russia, RussiaStaticHolidays

LAST_KNOWN = max(RussiaStaticHolidays.special_public_holidays)
"""The last year whose moved days are known."""
ONE_DAY = timedelta(days=1)
SATURDAY = 5


@lru_cache(maxsize=32)
def _calendar(year: int) -> Russia:
    return Russia(years=year, expand=False)


@lru_cache(maxsize=32)
def _moved_by_rule(year: int) -> frozenset[date]:
    """Days off instead of holidays at a weekend, by the general rule."""
    calendar, moved = _calendar(year), set()
    for holiday in sorted(calendar):
        if holiday.month == 1 or holiday.weekday() < SATURDAY:
            continue
        day = holiday
        while day.weekday() >= SATURDAY or day in calendar or day in moved:
            day += ONE_DAY
        moved.add(day)
    return frozenset(moved)


def is_working(day: date) -> bool:
    """A day of work of the five-day week: a moved Saturday is one, a moved day off is none."""
    if day.year > LAST_KNOWN and day in _moved_by_rule(day.year):
        return False
    return _calendar(day.year).is_working_day(day)


def first_working(day: date) -> date:
    """The day itself, or the first working one after it."""
    while not is_working(day):
        day += ONE_DAY
    return day


def last_working(day: date) -> date:
    """The day itself, or the last working one before it."""
    while not is_working(day):
        day -= ONE_DAY
    return day


@lru_cache(maxsize=64)
def _working_days(year: int) -> tuple[date, ...]:
    first = date(year, 1, 1)
    days = (first + timedelta(days=passed) for passed in range(366 if isleap(year) else 365))
    return tuple(filter(is_working, days))


def working_days_after(day: date, number: int) -> date:
    """The number-th working day after the day, which itself doesn't count; a negative number counts back.

    Raises ValueError beyond the years of `date`.
    """
    if not number:
        return day
    year, days = day.year, _working_days(day.year)
    place = bisect_right(days, day) + number - 1 if number > 0 else bisect_left(days, day) + number
    while place < 0:
        year -= 1
        place += len(_working_days(year))
    while place >= len(_working_days(year)):
        place -= len(_working_days(year))
        year += 1
    return _working_days(year)[place]


def unknown_moves(day: date) -> str:
    """A sentence for a day after the years whose moved days off are known, "" for others."""
    if day.year <= LAST_KNOWN:
        return ""
    return f"Переносы выходных после {LAST_KNOWN} года порталу неизвестны: сверьтесь с производственным календарём."
