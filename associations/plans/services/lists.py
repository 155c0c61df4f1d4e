"""The municipality's lists: the usual entries taken over, the order, what is offered no longer."""

from django.db import transaction

from associations.plans.models.lists import MunicipalEntry
from associations.plans.usual import USUAL
from associations.services.errors import AlreadyDone
from methodservice.directory import audit
from methodservice.directory.models import Municipality


def _lock(municipality_id: int) -> Municipality:
    return Municipality.objects.select_for_update(of=("self",)).get(pk=municipality_id)


def _entries(model: type[MunicipalEntry], municipality_id: int):
    return model.objects.filter(municipality=municipality_id).order_by("position", "pk")


@transaction.atomic
def take_usual(*, model: type[MunicipalEntry], municipality: Municipality, by) -> list[MunicipalEntry]:
    """The usual list, into an empty one only."""
    municipality = _lock(municipality.pk)
    if _entries(model, municipality.pk).exists():
        raise AlreadyDone("Перечень уже заполнен.")
    rows = model.objects.bulk_create(
        model(municipality=municipality, title=title, position=position)
        for position, title in enumerate(USUAL[model], start=1)
    )
    audit.AuditEvent.objects.bulk_create(
        audit.event(audit.Verb.CREATED, by=by, obj=row, note="обычный перечень") for row in rows
    )
    return rows


def start_lists(municipality: Municipality, by) -> None:
    """A new municipality begins with the usual directions and kinds of activity."""
    for model in USUAL:
        take_usual(model=model, municipality=municipality, by=by)


def last_position(model: type[MunicipalEntry], municipality_id: int) -> int:
    """Where a new entry goes: after all others."""
    last = _entries(model, municipality_id).last()
    return last.position + 1 if last else 1


@transaction.atomic
def move_entry(*, entry: MunicipalEntry, up: bool, by) -> None:
    """One place up or down; at the edge nothing happens. Positions become 1, 2, 3…"""
    _lock(entry.municipality_id)
    rows = list(_entries(type(entry), entry.municipality_id))
    old = rows.index(entry)
    new = max(old - 1, 0) if up else min(old + 1, len(rows) - 1)
    if new == old:
        return
    rows.insert(new, rows.pop(old))
    for position, row in enumerate(rows, start=1):
        row.position = position
    type(entry).objects.bulk_update(rows, ["position"])
    audit.record(audit.Verb.CHANGED, by=by, obj=rows[new], changes={"№": [str(old + 1), str(new + 1)]})


@transaction.atomic
def set_retired(*, entry: MunicipalEntry, retired: bool, by) -> MunicipalEntry:
    """Offer the entry no more, or again. Plans that use it keep it."""
    _lock(entry.municipality_id)
    entry = type(entry).objects.get(pk=entry.pk)
    before = audit.state_of(entry)
    entry.retired = retired
    entry.save(update_fields=["retired"])
    audit.record_change(by=by, obj=entry, before=before)
    return entry
