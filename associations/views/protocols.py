"""Protocols as files and pages: draft, signed edition, extract of one decision; the register."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from associations.documents import EXTRACT, PROTOCOL, extract_snapshot, protocol_snapshot
from associations.models import Association, Meeting, Protocol
from associations.picture import read_meeting
from associations.views.screen import association_crumbs, crumbs_of
from methodservice import registries
from methodservice.directory.access import fetch_visible
from methodservice.directory.exporting import export_if_asked
from methodservice.documents.printing import DRAFT_NOTE, copy_note, document_response, printed_response
from methodservice.documents.services import check_address
from methodservice.lib.periods import SchoolYear
from methodservice.lib.whole import whole

PROTOCOL_COLUMNS = [
    ("Номер", "number"),
    ("Учебный год", lambda protocol: SchoolYear(protocol.school_year).title),
    ("Дата заседания", "meeting.date"),
    ("Тема", "meeting.theme"),
    ("Редакция", "edition"),
    ("Подписан", "document.signed_at"),
    ("Контрольная сумма SHA-256", "document.sha256"),
    ("Адрес проверки", lambda protocol: check_address(protocol.document.check_code)),
]


def protocol_context(meeting: Meeting, protocol: Protocol | None = None) -> dict:
    """What the page of a signed protocol shows, from the frozen document only. 2 queries."""
    editions = list(
        meeting.protocols.select_related("document__signed_by")
        .defer("document__pdf", "document__snapshot")
        .order_by("-edition")
    )
    shown = next(row for row in editions if protocol is None or row.pk == protocol.pk)
    snapshot = type(shown.document).objects.values_list("snapshot", flat=True).get(pk=shown.document_id)
    is_latest = shown.pk == editions[0].pk
    passed = [item for item in snapshot["items"] if item["passed"] and is_latest]
    return {
        "protocol": shown,
        "document": shown.document,
        "snapshot": snapshot,
        "editions": editions,
        "is_latest": is_latest,
        "extracts": [decision["number"] for item in passed for decision in item["decisions"]],
        "check_address": check_address(shown.document.check_code),
    }


@require_GET
def protocol_page(request, pk):
    """One edition of a signed protocol, whatever has happened to the meeting since."""
    protocol = fetch_visible(Protocol.objects.for_list(), request.user, pk=pk)
    meeting = Meeting.objects.for_list().get(pk=protocol.meeting_id)
    may_edit = Meeting.objects.editable_by(request.user).filter(pk=meeting.pk).exists()
    context = {
        "meeting": meeting,
        "may_edit": may_edit and meeting.state == Meeting.State.SIGNED,
        "panels": registries.panels_of(meeting, request.user, timezone.localdate()),
        "crumbs": crumbs_of(meeting),
    }
    context |= protocol_context(meeting, protocol)
    return render(request, "associations/meeting_signed.html", context)


def _filename(protocol: Protocol, words: str) -> str:
    """«Протокол № 3 от 12.10.2026, РМО учителей математики»."""
    edition = f", редакция {protocol.edition}" if protocol.edition > 1 else ""
    title = protocol.association.title
    return f"{words} № {protocol.number} от {protocol.document.date:%d.%m.%Y}, {title}{edition}"


@require_GET
def draft_file(request, pk, fmt):
    """The protocol as it stands before signing, without a number; says of itself that it is a draft."""
    rows = Meeting.objects.for_list().select_related("chair", "secretary")
    meeting = fetch_visible(rows, request.user, pk=pk)
    if meeting.state not in (Meeting.State.HELD, Meeting.State.CORRECTING):
        raise Http404
    snapshot = protocol_snapshot(read_meeting(meeting), number=None)
    name = f"Черновик протокола от {meeting.date:%d.%m.%Y}, {meeting.association.title}"
    return printed_response(request, PROTOCOL, snapshot, name=name, fmt=fmt, note=DRAFT_NOTE)


@require_GET
def protocol_file(request, pk, fmt):
    """The signed PDF, byte for byte as it was frozen, or an editable copy of it that says so."""
    rows = Protocol.objects.select_related("association__municipality", "association__school", "document")
    protocol = fetch_visible(rows, request.user, pk=pk)
    document, name = protocol.document, _filename(protocol, "Протокол")
    if fmt == "pdf":
        return document_response(bytes(document.pdf), name=name, fmt=fmt)
    return printed_response(
        request, PROTOCOL, document.snapshot, name=name, fmt=fmt, note=copy_note(document)
    )


@require_GET
def extract(request, pk, number, fmt):
    """Выписка: one decision («1.2») from the snapshot; certified today, and only from the edition in force."""
    rows = Protocol.objects.filter(document__superseded_by=None)
    rows = rows.select_related("association__municipality", "association__school", "document")
    protocol = fetch_visible(rows, request.user, pk=pk)
    document = protocol.document
    try:
        snapshot = extract_snapshot(document.snapshot, number, certified_on=timezone.localdate())
    except KeyError as missing:
        raise Http404 from missing
    name = _filename(protocol, f"Выписка {number} из протокола")
    return printed_response(request, EXTRACT, snapshot, name=name, fmt=fmt)


@require_GET
def protocol_list(request, pk):
    """Register of an association's signed protocols, by school year; the latest edition of each."""
    association = fetch_visible(
        Association.objects.select_related("municipality", "school"), request.user, pk=pk
    )
    rows = Protocol.objects.for_list().filter(association=association, document__superseded_by=None)
    rows = rows.select_related("meeting").order_by("-school_year", "-number", "pk")
    years = sorted(set(rows.order_by().values_list("school_year", flat=True)), reverse=True)
    year = request.GET.get("year", "")
    if (number := whole(year)) in years:
        rows = rows.filter(school_year=number)
    else:
        year = ""
    name = f"Протоколы {association.title}"[:100]
    if download := export_if_asked(request, rows, PROTOCOL_COLUMNS, name, by=request.user):
        return download
    context = {
        "association": association,
        "protocols": rows,
        "years": [(str(first), SchoolYear(first).title) for first in years],
        "year": year,
        "crumbs": association_crumbs(association),
        "all_url": reverse("associations:protocol_list", args=[association.pk]),
    }
    return render(request, "associations/protocol_list.html", context)
