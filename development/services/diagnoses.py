"""Diagnoses and deficits: results by kind, deficits opened by a diagnosis, closed, opened again."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.db import transaction

from development.models import Deficit, Diagnosis, DiagnosisResult
from development.services.cards import fresh
from methodservice.directory import audit
from methodservice.lib.refusals import AlreadyDone, Refused

Results = Mapping[str, tuple[str, Decimal | None]]


def save_results(diagnosis: Diagnosis, results: Results) -> None:
    """Write the results of a locked diagnosis anew. results: {kind: (level, percent or None)}."""
    diagnosis.results.all().delete()
    DiagnosisResult.objects.bulk_create(
        DiagnosisResult(diagnosis=diagnosis, kind=kind, level=level, score=score)
        for kind, (level, score) in results.items()
    )


def tell_results(diagnosis: Diagnosis) -> str:
    """«предметные: низкий уровень дефицитов, выполнено 81 %; …» for the journal."""
    return "; ".join(str(result) for result in diagnosis.results.all()) or "—"


@transaction.atomic
def open_deficits(*, diagnosis: Diagnosis, found: Sequence[Mapping], by) -> list[Deficit]:
    """Open what a diagnosis has found. found: {kind, words, subject or None} of each; those that are open already in
    the same words are passed over. Raises Refused for nothing at all, AlreadyDone when all are there or it is gone."""
    current = fresh(diagnosis)
    if not found:
        raise Refused("Опишите хотя бы один дефицит.")
    known = Deficit.objects.filter(teacher=current.teacher, closed_on__isnull=True)
    there = {(kind, words.lower()) for kind, words in known.values_list("kind", "words")}
    fields = {(each["kind"], each["words"].lower()): each for each in found}
    new = [each for key, each in fields.items() if key not in there]
    if not new:
        raise AlreadyDone("Эти дефициты уже открыты.")
    rows = Deficit.objects.bulk_create(
        Deficit(teacher=current.teacher, diagnosis=current, found_on=current.held_on, **each) for each in new
    )
    audit.AuditEvent.objects.bulk_create(audit.event(audit.Verb.CREATED, by=by, obj=row) for row in rows)
    return rows


@transaction.atomic
def close_deficit(*, deficit: Deficit, on: date, how: str, by) -> Deficit:
    """Say by what a deficit is closed. Raises AlreadyDone, Refused for a day before it was found."""
    current = fresh(deficit)
    if current.closed_on:
        raise AlreadyDone("Дефицит уже закрыт.")
    if on < current.found_on:
        raise Refused(f"Дефицит выявлен {current.found_on:%d.%m.%Y}: раньше он закрыться не мог.", "on")
    shut(current, on=on, how=how, by=by)
    return current


def shut(deficit: Deficit, *, on: date, how: str, by) -> None:
    """Close a locked open deficit and journal it."""
    before = audit.state_of(deficit)
    deficit.closed_on, deficit.closed_how = on, how
    deficit.save(update_fields=["closed_on", "closed_how"])
    audit.record_change(by=by, obj=deficit, before=before)


@transaction.atomic
def reopen_deficit(*, deficit: Deficit, by) -> Deficit:
    """Closed by mistake. Raises AlreadyDone when it is open."""
    current = fresh(deficit)
    if current.closed_on is None:
        raise AlreadyDone("Дефицит уже открыт.")
    before = audit.state_of(current)
    current.closed_on, current.closed_how = None, ""
    current.save(update_fields=["closed_on", "closed_how"])
    audit.record_change(by=by, obj=current, before=before)
    return current
