"""The programme of a pair and its meetings."""

from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from development.models import Deficit
from mentoring.models import Pair, ProgrammeItem, Session
from mentoring.services.pairs import AHEAD, lock_pair
from mentoring.workflow import State
from methodservice.directory import audit
from methodservice.lib.refusals import AlreadyDone, Refused

MOST_ITEMS, MOST_SESSIONS = 60, 300
OVER = "Пара уже не работает: программа и встречи больше не меняются."
NO_DEFICITS = "Открытых дефицитов, которых ещё нет в программе, не нашлось."
FROM_DEFICIT = "Разобрать вместе: {}"
EXPECTED = "Дефицит закрыт или стал меньше"


def lock_open(pair: Pair, *, working: bool = False) -> Pair:
    """The pair under a lock; Refused when it is over, or (working) has not begun."""
    pair = lock_pair(pair.pk)
    if pair.state not in Pair.OPEN:
        raise Refused(OVER)
    if working and pair.state != State.ACTIVE:
        raise Refused("Пара ещё не начала работу.")
    return pair


def _next_position(pair: Pair) -> int:
    return (pair.items.aggregate(last=Max("position"))["last"] or 0) + 1


@transaction.atomic
def add_item(*, pair: Pair, by, **fields) -> ProgrammeItem:
    """fields: action, due and any of form, expected, deficit. Raises AlreadyDone for the same action and day."""
    pair = lock_open(pair)
    if pair.items.filter(action=fields["action"], due=fields["due"]).exists():
        raise AlreadyDone("Такой пункт уже есть.")
    if pair.items.count() >= MOST_ITEMS:
        raise Refused(f"В программе не больше {MOST_ITEMS} пунктов.")
    item = ProgrammeItem.objects.create(pair=pair, position=_next_position(pair), **fields)
    audit.record(audit.Verb.CREATED, by=by, obj=item)
    return item


@transaction.atomic
def take_deficits(*, pair: Pair, by) -> list[ProgrammeItem]:
    """An item for each open deficit of the mentee that has none; due at the end of the pair's term."""
    pair = lock_open(pair)
    there = pair.items.exclude(deficit=None).values("deficit")
    found = Deficit.objects.open_on(timezone.localdate()).filter(teacher=pair.mentee).exclude(pk__in=there)
    first = _next_position(pair)
    room = max(MOST_ITEMS - pair.items.count(), 0)
    items = [
        ProgrammeItem(
            pair=pair, position=first + place, deficit=deficit,
            action=FROM_DEFICIT.format(deficit.words), due=pair.ends, expected=EXPECTED,
        )
        for place, deficit in enumerate(found.order_by("kind", "pk")[:room])
    ]  # fmt: skip
    if not items:
        raise AlreadyDone(NO_DEFICITS)
    ProgrammeItem.objects.bulk_create(items)
    audit.AuditEvent.objects.bulk_create(audit.event(audit.Verb.CREATED, by=by, obj=item) for item in items)
    return items


@transaction.atomic
def mark_item(*, item: ProgrammeItem, done_on: date | None, outcome: str, by) -> ProgrammeItem:
    """Done on the day with what came of it; None: not done after all. Raises AlreadyDone when it is marked."""
    lock_open(item.pair, working=True)
    if done_on and done_on > timezone.localdate():
        raise Refused(AHEAD, "done_on")
    current = ProgrammeItem.objects.select_related("pair", "deficit").filter(pk=item.pk).first()
    if current is None:
        raise AlreadyDone("Этого пункта уже нет.")
    if done_on and current.done_on:
        raise AlreadyDone(f"Пункт уже отметили: выполнен {current.done_on:%d.%m.%Y}.")
    before = audit.state_of(current)
    current.done_on, current.outcome = done_on, outcome
    current.save(update_fields=["done_on", "outcome"])
    audit.record_change(by=by, obj=current, before=before)
    return current


@transaction.atomic
def remove_item(*, item: ProgrammeItem, by) -> None:
    """Take an item out of the programme. Raises AlreadyDone when somebody has done it."""
    lock_open(item.pair)
    _remove(ProgrammeItem, item, by, "Этого пункта уже нет.")


@transaction.atomic
def add_session(*, pair: Pair, held_on: date, about: str, by, agreed: str = "") -> Session:
    """Write down a meeting of a pair that works."""
    pair = lock_open(pair, working=True)
    if held_on > timezone.localdate():
        raise Refused(AHEAD, "held_on")
    if held_on < pair.starts:
        raise Refused(f"Пара начала работу {pair.starts:%d.%m.%Y}.", "held_on")
    if pair.sessions.filter(held_on=held_on, about=about).exists():
        raise AlreadyDone("Эта встреча уже записана.")
    if pair.sessions.count() >= MOST_SESSIONS:
        raise Refused(f"Записывают не больше {MOST_SESSIONS} встреч.")
    session = Session.objects.create(pair=pair, held_on=held_on, about=about, agreed=agreed)
    audit.record(audit.Verb.CREATED, by=by, obj=session)
    return session


@transaction.atomic
def remove_session(*, session: Session, by) -> None:
    """Take back a meeting written down by mistake."""
    lock_open(session.pair)
    _remove(Session, session, by, "Этой записи уже нет.")


def _remove(model, record, by, gone: str) -> None:
    current = model.objects.select_related("pair").filter(pk=record.pk).first()
    if current is None:
        raise AlreadyDone(gone)
    audit.record(audit.Verb.DELETED, by=by, obj=current)
    current.delete()
