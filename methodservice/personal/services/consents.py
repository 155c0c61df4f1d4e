"""Consents are written down, mended, revoked."""

from datetime import date

from django.db import transaction

from methodservice.directory import audit
from methodservice.directory.models import Teacher
from methodservice.documents.files import drop_file, keep_file
from methodservice.lib.refusals import AlreadyDone, Refused
from methodservice.personal.models import Consent

ANONYMISED = "Карточка обезличена: согласий у неё больше не ведут."


def _locked_teacher(pk: int) -> Teacher:
    """The card locked: consents of one person are written one after another. Refused for an anonymised one."""
    Teacher.objects.select_for_update(of=("self",)).get(pk=pk)
    teacher = Teacher.objects.select_related("school__municipality").get(pk=pk)
    if teacher.anonymised_on:
        raise Refused(ANONYMISED)
    return teacher


@transaction.atomic
def give(*, teacher: Teacher, kind: str, given_on: date, by, note: str = "", upload=None) -> Consent:
    """Write down a consent. Raises AlreadyDone when one of the kind is in force, NotKept."""
    teacher = _locked_teacher(teacher.pk)
    same = Consent.objects.in_force().filter(teacher=teacher, kind=kind).first()
    if same is not None:
        raise AlreadyDone(f"Согласие {same.get_kind_display()} уже записано: дано {same.given_on:%d.%m.%Y}.")
    stored = keep_file(upload, municipality=teacher.school.municipality, by=by) if upload else None
    consent = Consent.objects.create(teacher=teacher, kind=kind, given_on=given_on, note=note, file=stored)
    audit.record(audit.Verb.CREATED, by=by, obj=consent)
    return consent


@transaction.atomic
def mend(
    *, consent: Consent, given_on: date, by, revoked_on: date | None = None, note: str = "", upload=None
) -> Consent:
    """Correct what was written; an upload takes the place of the former scan. An emptied day of revocation puts the
    consent in force again: Refused when another one is. Raises NotKept."""
    teacher = _locked_teacher(consent.teacher_id)
    consent = Consent.objects.select_related("file").get(pk=consent.pk)
    others = Consent.objects.in_force().filter(teacher=teacher, kind=consent.kind).exclude(pk=consent.pk)
    if revoked_on is None and others.exists():
        raise Refused("Уже действует другое такое согласие: оставьте день отзыва.", anchor="revoked_on")
    before, former = audit.state_of(consent), consent.file
    consent.given_on, consent.revoked_on, consent.note = given_on, revoked_on, note
    if upload:
        consent.file = keep_file(upload, municipality=teacher.school.municipality, by=by)
    consent.save()
    audit.record_change(by=by, obj=consent, before=before)
    if upload and former:
        drop_file(former, by=by)
    return consent


@transaction.atomic
def revoke(*, consent: Consent, revoked_on: date, by) -> Consent:
    """The person took the consent back on the day. Raises AlreadyDone."""
    _locked_teacher(consent.teacher_id)
    consent = Consent.objects.get(pk=consent.pk)
    if consent.revoked_on:
        raise AlreadyDone(f"Согласие уже отозвано {consent.revoked_on:%d.%m.%Y}.")
    if revoked_on < consent.given_on:
        raise Refused(f"Согласие дано {consent.given_on:%d.%m.%Y}: отозвать раньше нельзя.", "revoked_on")
    before = audit.state_of(consent)
    consent.revoked_on = revoked_on
    consent.save(update_fields=["revoked_on"])
    audit.record_change(by=by, obj=consent, before=before)
    return consent
