"""What pairs ask of those who keep them: tasks of the home page and the list of pairs count the same rows."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from mentoring.models import Checkup, Pair
from mentoring.workflow import State

SOON = timedelta(days=14)


def checkups_to_hold(user, day: date):
    """Check-ups that are due in two weeks or late, of pairs at work that the user keeps or mentors."""
    rows = Checkup.objects.filter(held_on__isnull=True, due__lte=day + SOON, pair__state=State.ACTIVE)
    return rows.editable_by(user)


def pairs_to_check(user, day: date):
    return Pair.objects.filter(pk__in=checkups_to_hold(user, day).values("pair"))


def pairs_to_end(user, day: date):
    """Pairs whose term ends in two weeks or is over."""
    return Pair.objects.editable_by(user).active().filter(ends__lte=day + SOON)


def pairs_to_begin(user, day: date):
    """Pairs in preparation."""
    return Pair.objects.editable_by(user).filter(state=State.DRAFT)


@dataclass(frozen=True)
class Need:
    """label: of the filter; told: before the number of pairs; rows: (user, day) → pairs."""

    label: str
    told: str
    rows: Callable


NEEDS = {
    "checkup": Need("провести замер", "Все пары, где пора провести замер", pairs_to_check),
    "end": Need("завершить", "Все пары, которые пора завершить", pairs_to_end),
    "begin": Need("подготовить", "Все пары, которые готовятся", pairs_to_begin),
}
"""By the word of the address."""
