"""Documents made outside the portal: entered by hand, their words and scan kept."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from methodservice.directory import audit
from methodservice.directory.models import Municipality, Signatory
from methodservice.documents.files import drop_file, keep_file
from methodservice.documents.models import RegisterEntry
from methodservice.documents.register.masks import key_of
from methodservice.documents.register.services import lock_series, take_entry
from methodservice.lib.declension import signature_name
from methodservice.lib.refusals import AlreadyDone, Refused
from methodservice.lib.typography import bind

SIGNED_HERE = "Этот документ подписан на портале: в реестре его не правят."


@transaction.atomic
def register_by_hand(
    *,
    municipality: Municipality,
    kind: str,
    on: date,
    title: str,
    by,
    number: str = "",
    signatory: Signatory | None = None,
    note: str = "",
    upload=None,
) -> RegisterEntry:
    """Enter a document that was made outside the portal, with its scan if there is one.

    Raises Refused as `take_entry` does, AlreadyDone («уже внесён под № 12») for a second click, NotKept.
    """
    lock_series(municipality, kind, on.year)
    twin = _just_entered(by, municipality=municipality, kind=kind, date=on, title=title, signatory=signatory)
    if twin:
        raise AlreadyDone(f"Этот документ уже внесён под № {twin.number}.")
    return take_entry(
        municipality=municipality, kind=kind, on=on, title=title, by=by, number=number, signatory=signatory,
        signed_as=signed_as(signatory) if signatory else "", note=note,
        file=keep_file(upload, municipality=municipality, by=by) if upload else None,
    )  # fmt: skip


def _just_entered(by, **fields) -> RegisterEntry | None:
    rows = RegisterEntry.objects.filter(pk__in=audit.just_made(RegisterEntry, by=by), document=None, **fields)
    return rows.order_by("pk").first()


def signed_as(signatory: Signatory) -> str:
    """«Начальник отдела образования Н. П. Ковалёва»."""
    name = signature_name(signatory.surname, signatory.given_name, signatory.patronymic)
    return f"{signatory.position[:1].upper()}{signatory.position[1:]} {name}"


def named_note(*, municipality: Municipality, kind: str, number: str, on: date, title: str) -> str:
    """What looks odd about a document that is named and not entered: its number belongs to another one. "" when the
    register does not have the number, or has it for this document. 1 query."""
    key = key_of(number)
    rows = RegisterEntry.objects.filter(
        municipality=municipality, kind=kind, series="", year=on.year, key=key
    )
    entry = rows.first() if key else None
    if entry is None:
        return ""
    if entry.annulled:
        return f"В реестре {entry} аннулирован: {entry.annulled}."
    if entry.date == on and entry.title.casefold() == title.casefold():
        return ""
    return bind(f"Этот номер в реестре у другого документа: {entry}, «{entry.title}».")


@transaction.atomic
def change_entry(*, entry: RegisterEntry, fields: Mapping, by, upload=None) -> RegisterEntry:
    """Other words, another scan in place of the former. fields: title, note. Number and date stay.

    Raises Refused for a document signed on the portal, NotKept.
    """
    # the scan is read after the lock: PostgreSQL joins what stood there before the wait
    rows = RegisterEntry.objects.select_for_update(of=("self",)).select_related("municipality")
    entry = rows.get(pk=entry.pk)
    if entry.document_id:
        raise Refused(SIGNED_HERE)
    before, former = audit.state_of(entry), entry.file
    for name, value in fields.items():
        setattr(entry, name, value)
    if upload:
        entry.file = keep_file(upload, municipality=entry.municipality, by=by)
    entry.save(update_fields=[*fields, "file"])
    audit.record_change(by=by, obj=entry, before=before)
    if upload and former:
        drop_file(former, by=by)
    return entry
