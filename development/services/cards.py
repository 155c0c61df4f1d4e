"""What all writes to a card share: the card's lock, and the record as it is now."""

from collections.abc import Mapping

from django.db import models

from methodservice.directory import audit
from methodservice.directory.models import Teacher
from methodservice.lib.refusals import AlreadyDone, Refused

GONE = "Эту запись уже удалили."
ANONYMISED = "Карточка обезличена: записей в ней больше не ведут."


def lock_teacher(teacher_id: int) -> Teacher:
    """The person under a row lock: all changes of one card wait for each other. Must run inside a transaction. Refused
    for a card that was anonymised meanwhile."""
    rows = Teacher.objects.select_for_update(of=("self",)).select_related("school__municipality")
    teacher = rows.get(pk=teacher_id)
    if teacher.anonymised_on:
        raise Refused(ANONYMISED)
    return teacher


def fresh(record: models.Model) -> models.Model:
    """The record as it is now, under the card's lock, which sets its `teacher`. Raises AlreadyDone when it is gone."""
    teacher = lock_teacher(record.teacher_id)
    current = type(record).objects.filter(pk=record.pk).first()
    if current is None:
        raise AlreadyDone(GONE)
    current.teacher = teacher
    return current


def refuse_twin(
    model: type[models.Model], teacher: Teacher, fields: Mapping, names: tuple[str, ...], *, by, but: int = 0
) -> None:
    """Refuse a second record of one thing: equal in all of `names`, texts whatever the case.

    names: of fields, the one to blame first; but: key of the record that is changed. Raises AlreadyDone where the same
    person wrote the first one just now: a second click.
    """
    wanted = _key(fields, names)
    same = model.objects.filter(teacher=teacher).exclude(pk=but)
    # compared here: SQLite's lower() leaves Cyrillic as it is
    twin = next((row for row in same if _key(vars(row), names) == wanted), None)
    if twin is None:
        return
    if not but and audit.just_made(model, by=by).filter(record_id=twin.pk).exists():
        raise AlreadyDone("Уже записано.")
    raise Refused("Такая запись в карточке уже есть.", names[0])


def _key(values: Mapping, names) -> tuple:
    return tuple(value.lower() if isinstance(value := values[name], str) else value for name in names)
