"""Spans of the calendar as deadlines name them, and the days they take in a period."""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Literal

from methodservice.lib.deadlines.doubts import (
    CALENDAR_HALF,
    HALF_YEAR,
    HOLIDAYS_SET,
    SCHOOL_PLAN,
    SEASON,
    TERM,
    VAGUE,
)
from methodservice.lib.periods import DEFAULT_TERMS

Unit = Literal[
    "day", "month", "quarter", "term", "half_year", "year", "school_year", "season", "holidays", "period"
]
MonthDay = tuple[int, int]
"""Month and day; a day of zero or less is counted from the month's end: 0 is the last one."""

OLDEST_YEAR, NEWEST_YEAR = 1990, 2100
LONGEST_YEAR = 366
SHORTEST_SCHOOL_PLAN = 200
LAST_LESSONS: MonthDay = (5, 31)
"""The school year ends on 31 August, its lessons in May."""

SEASONS: dict[str, tuple[MonthDay, MonthDay]] = {
    "winter": ((12, 1), (2, 0)),
    "spring": ((3, 1), (5, 0)),
    "summer": ((6, 1), (8, 0)),
    "autumn": ((9, 1), (11, 0)),
}
HOLIDAYS: dict[str, tuple[MonthDay, MonthDay]] = {
    "autumn": ((10, 27), (11, 5)),
    "winter": ((12, 30), (1, 8)),
    "spring": ((3, 23), (3, 31)),
    "summer": ((6, 1), (8, 31)),
}
"""Usual school holidays; each school sets its own every year."""


@dataclass(frozen=True)
class Wrong:
    """Words that name what the calendar does not have. The reason is a sentence in Russian."""

    reason: str


@dataclass(frozen=True)
class Frame:
    """The period of the plan in which a deadline is read."""

    first: date
    last: date

    @cached_property
    def is_school(self) -> bool:
        """A plan of school years: opens about 1 September, closes between May and August."""
        long_enough = (self.last - self.first).days > SHORTEST_SCHOOL_PLAN
        return long_enough and self.first.month in (8, 9) and 5 <= self.last.month <= 8

    @cached_property
    def has_one_august(self) -> bool:
        """A plan from September to August, whose authors also call the August before it «август»."""
        return self.is_school and not self.is_long and (self.first.month, self.last.month) == (9, 8)

    @cached_property
    def has_february_end(self) -> bool:
        return any(self.first <= date(year, 2, 28) <= self.last for year in self.years)

    @cached_property
    def is_long(self) -> bool:
        """Longer than a year, so that a month without a year is in doubt."""
        return (self.last - self.first).days + 1 > LONGEST_YEAR

    def widened(self, days: int) -> "Frame":
        """The period with so many days more on both sides."""
        before = min(days, (self.first - date.min).days)
        return Frame(
            self.first - timedelta(before), self.last + timedelta(min(days, (date.max - self.last).days))
        )

    @cached_property
    def years(self) -> range:
        """Calendar years in which a span may begin and still touch the period."""
        return range(max(self.first.year - 1, 2), min(self.last.year, 9997) + 1)

    def cut(self, start: date | None, end: date) -> tuple[date | None, date] | None:
        """The part of the days inside the period; None when there is none. A lone end is not moved."""
        if start is None:
            return (None, end) if self.first <= end <= self.last else None
        start, end = max(start, self.first), min(end, self.last)
        return (start, end) if start <= end else None


@dataclass(frozen=True)
class Span:
    """A named stretch of the calendar: a day, a month, a quarter and so on, or a part of it.

    number: which one in the year (a day is a pair of month and day); year: of its first day, None when not said;
    school_year: the year in which the school year opens; shift: years from the first year of the period
    («следующего года» is 1); part: («decade», 1–3), («half», 1–2), («week», 1–4 or -1),
    («first» or «last», days),
    («edge», start/middle/end), («school»,) for a half-year of the school.
    """

    unit: Unit
    number: object = None
    year: int | None = None
    school_year: int | None = None
    shift: int | None = None
    part: tuple | None = None
    doubt: str = ""

    @property
    def has_year(self) -> bool:
        return (self.year, self.school_year, self.shift) != (None, None, None)

    @property
    def dateless(self) -> "Span":
        """The same span of any year."""
        return replace(self, year=None, school_year=None, shift=None)

    def dated(self, year: "YearOf") -> "Span":
        """The same span in that year, unless it has its own."""
        return self if self.has_year else replace(self, **year.fields)


@dataclass(frozen=True)
class YearOf:
    """Which year is meant: of the calendar, of the school, or by distance from the period."""

    year: int | None = None
    school_year: int | None = None
    shift: int | None = None

    @property
    def fields(self) -> dict:
        return {"year": self.year, "school_year": self.school_year, "shift": self.shift}


@dataclass(frozen=True)
class Range:
    """From the first day of one span to the last day of another."""

    opening: Span
    closing: Span

    @property
    def has_year(self) -> bool:
        return self.opening.has_year or self.closing.has_year

    @property
    def dateless(self) -> "Range":
        """The same range of any year."""
        return Range(self.opening.dateless, self.closing.dateless)

    def dated(self, year: YearOf) -> "Range":
        return self if self.has_year else Range(self.opening.dated(year), self.closing.dated(year))


@dataclass(frozen=True)
class Stretch:
    """Month and day of the first and last days; years: New Years between them; year: of the first day, if known."""

    begins: MonthDay
    ends: MonthDay
    years: int = 0
    year: int | None = None
    doubts: tuple[str, ...] = ()

    def days(self, year: int) -> tuple[date, date] | None:
        """First and last day of the stretch that begins in the year; None when a day does not exist in it."""
        start, end = day_of(year, self.begins), day_of(year + self.years, self.ends)
        return (start, end) if start and end else None


def day_of(year: int, month_day: MonthDay) -> date | None:
    """The day in that year; None when there is none (29 February)."""
    month, day = month_day
    length = monthrange(year, month)[1]
    day = day if day > 0 else length + day
    return date(year, month, day) if 1 <= day <= length else None


def stretch_of(span: Span | Range, frame: Frame) -> Stretch | Wrong:
    """Where the span lies in a year, and the year if the words or the period tell it."""
    return _range_stretch(span, frame) if isinstance(span, Range) else _span_stretch(span, frame)


def _span_stretch(span: Span, frame: Frame) -> Stretch | Wrong:
    begins, ends, doubts = _bounds(span, frame)
    if span.doubt:
        doubts = (span.doubt, *doubts)
    years = int(_order(ends) < _order(begins))
    if span.unit == "period":
        return Stretch(begins, ends, frame.last.year - frame.first.year, frame.first.year, doubts)
    stretch = Stretch(begins, ends, years, _year(span, begins, frame), doubts)
    if stretch.year is not None and stretch.days(stretch.year) is None:
        return Wrong(f"В феврале {stretch.year} года 28 дней.")
    return stretch


def _order(month_day: MonthDay) -> tuple[int, int]:
    month, day = month_day
    return month, day if day > 0 else 31 + day


def _year(span: Span, begins: MonthDay, frame: Frame) -> int | None:
    if span.year is not None:
        return span.year
    if span.school_year is not None:
        return span.school_year + (begins[0] < 9)
    if span.shift is not None:
        return frame.first.year + span.shift
    return None


def _bounds(span: Span, frame: Frame) -> tuple[MonthDay, MonthDay, tuple[str, ...]]:
    begins, ends, doubts = _whole(span, frame)
    match span.part:
        case ("decade", part):
            return (begins[0], part * 10 - 9), (begins[0], part * 10 if part < 3 else 0), doubts
        case ("half", 1) if span.unit == "month":
            return begins, (begins[0], 15), doubts
        case ("half", 2) if span.unit == "month":
            return (begins[0], 16), ends, doubts
        case ("week", -1):
            return (begins[0], -6), ends, doubts
        case ("week", week):
            return (begins[0], week * 7 - 6), (begins[0], week * 7), doubts
        case ("first", days):
            return begins, (begins[0], days), doubts
        case ("last", days):
            return (begins[0], 1 - days), ends, doubts
        case ("edge", edge):
            return _edge(span, edge, begins, ends, doubts)
    return begins, ends, doubts


def _edge(span, edge, begins, ends, doubts):
    """The opening, middle or closing part: a third of a month, the first or last month of what is longer."""
    doubts = (*doubts, VAGUE)
    month = begins[0]
    if span.unit == "school_year":
        ends = LAST_LESSONS
    if span.unit == "month":
        days = {"start": (1, 10), "middle": (11, 20), "end": (21, 0)}[edge]
        return (month, days[0]), (month, days[1]), doubts
    length = (ends[0] - month) % 12 + 1
    chosen = {"start": month, "middle": (month - 1 + length // 2) % 12 + 1, "end": ends[0]}[edge]
    return (chosen, 1), (chosen, 0), doubts


def _whole(span: Span, frame: Frame) -> tuple[MonthDay, MonthDay, tuple[str, ...]]:
    number = span.number
    match span.unit:
        case "day":
            return number, number, ()
        case "month":
            return (number, 1), (number, 0), ()
        case "quarter":
            return (number * 3 - 2, 1), (number * 3, 0), ()
        case "half_year":
            return _half_year(span, frame)
        case "term":
            (first_day, first_month), (last_day, last_month) = DEFAULT_TERMS[number - 1]
            return (first_month, first_day), (last_month, last_day), (TERM,)
        case "season":
            return *SEASONS[number], (SEASON,)
        case "holidays":
            return *HOLIDAYS[number], (HOLIDAYS_SET,)
        case "school_year":
            return (9, 1), (8, 0), ()
        case "year" if frame.is_school and not span.has_year and number != "calendar":
            return (9, 1), LAST_LESSONS, (SCHOOL_PLAN,)
        case "period":
            return (frame.first.month, frame.first.day), (frame.last.month, frame.last.day), ()
    return (1, 1), (12, 0), ()


def _half_year(span: Span, frame: Frame):
    named = span.school_year is not None or span.part == ("school",)
    by_school = named or (frame.is_school and span.year is None)
    clear = named or not frame.is_school or (by_school and span.number == 1)
    doubts = () if clear else (HALF_YEAR,) if by_school else (CALENDAR_HALF,)
    if by_school:
        return ((9, 1), (12, 0), doubts) if span.number == 1 else ((1, 1), (8, 0), doubts)
    return ((1, 1), (6, 0), doubts) if span.number == 1 else ((7, 1), (12, 0), doubts)


def _may_cross(begins: MonthDay, ends: MonthDay) -> bool:
    """Whether «с 1 сентября по 25 мая» runs over the New Year: a school year does, other orders are slips."""
    return begins[0] >= 8 and ends[0] < begins[0] and ends[0] <= 8


def _range_stretch(span: Range, frame: Frame) -> Stretch | Wrong:
    opening, closing = span.opening, span.closing
    if closing.school_year is not None and not opening.has_year:
        opening = replace(opening, school_year=closing.school_year)
    first, last = _span_stretch(opening, frame), _span_stretch(closing, frame)
    for one in (first, last):
        if isinstance(one, Wrong):
            return one
    begins, ends = first.begins, last.ends
    backwards = _order(ends) < _order(begins)
    crossing = backwards and _may_cross(begins, ends)
    wrong = Wrong("Конец раньше начала.")
    doubts = tuple(dict.fromkeys((*first.doubts, *last.doubts)))
    last_year = last.year if last.year is None else last.year + last.years
    if first.year is not None and last_year is not None:
        years, year = last_year - first.year, first.year
    elif backwards and not crossing:
        return wrong
    else:
        years = int(crossing)
        year = last_year - years if last_year is not None else first.year
    if years < 0 or (years == 0 and backwards):
        return wrong
    stretch = Stretch(begins, ends, years, year, doubts)
    if year is not None and stretch.days(year) is None:
        return Wrong("Такой даты в этом году нет.")
    return stretch


def days_in(stretch: Stretch, frame: Frame) -> list[tuple[date, date]]:
    """First and last days of the stretch in the period, in order of time, not cut.

    Without a year it is taken in each year where its end falls into the period; one that only touches the period
    counts when there is no other, or when it runs over the New Year. A plan of one school year has one New Year.
    """
    if stretch.year is not None:
        return [days] if (days := stretch.days(stretch.year)) else []
    every = [days for year in frame.years if (days := stretch.days(year))]
    touching = [(start, end) for start, end in every if start <= frame.last and end >= frame.first]
    ending = [(start, end) for start, end in touching if end <= frame.last]
    if stretch.years and frame.has_one_august:
        return touching[:1]
    return touching if stretch.years or not ending else ending


ONE_DAY = timedelta(days=1)
