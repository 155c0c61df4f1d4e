"""Which school year is reported, and by which day. Pure."""

from datetime import date, timedelta

from methodservice.lib.periods import SchoolYear

AHEAD = timedelta(days=60)
"""So long before the due day heads begin to write: the report of the running year is asked for from then on."""
OFFERED = 5


def due_day(due: str, year: SchoolYear) -> date:
    """The day «10.06» (`MunicipalityRules.report_due`) by which the report on the year is due.

    A day of autumn is that of the next school year: nobody reports before the year has gone.
    """
    day = year.on(due)
    return year.following.on(due) if day.month >= 9 else day


def reporting_year(due: str, today: date) -> SchoolYear:
    """The latest year whose report is being written or is already due."""
    year = SchoolYear.containing(today)
    return year if today >= due_day(due, year) - AHEAD else year.previous


def offered_years(today: date) -> tuple[SchoolYear, ...]:
    """Years of the registers, the newest first: the running one and those before it."""
    newest = SchoolYear.containing(today)
    return tuple(SchoolYear(newest.first - number) for number in range(OFFERED))
