"""Who takes part: many added at once, parts and attendance saved as one list, removed.

Each function locks the event, looks at its state again, writes and journals in one transaction.
"""

from collections.abc import Collection, Mapping

from django.db import transaction

from associations.events.models import Event, Participant
from associations.events.people import invitable, members_of
from associations.events.services.events import lock_event
from associations.events.workflow import State
from methodservice.directory import audit
from methodservice.directory.models import Teacher
from methodservice.lib.refusals import AlreadyDone, Refused

MOST_AT_ONCE = 500
ATTENDED = {None: "", True: "присутствует", False: "отсутствует"}


def _lock_open(event: Event) -> Event:
    event = lock_event(event.pk)
    if event.state == State.CANCELLED:
        raise Refused("Мероприятие отменено: список участников не меняется.")
    return event


@transaction.atomic
def add_participants(
    *, event: Event, teacher_ids: Collection[int], by, part: str = Participant.Part.LISTENER
) -> list[Participant]:
    """Add all or nobody; whoever is on the list already is passed over. To a held event one adds people who came.

    Raises Refused: nobody chosen, people of another municipality or those who no longer worked on that day;
    AlreadyDone when all of them are on the list. 5 queries, whatever the number of people.
    """
    ids = set(teacher_ids)
    if not ids:
        raise Refused("Отметьте хотя бы одного педагога.", "teachers")
    if len(ids) > MOST_AT_ONCE:
        raise Refused(f"За один раз можно добавить не больше {MOST_AT_ONCE} человек.", "teachers")
    event = _lock_open(event)
    there = set(Participant.objects.filter(event=event, teacher__in=ids).values_list("teacher_id", flat=True))
    if ids == there:
        raise AlreadyDone("Все отмеченные уже в списке участников.")
    chosen = list(invitable(event).filter(pk__in=ids - there))
    if len(chosen) != len(ids - there):
        raise Refused(
            "Среди отмеченных есть те, кто не работает в муниципалитете. Отметьте людей заново.", "teachers"
        )
    return _add(event, chosen, part, by)


@transaction.atomic
def add_members(*, event: Event, by) -> list[Participant]:
    """«Все члены объединения»: members of the organising association on the day of the event. Raises AlreadyDone when
    all of them are on the list, Refused for an event of the service."""
    event = _lock_open(event)
    if event.association_id is None:
        raise Refused("Мероприятие проводит методическая служба: выберите участников в поиске.")
    chosen = list(members_of(event.association_id, event))
    if not chosen:
        raise AlreadyDone("Все члены объединения уже в списке участников.")
    return _add(event, chosen, Participant.Part.LISTENER, by)


def _add(event: Event, teachers: list[Teacher], part: str, by) -> list[Participant]:
    attended = True if event.state == State.HELD else None
    rows = Participant.objects.bulk_create(
        Participant(event=event, teacher=teacher, part=part, attended=attended) for teacher in teachers
    )
    audit.AuditEvent.objects.bulk_create(audit.event(audit.Verb.CREATED, by=by, obj=row) for row in rows)
    return rows


@transaction.atomic
def save_participants(
    *, event: Event, changes: Mapping[int, Mapping], removed: Collection[int] = (), by
) -> int:
    """Save what was changed in the list: {participant id: {field: value}} of part, topic, attended; remove others.

    Returns how many rows differ now. Rows that somebody removed meanwhile are passed over. 6 queries at most.
    """
    event = _lock_open(event)
    rows = event.participants.select_related("teacher").in_bulk([*changes, *removed])
    told, saved = {}, []
    gone = [rows.pop(key) for key in removed if key in rows]
    for key, values in changes.items():
        if (row := rows.get(key)) is None:
            continue
        before = _in_words(row)
        for name, value in values.items():
            setattr(row, name, value)
        if _in_words(row) != before:
            told[str(row.teacher)] = [before, _in_words(row)]
            saved.append(row)
    Participant.objects.bulk_update(saved, ["part", "topic", "attended"])
    if told:
        audit.record(audit.Verb.CHANGED, by=by, obj=event, changes=told)
    Participant.objects.filter(pk__in=[row.pk for row in gone]).delete()
    for row in gone:
        row.event = event
    audit.AuditEvent.objects.bulk_create(audit.event(audit.Verb.DELETED, by=by, obj=row) for row in gone)
    return len(saved) + len(gone)


def _in_words(row: Participant) -> str:
    words = [row.get_part_display(), row.topic, ATTENDED[row.attended]]
    return ", ".join(filter(None, words))
