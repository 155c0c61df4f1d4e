"""Which dates a campaign is proposed: pure, from the period and the day on which it is planned."""

from dataclasses import dataclass
from datetime import date, timedelta

from methodservice.lib.periods import Period
from methodservice.lib.workdays import first_working

COLLECTING = timedelta(days=14)


@dataclass(frozen=True)
class Dates:
    cut_off: date
    opens_on: date
    closes_on: date


def dates_for(period: Period, today: date) -> Dates:
    """Data as of the period's last day; collected from the working day after it, or from today on where that is past,
    for two weeks."""
    opens = first_working(max(period.ends + timedelta(days=1), today))
    return Dates(period.ends, opens, first_working(opens + COLLECTING))
