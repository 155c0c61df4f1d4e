"""School years and the periods inside them: quarters, terms, half-years.

«Квартал» is the calendar's, «четверть» is the school's, and «полугодие» is either, so its calendar kind is named.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, Self

PeriodKind = Literal["quarter", "term", "half_year", "school_year"]
HalfYearKind = Literal["school", "calendar"]
DayAndMonth = tuple[int, int]

ROMAN = ("I", "II", "III", "IV")

DEFAULT_TERMS: tuple[tuple[DayAndMonth, DayAndMonth], ...] = (
    ((1, 9), (31, 10)),
    ((1, 11), (31, 12)),
    ((9, 1), (31, 3)),
    ((1, 4), (31, 5)),
)
"""Usual terms, first and last day and month of each. The days between them (New Year, summer) belong to no term.
Schools set the exact holidays every year, so a district may pass its own boundaries."""


@dataclass(frozen=True, order=True)
class Period:
    """Days from `starts` to `ends`, both included, with the title that screens and reports show."""

    starts: date
    ends: date
    title: str

    def __contains__(self, day: date) -> bool:
        return self.starts <= day <= self.ends


@dataclass(frozen=True, order=True)
class SchoolYear:
    """Учебный год from 1 September of the `first` calendar year to 31 August of the next one."""

    first: int

    @classmethod
    def containing(cls, day: date) -> Self:
        return cls(day.year if day.month >= 9 else day.year - 1)

    @property
    def title(self) -> str:
        """«2025/2026»"""
        return f"{self.first}/{self.first + 1}"

    @property
    def starts(self) -> date:
        return date(self.first, 9, 1)

    @property
    def ends(self) -> date:
        return date(self.first + 1, 8, 31)

    @property
    def previous(self) -> Self:
        return type(self)(self.first - 1)

    @property
    def following(self) -> Self:
        return type(self)(self.first + 1)

    def on(self, text: str) -> date:
        """The day «15.09» (day and month) of this school year. ValueError when there is no such day."""
        match = re.fullmatch(r"(\d\d)\.(\d\d)", text, re.ASCII)
        if not match:
            raise ValueError(text)
        day, month = int(match[1]), int(match[2])
        return date(self.first if month >= 9 else self.first + 1, month, day)

    def __contains__(self, day: date) -> bool:
        return self.starts <= day <= self.ends

    def __str__(self) -> str:
        return self.title


def months_later(day: date, months: int) -> date:
    """The same day so many months later (earlier, if negative); the last of the month where it lacks that day."""
    before = day.year * 12 + day.month - 1 + months
    year, month = divmod(before, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _month_span(year: int, first_month: int, months: int) -> tuple[date, date]:
    after = first_month + months
    following = date(year + (after - 1) // 12, (after - 1) % 12 + 1, 1)
    return date(year, first_month, 1), following - timedelta(days=1)


def quarter(year: int, number: int) -> Period:
    """Calendar quarter 1–4 of the calendar year: «IV квартал 2026 года»."""
    return Period(*_month_span(year, number * 3 - 2, 3), f"{ROMAN[number - 1]} квартал {year} года")


def calendar_half_year(year: int, number: int) -> Period:
    """January – June or July – December: «I полугодие 2026 года»."""
    return Period(*_month_span(year, number * 6 - 5, 6), f"{ROMAN[number - 1]} полугодие {year} года")


def school_half_year(year: SchoolYear, number: int) -> Period:
    """September – December or January – August: «I полугодие 2025/2026 учебного года»."""
    title = f"{ROMAN[number - 1]} полугодие {year.title} учебного года"
    if number == 1:
        return Period(year.starts, date(year.first, 12, 31), title)
    return Period(date(year.first + 1, 1, 1), year.ends, title)


def term(year: SchoolYear, number: int, terms=DEFAULT_TERMS) -> Period:
    """School term: «III четверть 2025/2026 учебного года»."""
    (first_day, first_month), (last_day, last_month) = terms[number - 1]

    def dated(day: int, month: int) -> date:
        return date(year.first if month >= 9 else year.first + 1, month, day)

    return Period(
        dated(first_day, first_month),
        dated(last_day, last_month),
        f"{ROMAN[number - 1]} четверть {year.title} учебного года",
    )


def periods_of(
    kind: PeriodKind,
    school_year: SchoolYear,
    *,
    half_year_kind: HalfYearKind = "school",
    terms=DEFAULT_TERMS,
) -> tuple[Period, ...]:
    """Periods of a school year in order of time.

    A calendar period belongs to the school year in which it **ends**: the third quarter, cut in two by 1 September,
    counts for the year that September opens, so each school year has exactly four quarters and two half-years.
    """
    first, second = school_year.first, school_year.first + 1
    match kind:
        case "quarter":
            return quarter(first, 3), quarter(first, 4), quarter(second, 1), quarter(second, 2)
        case "term":
            return tuple(term(school_year, number + 1, terms) for number in range(len(terms)))
        case "half_year" if half_year_kind == "calendar":
            return calendar_half_year(first, 2), calendar_half_year(second, 1)
        case "half_year" if half_year_kind == "school":
            return school_half_year(school_year, 1), school_half_year(school_year, 2)
        case "school_year":
            return (Period(school_year.starts, school_year.ends, f"{school_year.title} учебный год"),)
    raise ValueError(f"Неизвестный вид периода: {kind}, {half_year_kind}.")


def period_containing(
    kind: PeriodKind,
    day: date,
    *,
    half_year_kind: HalfYearKind = "school",
    terms=DEFAULT_TERMS,
) -> Period | None:
    """The period with that day; None for a day between school terms. Only terms have gaps."""
    year = SchoolYear.containing(day)
    for candidate in (year, year.following):
        for period in periods_of(kind, candidate, half_year_kind=half_year_kind, terms=terms):
            if day in period:
                return period
    return None
