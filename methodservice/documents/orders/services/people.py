"""Visas and the acquaintance sheet of an order."""

from collections.abc import Iterable

from django.db import transaction

from methodservice.directory import audit
from methodservice.documents.orders.models import Order, OrderPerson
from methodservice.documents.orders.people import SELF, Person, concerned
from methodservice.documents.orders.services.locks import lock_open_order, lock_part
from methodservice.lib.refusals import AlreadyDone, Refused
from methodservice.lib.typography import alphabetical

Part = OrderPerson.Part
MOST_PEOPLE = 500
TOO_MANY = f"В списке не больше {MOST_PEOPLE} человек."


def write_people(order: Order, part: str, people: Iterable[Person]) -> int:
    """Add people to a list of the order, each once; returns how many were new. 2 queries. The order is locked."""
    standing = list(order.people.filter(part=part))
    known = {row.teacher_id for row in standing if row.teacher_id} | {row.name for row in standing}
    fresh = []
    for person in people:
        if person.teacher_id not in known and (person.teacher_id or person.name not in known):
            known.add(person.teacher_id or person.name)
            fresh.append(person)
    if len(standing) + len(fresh) > MOST_PEOPLE:
        raise Refused(TOO_MANY)
    first = max((row.position for row in standing), default=0) + 1
    OrderPerson.objects.bulk_create(
        OrderPerson(
            order=order, part=part, position=position, teacher_id=person.teacher_id, name=person.name[:200],
            post=person.post[:300],
        )
        for position, person in enumerate(fresh, first)
    )  # fmt: skip
    return len(fresh)


@transaction.atomic
def fill_acquainted(*, order: Order, by) -> int:
    """Put the executors and whoever controls on the acquaintance sheet; returns how many were new.

    Sheets are alphabetical, so the list is put in order.
    """
    order = lock_open_order(order.pk)
    keys = list(order.points.exclude(executor_key="").order_by("pk").values_list("executor_key", flat=True))
    if order.control_key and order.control_key != SELF:
        keys.append(order.control_key)
    number = write_people(order, Part.ACQUAINTED, concerned(order.municipality, keys))
    rows = sorted(order.people.filter(part=Part.ACQUAINTED), key=lambda row: alphabetical(row.name))
    for position, row in enumerate(rows, 1):
        row.position = position
    OrderPerson.objects.bulk_update(rows, ["position"])
    return number


@transaction.atomic
def add_person(*, order: Order, part: str, person: Person, by) -> OrderPerson:
    """One more visa or reader. Raises AlreadyDone when the person is there."""
    order = lock_open_order(order.pk)
    if not write_people(order, part, [person]):
        raise AlreadyDone(f"{person.name}: уже в списке.")
    row = order.people.filter(part=part).latest("position")
    audit.record(audit.Verb.CREATED, by=by, obj=row)
    return row


@transaction.atomic
def remove_person(*, person: OrderPerson, by) -> None:
    _, current = lock_part(person)
    audit.record(audit.Verb.DELETED, by=by, obj=current)
    current.delete()
