"""Which periods a municipality monitors: a rule of the municipality (`MunicipalityRules.monitoring_period`)."""

from dataclasses import dataclass
from datetime import date

from methodservice.directory.models import MunicipalityRules
from methodservice.lib.periods import (
    Period,
    SchoolYear,
    calendar_half_year,
    quarter,
    school_half_year,
)

Times = MunicipalityRules.MonitoringPeriod


@dataclass(frozen=True)
class Due:
    """A period of monitoring. year: whose targets judge it, that of its last day; ends_year: it is the year's last."""

    period: Period
    year: int
    ends_year: bool


def periods_of_year(rules: MunicipalityRules, year: int) -> tuple[Due, ...]:
    """Periods that end in the calendar year, in order of time.

    School half-years: January – August of the year, then September – December.
    """
    match rules.monitoring_period:
        case Times.QUARTER:
            periods = [quarter(year, number) for number in (1, 2, 3, 4)]
        case Times.YEAR:
            periods = [Period(date(year, 1, 1), date(year, 12, 31), f"{year} год")]
        case _ if rules.half_year_kind == MunicipalityRules.CalendarKind.CALENDAR:
            periods = [calendar_half_year(year, number) for number in (1, 2)]
        case _:
            periods = [school_half_year(SchoolYear(year - 1), 2), school_half_year(SchoolYear(year), 1)]
    return tuple(Due(period, year, period is periods[-1]) for period in periods)


def latest_ended(rules: MunicipalityRules, day: date) -> Due:
    """The period whose figures are due on the day: the last one that is over."""
    over = [
        due
        for year in (day.year - 1, day.year)
        for due in periods_of_year(rules, year)
        if due.period.ends < day
    ]
    return over[-1]
