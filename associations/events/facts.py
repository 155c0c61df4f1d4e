"""Figures about held events that reports and monitoring count: for many associations at once, one query each.

`associations`: associations, their keys, or a queryset of them. `first`, `last`: the days between which an event
began, both included. A planned or cancelled event counts nowhere; of participants only those who came count. An
association without anything to count is absent from the answer. Units: events are «ед.», people are «чел.».
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet, Sum

from associations.events.models import Event, Participant

Part = Participant.Part
SPEAKERS = (Part.SPEAKER, Part.LEADER)
"""Who shows the own experience: выступающие и ведущие."""
WINNERS = (Part.WINNER, Part.PRIZE)


@dataclass(frozen=True)
class People:
    """distinct: people, each once however often they came; attendances: one for each event a person came to."""

    distinct: int = 0
    attendances: int = 0


def held_by_association(associations: Iterable, first: date, last: date) -> dict[int, int]:
    """{association id: number of held events}."""
    return _per_association(held(associations, first, last), Count("pk"))


def kinds_by_association(associations: Iterable, first: date, last: date) -> dict[int, dict[str, int]]:
    """{association id: {`Event.Kind`: number of held events}}, the kinds that occur."""
    rows = held(associations, first, last).order_by("association", "kind")
    kinds = defaultdict(dict)
    for association, kind, number in rows.values_list("association", "kind").annotate(number=Count("pk")):
        kinds[association][kind] = number
    return dict(kinds)


def outsiders_by_association(associations: Iterable, first: date, last: date) -> dict[int, int]:
    """{association id: participants without names, as told at each event}. Attendances: people may repeat."""
    return _per_association(held(associations, first, last).filter(outsiders__gt=0), Sum("outsiders"))


def participants_by_association(associations: Iterable, first: date, last: date) -> dict[int, People]:
    """{association id: people of the directory who came, in whatever part}."""
    return _people(associations, first, last)


def speakers_by_association(associations: Iterable, first: date, last: date) -> dict[int, People]:
    """{association id: people who spoke or led}."""
    return _people(associations, first, last, SPEAKERS)


def winners_by_association(associations: Iterable, first: date, last: date) -> dict[int, People]:
    """{association id: winners and prize-winners of its contests}; attendances are prizes."""
    return _people(associations, first, last, WINNERS)


def held(associations: Iterable, first: date, last: date) -> QuerySet[Event]:
    """The events that are counted."""
    return Event.objects.held_between(first, last).filter(association__in=associations)


def came(associations: Iterable, first: date, last: date) -> QuerySet[Participant]:
    """Whoever came to them, one row for each event."""
    return Participant.objects.filter(
        event__state=Event.State.HELD,
        event__starts__range=(first, last),
        event__association__in=associations,
        attended=True,
    )


def _per_association(rows, number) -> dict[int, int]:
    return dict(rows.order_by("association").values_list("association").annotate(number=number))


def _people(associations, first, last, parts=None) -> dict[int, People]:
    rows = came(associations, first, last)
    if parts is not None:
        rows = rows.filter(part__in=parts)
    counted = rows.order_by("event__association").values_list("event__association")
    return {
        association: People(distinct, attendances)
        for association, distinct, attendances in counted.annotate(
            distinct=Count("teacher", distinct=True), attendances=Count("pk")
        )
    }
