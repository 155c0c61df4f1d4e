"""Lists that a municipality keeps in its own order: directions of work, required documents and the like.

An entry is a row with `municipality`, `position` and `retired`. What was used once is retired, not deleted.
"""

from collections.abc import Sequence

from django.db import models, transaction

from methodservice.directory import audit
from methodservice.directory.models import Municipality
from methodservice.lib.refusals import AlreadyDone


def _lock(municipality_id: int) -> None:
    Municipality.objects.select_for_update(of=("self",)).get(pk=municipality_id)


def _entries(model: type[models.Model], municipality_id: int):
    return model.objects.filter(municipality=municipality_id).order_by("position", "pk")


@transaction.atomic
def fill_empty(*, entries: Sequence[models.Model], by) -> list[models.Model]:
    """Write the usual entries of one list (unsaved, of one municipality). Raises AlreadyDone when it is not empty."""
    model, municipality_id = type(entries[0]), entries[0].municipality_id
    _lock(municipality_id)
    if _entries(model, municipality_id).exists():
        raise AlreadyDone("Перечень уже заполнен.")
    rows = model.objects.bulk_create(entries)
    audit.AuditEvent.objects.bulk_create(
        audit.event(audit.Verb.CREATED, by=by, obj=row, note="обычный перечень") for row in rows
    )
    return rows


def last_position(model: type[models.Model], municipality_id: int) -> int:
    """Where a new entry goes: after all others."""
    last = _entries(model, municipality_id).last()
    return last.position + 1 if last else 1


@transaction.atomic
def move_entry(*, entry: models.Model, up: bool, by) -> None:
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
def set_retired(*, entry: models.Model, retired: bool, by) -> models.Model:
    """Offer the entry no more, or again. Records that use it keep it."""
    _lock(entry.municipality_id)
    entry = type(entry).objects.get(pk=entry.pk)
    before = audit.state_of(entry)
    entry.retired = retired
    entry.save(update_fields=["retired"])
    audit.record_change(by=by, obj=entry, before=before)
    return entry
