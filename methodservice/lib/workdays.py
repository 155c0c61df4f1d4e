"""Working days of the five-day week in Russia. Pure.

Public holidays, the days off that the government moves every year and working Saturdays come from the library
`holidays`, which writes down the decisions year by year. Years beyond them follow the general rule alone: a holiday on
a Saturday or Sunday moves to the next working day, those of January wait for a decision (ст. 112 ТК РФ).
"""

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


def working_days_after(day: date, number: int) -> date:
    """The number-th working day after the day, which itself doesn't count."""
    for _ in range(number):
        day = first_working(day + ONE_DAY)
    return day


def unknown_moves(day: date) -> str:
    """A sentence for days of a year whose moved days off are not known yet, "" for others."""
    if day.year <= LAST_KNOWN:
        return ""
    return f"Перенос выходных на {day.year} год порталу неизвестен: сверьтесь с производственным календарём."
