"""Entering documents in the register: the next number of the mask, or one given by hand.

Each function must run inside the transaction that issues the document: a rollback gives the number back.
"""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max, Q

from methodservice.directory import audit
from methodservice.directory.models import Municipality, Signatory
from methodservice.documents.models import (
    DocumentKind,
    FrozenDocument,
    NumberMask,
    NumberSequence,
    RegisterEntry,
    StoredFile,
)
from methodservice.documents.register.masks import LONGEST, Mask, clean_number, key_of
from methodservice.lib.refusals import AlreadyDone, Refused
from methodservice.lib.typography import bind

LONGEST_SIGNATURE = 400
"""Characters of post and name in the register; the document itself has them whole."""
LONG_NUMBER = f"Номер длиннее {LONGEST} знаков. Сократите его."
NOT_ON_THE_DAY = "{who} не подписывает документы на {day:%d.%m.%Y}. Выберите другого или исправьте дату."
NO_REASON = "Напишите, почему запись аннулируется: причина останется в реестре."


@dataclass(frozen=True)
class Numbering:
    """How documents of a kind are numbered in a year. first: what the year begins with."""

    mask: Mask
    gapless: bool = True
    first: int = 1


USUAL = Numbering(Mask("{n}"))


def numbering_of(municipality: Municipality, kind: str, year: int) -> Numbering:
    """The mask in force: that of the year or of the latest year before; the first number belongs to its own year only.

    1 query.
    """
    row = (
        NumberMask.objects.filter(municipality=municipality, kind=kind, year__lte=year)
        .order_by("-year")
        .first()
    )
    if row is None:
        return USUAL
    return Numbering(Mask(row.mask), row.gapless, row.first if row.year == year else 1)


def next_number(municipality: Municipality, kind: str, year: int) -> str:
    """What an automatic number would be now: to be shown, it is not taken. 3 queries."""
    numbering = numbering_of(municipality, kind, year)
    return numbering.mask.number(_next_ordinal(municipality, kind, year, numbering), year)


def _numbered(municipality, kind: str, year: int):
    """Entries of the common series."""
    return RegisterEntry.objects.filter(municipality=municipality, kind=kind, series="", year=year)


def _next_ordinal(municipality, kind: str, year: int, numbering: Numbering) -> int:
    """What follows the last one. Past a number that was written by hand before the mask made such ones."""
    taken = _numbered(municipality, kind, year)
    last = taken.aggregate(last=Max("ordinal"))["last"]
    following = numbering.first if last is None else max(last + 1, numbering.first)
    while taken.filter(key=key_of(numbering.mask.number(following, year))).exists():
        following += 1
    return following


_DATED = {
    DocumentKind.ORDER: "Приказ № {number} датирован",
    DocumentKind.PROTOCOL: "Протокол № {number} датирован",
    DocumentKind.REPORT: "Отчёт № {number} датирован",
    DocumentKind.NOTE: "Справка № {number} датирована",
    DocumentKind.RECOMMENDATION: "Рекомендации № {number} датированы",
}


def date_order_note(*, municipality: Municipality, kind: str, on: date, number: str = "") -> str:
    """What to look at before a document gets its number: numbers and days would run differently. "" when they agree.

    number: typed by hand, or "" for the next of the mask. A remark, no refusal: offices number late. 5 queries at most.
    """
    numbering = numbering_of(municipality, kind, on.year)
    number = clean_number(number)
    ordinal = (
        numbering.mask.ordinal(number, on.year)
        if number
        else _next_ordinal(municipality, kind, on.year, numbering)
    )
    if ordinal is None:
        return ""
    rows = _numbered(municipality, kind, on.year).filter(annulled="")
    later = rows.filter(ordinal__lt=ordinal, date__gt=on).order_by("-ordinal").first()
    if later:
        return _dated(later, "более поздним днём")
    earlier = rows.filter(ordinal__gt=ordinal, date__lt=on).order_by("ordinal").first()
    return _dated(earlier, "более ранним днём") if earlier else ""


def _dated(entry: RegisterEntry, how: str) -> str:
    words = _DATED[DocumentKind(entry.kind)].format(number=entry.number)
    return bind(f"{words} {how}: {entry.date:%d.%m.%Y}.")


def not_signing_on(signatory: Signatory, day: date) -> str:
    """What to say when the person signs no documents on the day; "" when all is right."""
    signs = signatory.starts <= day and (signatory.ends is None or signatory.ends >= day)
    return "" if signs else NOT_ON_THE_DAY.format(who=signatory, day=day)


def take_entry(
    *,
    municipality: Municipality,
    kind: str,
    on: date,
    title: str,
    by,
    number: str = "",
    signatory: Signatory | None = None,
    signed_as: str = "",
    file: StoredFile | None = None,
    note: str = "",
) -> RegisterEntry:
    """Enter a document into the common series of its kind.

    number: typed by hand, or "" for the next of the mask. Raises Refused: the number is too long, it is taken («Номер
    12-ОД уже занят: Приказ № 12-ОД от … «…»»), or it would leave a gap where the mask allows none. A number that the
    mask does not make is taken as it is and counts for nothing.
    """
    lock_series(municipality, kind, on.year)
    numbering = numbering_of(municipality, kind, on.year)
    following = _next_ordinal(municipality, kind, on.year, numbering)
    number = clean_number(number)
    if len(number) > LONGEST:
        raise Refused(LONG_NUMBER, "number")
    ordinal = numbering.mask.ordinal(number, on.year) if number else following
    number = number or numbering.mask.number(following, on.year)
    _refuse_taken(municipality, kind, on.year, number, ordinal)
    if numbering.gapless and ordinal is not None and ordinal > following:
        raise Refused(
            f"Номер {number} пропускает номер {numbering.mask.number(following, on.year)}. "
            "Нумерация идёт без пропусков: возьмите следующий номер или измените нумерацию.",
            "number",
        )
    return _entered(
        RegisterEntry(
            municipality=municipality, kind=kind, year=on.year, ordinal=ordinal, number=number, date=on,
            title=title[:500], signatory=signatory, signed_as=signed_as, file=file, note=note, registered_by=by,
        ),
        by,
    )  # fmt: skip


def enter_numbered(
    *, document: FrozenDocument, kind: str, series: str, year: int, ordinal: int, signed_as: str, by
) -> RegisterEntry:
    """Enter a document that has its number from a series of its own: a protocol of an association.

    A further edition of the same number takes the entry over instead of making another. The caller holds a lock on what
    is being signed.
    """
    entry = RegisterEntry.objects.filter(
        municipality_id=document.municipality_id, kind=kind, series=series, year=year, ordinal=ordinal
    ).first()
    if entry is not None:
        return _taken_over(entry, document, signed_as, by)
    return _entered(
        RegisterEntry(
            municipality_id=document.municipality_id, kind=kind, series=series, year=year, ordinal=ordinal,
            number=document.number, date=document.date, title=document.title, signed_as=signed_as,
            document=document, registered_by=by,
        ),
        by,
    )  # fmt: skip


def _taken_over(entry: RegisterEntry, document: FrozenDocument, signed_as: str, by) -> RegisterEntry:
    entry.document, entry.signed_as = document, signed_as
    entry.date, entry.title = document.date, document.title
    entry.save(update_fields=["document", "signed_as", "date", "title"])
    audit.record(audit.Verb.CHANGED, by=by, obj=entry, note=f"редакция {document.edition}")
    return entry


def _entered(entry: RegisterEntry, by) -> RegisterEntry:
    entry.key = key_of(entry.number)
    entry.signed_as = entry.signed_as[:LONGEST_SIGNATURE]
    entry.save()
    audit.record(audit.Verb.CREATED, by=by, obj=entry)
    return entry


def lock_series(municipality: Municipality, kind: str, year: int) -> None:
    """Whoever numbers documents of the kind and year waits here until the transaction ends."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("a register entry must be made inside the transaction that issues the document")
    NumberSequence.objects.select_for_update(of=("self",)).get_or_create(
        municipality=municipality, series=_series(kind), year=year
    )


def _series(kind: str) -> str:
    return f"register:{kind}"


def hold_series(municipality: Municipality, kind: str) -> None:
    """Wait for whoever is numbering documents of the kind, and let nobody begin until the transaction ends."""
    rows = NumberSequence.objects.select_for_update(of=("self",)).order_by("pk")
    list(rows.filter(municipality=municipality, series=_series(kind)))


def _refuse_taken(municipality, kind: str, year: int, number: str, ordinal: int | None) -> None:
    same = Q(pk__in=[])
    if key := key_of(number):
        same |= Q(key=key)
    if ordinal is not None:
        same |= Q(ordinal=ordinal)
    found = _numbered(municipality, kind, year).filter(same).order_by("pk").first()
    if found:
        raise Refused(f"Номер {number} уже занят: {found}, «{bind(found.title)}».", "number")


@transaction.atomic
def annul(*, entry: RegisterEntry, reason: str, by) -> RegisterEntry:
    """Strike an entry out with a reason; its number stays taken. Documents signed on the portal are ended by their own
    means, so only entries made by hand are annulled."""
    entry = RegisterEntry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    if entry.annulled:
        raise AlreadyDone("Запись уже аннулирована.")
    if entry.document_id:
        raise Refused("Этот документ подписан на портале: его отменяют новым документом, а не в реестре.")
    if not reason.strip():
        raise Refused(NO_REASON, "reason")
    return strike_out(entry=entry, reason=reason, by=by)


def strike_out(*, entry: RegisterEntry, reason: str, by) -> RegisterEntry:
    """Mark an entry as of no force any more: annulled by hand, or cancelled by a later document."""
    before = audit.state_of(entry)
    entry.annulled = reason.strip()[:500]
    entry.save(update_fields=["annulled"])
    audit.record_change(by=by, obj=entry, before=before)
    return entry
