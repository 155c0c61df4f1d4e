"""Events themselves: added, held, taken back, cancelled, planned again.

Each function locks the event, looks at its state again, writes and journals in one transaction.
"""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from associations.events.models import Event, Participant
from associations.events.workflow import State, move
from associations.models import Association, Level
from methodservice import registries
from methodservice.directory import audit
from methodservice.directory.models import Municipality
from methodservice.lib.refusals import AlreadyDone, Refused

LEVELS = {Level.SCHOOL: Event.Level.SCHOOL, Level.DISTRICT: Event.Level.DISTRICT}


def lock_event(event_id: int) -> Event:
    """The event under a row lock, with its organiser. Must run inside a transaction."""
    rows = Event.objects.select_for_update(of=("self",))
    return rows.select_related("municipality", "association__municipality", "association__school").get(
        pk=event_id
    )


def twins_of(*, municipality, association, title, starts, **fields):
    """Events of the same organiser, day and title that were not cancelled. `fields` don't matter."""
    rows = Event.objects.filter(
        municipality=municipality, association=association, starts=starts, title=title
    )
    return rows.exclude(state=State.CANCELLED)


@transaction.atomic
def add_event(*, association: Association | None, municipality: Municipality, by, **fields) -> Event:
    """Plan an event of an association, or of the methodical service when there is none.

    fields: title, starts and any of kind, level (by default that of the association), ends, time, place, form, about.
    Raises AlreadyDone for a second one of the same organiser, day and title; Refused for dates in the wrong order.
    """
    owner = association or municipality
    type(owner).objects.select_for_update(of=("self",)).get(pk=owner.pk)
    if fields.get("ends") and fields["ends"] < fields["starts"]:
        raise Refused("Дата окончания раньше даты начала.", "ends")
    if twins_of(municipality=municipality, association=association, **fields).exists():
        raise AlreadyDone("Такое мероприятие в этот день уже записано.")
    if association is not None:
        fields.setdefault("level", LEVELS[association.level])
    event = Event.objects.create(municipality=municipality, association=association, **fields)
    audit.record(audit.Verb.CREATED, by=by, obj=event)
    return event


@transaction.atomic
def hold_event(
    *, event: Event, came: Collection[int], outsiders: int, outcome: str, by, listed: Collection[int]
) -> Event:
    """«Провести»: planned → held with who came, people without names and the outcome.

    came, listed: primary keys of participants, those who came among those whom the person had before the eyes; whoever
    was added meanwhile is left unmarked. Raises AlreadyDone for a held event, Refused for one that is still ahead.
    """
    event = lock_event(event.pk)
    if event.state == State.HELD:
        raise AlreadyDone("Мероприятие уже отмечено как проведённое.")
    if event.starts > timezone.localdate():
        raise Refused("Мероприятие ещё не прошло. Если оно прошло раньше, сначала измените дату.")
    rows = Participant.objects.filter(event=event, pk__in=listed)
    rows.filter(pk__in=came).update(attended=True)
    rows.exclude(pk__in=came).update(attended=False)
    before = audit.state_of(event)
    event.outsiders, event.outcome = outsiders, outcome
    event.save(update_fields=["outsiders", "outcome"])
    audit.record_change(by=by, obj=event, before=before)
    number = event.participants.filter(attended=True).count()
    move(event=event, to=State.HELD, by=by, note=f"участников: {number}")
    registries.announce(fact_of(event), by)
    return event


def fact_of(event: Event) -> registries.Fact:
    """A held event as a fact: one of the events of its association, or of the service."""
    return registries.Fact(
        key=f"event:{event.pk}",
        municipality_id=event.municipality_id,
        day=event.ends or event.starts,
        title=str(event),
        streams=(f"events:{event.association_id or 'service'}",),
    )


@transaction.atomic
def cancel_event(*, event: Event, reason: str, by) -> Event:
    """planned → cancelled with the reason. Raises AlreadyDone, Refused for a held one."""
    event = lock_event(event.pk)
    if event.state == State.CANCELLED:
        raise AlreadyDone("Мероприятие уже отменено.")
    move(event=event, to=State.CANCELLED, by=by, note=reason)
    return event


@transaction.atomic
def plan_again(*, event: Event, by) -> Event:
    """held or cancelled by mistake → planned. Marks of attendance, outcome and materials stay as they are."""
    event = lock_event(event.pk)
    if event.state == State.PLANNED:
        raise AlreadyDone("Мероприятие уже в плане.")
    was_held = event.state == State.HELD
    move(event=event, to=State.PLANNED, by=by)
    if was_held:
        registries.withdraw(f"event:{event.pk}", by)
    return event
