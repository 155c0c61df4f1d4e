"""Cadence: how many meetings a period must see, and where an association stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from methodservice.lib.numerals import agree
from methodservice.lib.periods import HalfYearKind, Period, PeriodKind, SchoolYear, periods_of


@dataclass(frozen=True)
class CadenceRule:
    """Not fewer than `minimum` meetings in each period (Положение о ММО, п. 5.1.5: one a quarter).

    0 means that the municipality requires none.
    """

    minimum: int = 1
    kind: PeriodKind = "quarter"
    half_year_kind: HalfYearKind = "school"

    def __post_init__(self):
        if self.minimum < 0:
            raise ValueError("Число заседаний не бывает отрицательным.")

    def periods(self, school_year: SchoolYear) -> tuple[Period, ...]:
        return periods_of(self.kind, school_year, half_year_kind=self.half_year_kind)


@dataclass(frozen=True)
class PeriodCadence:
    """state: met — enough meetings; due — the period is running; missed — it is over; ahead — not begun yet."""

    period: Period
    held: int
    needed: int
    state: Literal["met", "due", "missed", "ahead"]


@dataclass(frozen=True)
class Cadence:
    """missing_now: meetings still owed in the running period. reason: one sentence without a final period."""

    periods: tuple[PeriodCadence, ...]
    missing_now: int
    reason: str

    @property
    def missed(self) -> tuple[PeriodCadence, ...]:
        return tuple(period for period in self.periods if period.state == "missed")


def required_by(rule: CadenceRule, school_year: SchoolYear, today: date) -> int:
    """Meetings that must have been held by the end of `today`: the minimum of every period already over."""
    return rule.minimum * sum(period.ends <= today for period in rule.periods(school_year))


def cadence(
    held_dates: Iterable[date], rule: CadenceRule, today: date, school_year: SchoolYear | None = None
) -> Cadence:
    """Where an association stands in the school year (that of `today` unless given).

    held_dates: days of meetings that took place; those after `today` are not held yet and don't count.
    A calendar period counts all its meetings, also those before 1 September (see `periods_of`).
    """
    held = [day for day in held_dates if day <= today]
    periods = tuple(
        _of_period(period, sum(day in period for day in held), rule.minimum, today)
        for period in rule.periods(school_year or SchoolYear.containing(today))
    )
    running = next((entry for entry in periods if today in entry.period), None)
    missing_now = max(running.needed - running.held, 0) if running else 0
    return Cadence(periods, missing_now, _reason(rule, running, periods))


def _of_period(period: Period, held: int, needed: int, today: date) -> PeriodCadence:
    if held >= needed:
        state = "met"
    elif period.ends < today:
        state = "missed"
    else:
        state = "due" if period.starts <= today else "ahead"
    return PeriodCadence(period, held, needed, state)


def _meetings(number: int) -> str:
    return f"{number} {agree(number, 'заседания', 'заседаний', 'заседаний')}"


def _reason(rule: CadenceRule, running: PeriodCadence | None, periods: tuple[PeriodCadence, ...]) -> str:
    if rule.minimum == 0:
        return "Муниципалитет не требует определённого числа заседаний"
    if running:
        counted = f"{running.period.title}: проведено {running.held}, нужно не меньше {running.needed}"
        lacking = running.needed - running.held
        return (
            f"{counted} — не хватает {_meetings(lacking)}"
            if lacking > 0
            else f"{counted} — правило выполнено"
        )
    missed = [entry for entry in periods if entry.state == "missed"]
    if missed:
        titles = ", ".join(entry.period.title for entry in missed)
        return f"Сейчас заседание не требуется. Не хватило заседаний: {titles}"
    return "Сейчас заседание не требуется"
