"""The three half-years that the demo monitors, and how far organisations get in each of them.

Facts are dated by it before campaigns count them; what organisations type themselves follows it too.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from methodservice.directory.models import Municipality, Teacher
from monitoring.rules.schedule import Due, periods_of_year

SHARES = {
    "1": (38, 52, 66),
    "2": (14, 28, 36),
    "3": (72, 83, 85),
    "10": (48, 61, 72),
}
"""Number of an indicator: percents that organisations reach on the whole; each a little more or less."""
SPREAD = (-14, 9, 4, -6, 12, -22, 6, -2, 10, 0, -9, 3)
"""Percentage points of the organisations in turn."""
READY = {"6": (7, 9, 10), "7": (3, 4, 6)}
"""Number of an indicator with «да» and «нет»: how many organisations of twelve say yes."""
BUSY = 140
"""Days from the beginning of a half-year; then come exams and the summer."""


@dataclass(frozen=True)
class HalfYear:
    """cut_off: the day as on which its campaign counts; opens_on: the first day of that campaign."""

    due: Due
    opens_on: date
    cut_off: date

    @property
    def first(self) -> date:
        return self.due.period.starts

    def some_day(self, random: Random) -> date:
        return self.first + timedelta(days=random.randrange(min((self.cut_off - self.first).days, BUSY)))


def half_years(municipality: Municipality, today: date) -> list[HalfYear]:
    """The one that is collected today and two before it: the running one if most of it is over, else the last one."""
    rules = municipality.rules
    known = [due for year in range(today.year - 2, today.year + 1) for due in periods_of_year(rules, year)]
    *over, last = [due for due in known if today > due.period.ends or _mostly_over(due, today)][-3:]
    opens_on = today - timedelta(days=10)
    return [
        *(HalfYear(due, due.period.ends - timedelta(days=12), due.period.ends) for due in over),
        HalfYear(last, opens_on, min(last.period.ends, opens_on)),
    ]


def _mostly_over(due: Due, today: date) -> bool:
    starts, ends = due.period.starts, due.period.ends
    return today >= starts + (ends - starts) * 2 / 3


def share_of(number: str, turn: int, place: int) -> int:
    """Percent that the organisation at the place reaches in the half-year."""
    return min(100, max(0, SHARES[number][turn] + SPREAD[place % len(SPREAD)]))


def is_ready(number: str, turn: int, place: int, schools: int) -> bool:
    """What the organisation at the place, one of so many, says in the half-year."""
    return place * 7 % schools * 12 < READY[number][turn] * schools


def newly(
    number: str,
    place: int,
    people: list[Teacher],
    halves: list[HalfYear],
    may: Callable[[Teacher, HalfYear], bool] = lambda teacher, half: True,
) -> Iterator[tuple[Teacher, int]]:
    """People of the organisation at the place as they are counted by the indicator for the first time, with the turn of
    the half-year: as many as its share asks for. may: whether a person can be among them yet."""
    counted: set[int] = set()
    for turn, half in enumerate(halves):
        here = [person for person in people if not person.hired_on or person.hired_on <= half.cut_off]
        lacking = round(len(here) * share_of(number, turn, place) / 100) - len(counted)
        able = [person for person in here if person.pk not in counted and may(person, half)]
        for person in able[: max(0, lacking)]:
            counted.add(person.pk)
            yield person, turn
