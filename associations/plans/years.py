"""Which school year is being planned."""

from datetime import date, timedelta

from methodservice.lib.periods import SchoolYear

AHEAD = timedelta(days=31)
"""From 1 August plans are made for the year that begins in September."""


def planning_year(day: date) -> SchoolYear:
    """The school year whose plan is being written on the day."""
    return SchoolYear.containing(day + AHEAD)
