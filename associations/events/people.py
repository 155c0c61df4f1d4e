"""Whom an event may invite, and what its organiser sees of them.

An event may invite anybody who works in the municipality, so the head of a school association has to find people of
other schools, whose cards that head may not open. Personal data stay small (152-ФЗ, ст. 5): the picker shows nothing
until something is asked for, then name and school only, never more than `MOST_SHOWN` at once; adding is journaled.
"""

from django.db.models import Q

from associations.events.models import Event
from associations.models import Association, Level, Membership
from methodservice.directory.models import Teacher
from methodservice.lib.querysets import in_force

MOST_SHOWN = 100


def invitable(event: Event):
    """Teachers of the municipality who work on the day of the event and are not on its list yet. No query."""
    at_work = Q(left_on__isnull=True) | Q(left_on__gt=event.starts)
    rows = Teacher.objects.filter(at_work, school__municipality_id=event.municipality_id)
    return rows.exclude(pk__in=event.participants.values("teacher")).select_related("school")


def members_of(association_id: int | None, event: Event):
    """Those of `invitable` who belong to the association on the day of the event. No query."""
    there = Membership.objects.filter(in_force(event.starts), association=association_id)
    return invitable(event).filter(pk__in=there.values("teacher"))


def associations_to_ask(event: Event, user):
    """Associations whose members the picker may list: district ones, whose rosters an order names, and those the user
    sees anyway. No query."""
    seen = Q(level=Level.DISTRICT) | Q(pk__in=Association.objects.visible_to(user).values("pk"))
    rows = Association.objects.filter(seen, municipality_id=event.municipality_id)
    return rows.active().select_related("municipality", "school")
