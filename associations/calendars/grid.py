"""Months and their weeks: the arithmetic behind the calendar. No models, no requests."""

import re
from calendar import Calendar, monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from django.utils.formats import date_format

from methodservice.lib.periods import SchoolYear

YEARS = range(2000, 2100)
"""Calendar years that the portal shows."""


@dataclass(frozen=True, order=True)
class Month:
    """A calendar month; `number` is 1–12."""

    year: int
    number: int

    @classmethod
    def containing(cls, day: date) -> Self:
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> Self:
        """«2026-10» of an address. ValueError when there is no such month, or not among YEARS."""
        match = re.fullmatch(r"(\d{4})-(\d{2})", text, re.ASCII)
        if not match or int(match[1]) not in YEARS or not 1 <= int(match[2]) <= 12:
            raise ValueError(text)
        return cls(int(match[1]), int(match[2]))

    @property
    def key(self) -> str:
        """«2026-10»: the month as addresses write it."""
        return f"{self.year}-{self.number:02}"

    @property
    def first(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        return date(self.year, self.number, monthrange(self.year, self.number)[1])

    @property
    def previous(self) -> Self:
        return self.containing(self.first - timedelta(days=1))

    @property
    def following(self) -> Self:
        return self.containing(self.last + timedelta(days=1))

    @property
    def weeks(self) -> list[list[date]]:
        """Whole weeks from Monday to Sunday that cover the month: days of its neighbours at both edges."""
        return Calendar().monthdatescalendar(self.year, self.number)

    @property
    def title(self) -> str:
        """«Октябрь 2026»"""
        return date_format(self.first, "F Y")

    @property
    def name(self) -> str:
        """«октябрь»"""
        return date_format(self.first, "F").lower()

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def __str__(self) -> str:
        return self.title


def months_between(first: date, last: date) -> list[Month]:
    """Every month that the days from `first` to `last`, both included, touch."""
    months = [Month.containing(first)]
    while months[-1].last < last:
        months.append(months[-1].following)
    return months


def months_of(year: SchoolYear) -> list[Month]:
    """September to August."""
    return months_between(year.starts, year.ends)
