"""Printed documents: snapshot → template → HTML → PDF and its editable twin («Printed documents» in docs/).

    pdf_of("plans/pdf/plan.html", snapshot)
    printed_response("plans/pdf/plan.html", snapshot, name="План работы", fmt=fmt)

A template extends documents/pdf/base.html and only lays out what the snapshot says.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.http import content_disposition_header

from methodservice.documents.models import FrozenDocument
from methodservice.documents.services import check_address
from methodservice.lib.dates import long_date
from methodservice.lib.docx import render_docx
from methodservice.lib.pdf import qr_svg, render_pdf

DRAFT_NOTE = "Черновик: документ ещё не подписан."
LONGEST_NAME = 120
"""Characters of a file name: file systems take 255 bytes, a Russian letter is two."""


@dataclass(frozen=True)
class Format:
    """A kind of file and how a browser takes it."""

    media_type: str
    in_place: bool


FORMATS = {
    "pdf": Format("application/pdf", in_place=True),
    "docx": Format("application/vnd.openxmlformats-officedocument.wordprocessingml.document", in_place=False),
}


def print_html(template: str, snapshot: Mapping) -> str:
    """The page that both twins are made of. A snapshot with a `check_address` gets its QR code as `qr`."""
    address = snapshot.get("check_address", "")
    qr = qr_svg(address, title="QR-код: адрес проверки документа") if address else ""
    return render_to_string(template, {"snapshot": snapshot, "qr": qr})


def pdf_of(template: str, snapshot: Mapping) -> bytes:
    """PDF/UA of a snapshot."""
    return render_pdf(print_html(template, snapshot))


def docx_of(template: str, snapshot: Mapping, *, note: str = "") -> bytes:
    """Editable DOCX of a snapshot. note: what stands at the foot of every page (`copy_note`, DRAFT_NOTE) or nothing."""
    return render_docx(print_html(template, snapshot), note=note, strict=settings.STRICT_DOCUMENTS)


def copy_note(document: FrozenDocument) -> str:
    """What the DOCX of a signed document says of itself: the original is the frozen PDF."""
    signed = long_date(timezone.localdate(document.signed_at))
    edition = f", редакция {document.edition}" if document.edition > 1 else ""
    return (
        f"Копия. Подлинник подписан {signed}, №\N{NO-BREAK SPACE}{document.number}{edition}, "
        f"проверить: {check_address(document.check_code)}"
    )


def document_response(content: bytes, *, name: str, fmt: str) -> HttpResponse:
    """A printed document as a file: PDF opens in the browser, DOCX is saved. `name` without extension.

    Raises Http404 for a format that is not in FORMATS, so that views can take it from the address.
    """
    form = _format_of(fmt)
    disposition = content_disposition_header(not form.in_place, f"{file_name(name)}.{fmt}")
    return HttpResponse(content, content_type=form.media_type, headers={"Content-Disposition": disposition})


def printed_response(
    template: str, snapshot: Mapping, *, name: str, fmt: str, note: str = ""
) -> HttpResponse:
    """`document_response` of a snapshot printed now. note: for the DOCX only."""
    _format_of(fmt)
    content = pdf_of(template, snapshot) if fmt == "pdf" else docx_of(template, snapshot, note=note)
    return document_response(content, name=name, fmt=fmt)


def _format_of(fmt: str) -> Format:
    if fmt not in FORMATS:
        raise Http404(f"No such format: {fmt}")
    return FORMATS[fmt]


def file_name(words: str) -> str:
    """The words as every file system takes them, in one line."""
    safe = "".join("-" if sign in "/\\" else sign for sign in words if sign not in ':*?"<>|')
    safe = "".join(sign if sign.isprintable() else " " for sign in safe)
    return " ".join(safe.split())[:LONGEST_NAME].rstrip(" .") or "Документ"
