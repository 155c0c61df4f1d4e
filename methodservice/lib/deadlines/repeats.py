"""Windows and days of what repeats, laid over the period of a plan."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from methodservice.lib.deadlines.answer import Offset
from methodservice.lib.deadlines.doubts import HALF_YEARS, LONG_STEP, SEVERAL, TERM, UNEVEN
from methodservice.lib.deadlines.phrases import DaysOfMonth, Times, Weekdays
from methodservice.lib.deadlines.spans import ONE_DAY, Frame
from methodservice.lib.periods import SchoolYear, periods_of
from methodservice.lib.workdays import last_working, working_days_after

Days = tuple[date | None, date]

MONTHS_IN = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
TERM_END_MONTHS = (10, 12, 3, 5)


def windows(times: Times, frame: Frame) -> tuple[list[Days], list[str]]:
    """One window for each time, cut to the period, and doubts. A window counts where its end lies in the period."""
    doubts = []
    if times.high != times.low:
        doubts.append(SEVERAL.format(low=times.low, high=times.high))
    if times.step > 1:
        found, doubt = _stepped(times, frame)
    elif times.unit == "week":
        found, doubt = _weeks(frame, 1), ""
    elif times.unit == "term":
        found, doubt = list(_terms(frame)), TERM
    elif times.unit in ("year", "school_year"):
        found, doubt = _in_year(times, frame)
    elif times.unit == "month" and times.low == 2:
        return list(_half_months(frame)), doubts
    else:
        found, doubt = _in_months(times, frame)
    if times.unit in ("week", "month", "term") and times.low > 1:
        doubt = UNEVEN
    if doubt:
        doubts.append(doubt)
    return found, doubts


def _kept(frame: Frame, every: Iterator[tuple[date, date]]) -> list[Days]:
    touching = [days for days in every if days[0] <= frame.last and days[1] >= frame.first]
    ending = [days for days in touching if days[1] <= frame.last]
    return [frame.cut(*days) for days in ending or touching]


def _months(frame: Frame, size: int, anchor: int = 1) -> Iterator[tuple[date, date]]:
    """Stretches of `size` months; anchor: the month in which one of them begins."""
    for year in range(frame.years.start, frame.years.stop):
        for month in range(1, 13):
            if (month - anchor) % size == 0:
                closing = month + size - 1
                last_year, last_month = year + (closing - 1) // 12, (closing - 1) % 12 + 1
                yield date(year, month, 1), date(last_year, last_month, monthrange(last_year, last_month)[1])


def _half_months(frame: Frame) -> Iterator[Days]:
    halves = (
        half
        for start, end in _months(frame, 1)
        for half in ((start, start.replace(day=15)), (start.replace(day=16), end))
    )
    return iter(_kept(frame, halves))


def _runs(frame: Frame, start: date, length: int) -> Iterator[tuple[date, date]]:
    """Stretches of so many days one after another."""
    while start <= frame.last and (date.max - start).days >= length:
        yield start, start + timedelta(length - 1)
        start += timedelta(length)


def _weeks(frame: Frame, step: int) -> list[Days]:
    """From the Monday of the period's first week."""
    monday = frame.first - min(timedelta(frame.first.weekday()), frame.first - date.min)
    return _kept(frame, _runs(frame, monday, 7 * step))


def _school_years(frame: Frame) -> list[SchoolYear]:
    return [SchoolYear(year) for year in frame.years]


def _terms(frame: Frame) -> Iterator[Days]:
    periods = (period for year in _school_years(frame) for period in periods_of("term", year))
    return iter(_kept(frame, ((period.starts, period.ends) for period in periods)))


def _stepped(times: Times, frame: Frame) -> tuple[list[Days], str]:
    """«Раз в три года», «раз в две недели»: counted from the beginning of the plan."""
    if times.unit == "week":
        return _weeks(frame, times.step), ""
    if times.unit == "day":
        return _kept(frame, _runs(frame, frame.first, times.step)), ""
    size = MONTHS_IN.get(times.unit, 12) * times.step
    found, start = [], frame.first.replace(day=1)
    while start <= frame.last and start.year + size // 12 < 9998:
        closing = start.month + size
        after = date(start.year + (closing - 1) // 12, (closing - 1) % 12 + 1, 1)
        found.append((start, after - ONE_DAY))
        start = after
    short = bool(found) and found[0][1] > frame.last
    return _kept(frame, iter(found)), LONG_STEP if short else ""


def _years(frame: Frame, by_school: bool) -> list[Days]:
    if by_school:
        every = ((year.starts, year.ends) for year in _school_years(frame))
        return [days for one in every if (days := frame.cut(*one))]
    if not frame.is_long:
        return [(frame.first, frame.last)]
    return _kept(frame, _months(frame, 12))


def _in_year(times: Times, frame: Frame) -> tuple[list[Days], str]:
    by_school = times.unit == "school_year"
    if times.low == 1:
        return _years(frame, by_school or frame.is_school), ""
    if times.low == 2 and by_school:
        periods = (period for year in _school_years(frame) for period in periods_of("half_year", year))
        every = ((period.starts, period.ends) for period in periods)
        return [days for one in every if (days := frame.cut(*one))], ""
    if times.low == 4 and by_school:
        return list(_terms(frame)), TERM
    if 12 % times.low == 0:
        doubt = HALF_YEARS if times.low == 2 and frame.is_school else ""
        return _kept(frame, _months(frame, 12 // times.low)), doubt
    return _years(frame, by_school or frame.is_school), UNEVEN


def _in_months(times: Times, frame: Frame) -> tuple[list[Days], str]:
    size = MONTHS_IN[times.unit]
    if size % times.low:
        return _kept(frame, _months(frame, size)), UNEVEN
    doubt = HALF_YEARS if size // times.low == 6 and frame.is_school else ""
    return _kept(frame, _months(frame, size // times.low)), doubt


def months_of(phrase: DaysOfMonth, unit: str) -> set[int]:
    """Months of the year in which the numbered days fall."""
    if unit == "term":
        return {month % 12 + 1 for month in TERM_END_MONTHS}
    size = 12 if unit == "school_year" else MONTHS_IN.get(unit, 1)
    if phrase.place == "inside":
        within = phrase.month if phrase.month > 0 else size
        return {start + within - 1 for start in range(1, 13, size) if within <= size}
    return set(range(1, 13, size))


def numbered_days(phrase: DaysOfMonth, months: set[int], frame: Frame) -> list[Days]:
    """Days «15-го числа» of those months in the period; a day past the month's end is its last one."""
    found = []
    for start, end in _months(frame, 1):
        if start.month not in months:
            continue
        for day in phrase.days:
            first, last = day if isinstance(day, tuple) else (None, day)
            closing = start.replace(day=min(last, end.day)) if last else end
            if phrase.working:
                closing = last_working(closing)
            opening = start.replace(day=min(first, end.day)) if first else None
            if frame.first <= closing <= frame.last:
                found.append(frame.cut(opening, closing))
    return found


def weekdays_of(phrase: Weekdays, frame: Frame) -> list[Days]:
    """Every such weekday of the period, or those with the named numbers in each month."""
    if not phrase.which:
        day, found = frame.first, []
        while True:
            if day.weekday() in phrase.days:
                found.append((None, day))
            if day >= frame.last:
                return found
            day += ONE_DAY
    return _nth_weekdays(phrase, frame)


def _nth_weekdays(phrase: Weekdays, frame: Frame) -> list[Days]:
    days = {
        day
        for start, end in _months(frame, 1)
        for weekday in phrase.days
        for which in phrase.which
        if (day := _nth_weekday(start, end, weekday, which)) and frame.first <= day <= frame.last
    }
    return [(None, day) for day in sorted(days)]


def _nth_weekday(start: date, end: date, weekday: int, which: int) -> date | None:
    first = start + timedelta((weekday - start.weekday()) % 7)
    if which == -1:
        return first + timedelta((end - first).days // 7 * 7)
    day = first + timedelta(7 * (which - 1))
    return day if day <= end else None


def counted_from(day: date, offset: Offset) -> date | None:
    """The day so many calendar or working days after or before that one; None beyond the calendar."""
    number = offset.days if offset.direction == "after" else -offset.days
    try:
        return working_days_after(day, number) if offset.working else day + timedelta(number)
    except (OverflowError, ValueError):
        return None


def ends_of_units(unit: str, frame: Frame) -> list[tuple[date, date]]:
    """Whole units of the calendar (or school terms, school years) whose end lies in the period."""
    if unit == "term":
        every = ((p.starts, p.ends) for year in _school_years(frame) for p in periods_of("term", year))
    elif unit == "school_year" or (unit == "year" and frame.is_school):
        every = ((year.starts, date(year.first + 1, 5, 31)) for year in _school_years(frame))
    else:
        every = _months(frame, MONTHS_IN[unit])
    return [days for days in every if frame.first <= days[1] <= frame.last]
