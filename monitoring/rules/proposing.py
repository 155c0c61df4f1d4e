"""Which dates a campaign is proposed: pure, from the period and the day on which it is planned."""

from dataclasses import dataclass
from datetime import date, timedelta

from methodservice.lib.periods import Period

COLLECTING = timedelta(days=14)
DAYS_OFF = {(1, day) for day in range(1, 9)} | {(2, 23), (3, 8), (5, 1), (5, 9), (6, 12), (11, 4)}
"""Holidays of the Labour Code, art. 112, as (month, day); days that a government moves are not known here."""


@dataclass(frozen=True)
class Dates:
    cut_off: date
    opens_on: date
    closes_on: date


def dates_for(period: Period, today: date) -> Dates:
    """Data as of the period's last day; collected from the working day after it, or from today on where that is past,
    for two weeks."""
    opens = working_day(max(period.ends + timedelta(days=1), today))
    return Dates(period.ends, opens, working_day(opens + COLLECTING))


def working_day(day: date) -> date:
    """The day itself, or the first working one after it."""
    while day.weekday() > 4 or (day.month, day.day) in DAYS_OFF:
        day += timedelta(days=1)
    return day
