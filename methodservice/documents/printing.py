"""Printed documents: snapshot → template → HTML → PDF and its editable twin («Printed documents» in docs/).

    pdf_of("plans/pdf/plan.html", snapshot)
    printed_response(request, "plans/pdf/plan.html", snapshot, name="План работы", fmt=fmt)

A template extends documents/pdf/base.html and only lays out what the snapshot says.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.http import content_disposition_header, url_has_allowed_host_and_scheme

from methodservice.documents import rendering
from methodservice.documents.models import FrozenDocument
from methodservice.documents.pictures import images_of
from methodservice.documents.services import check_address
from methodservice.lib.dates import long_date
from methodservice.lib.docx import render_docx
from methodservice.lib.filenames import file_name
from methodservice.lib.pdf import qr_svg, render_pdf

DRAFT_NOTE = "Черновик: документ ещё не подписан."


@dataclass(frozen=True)
class Format:
    """A kind of file and how a browser takes it."""

    media_type: str
    in_place: bool


FORMATS = {
    "pdf": Format("application/pdf", in_place=True),
    "docx": Format("application/vnd.openxmlformats-officedocument.wordprocessingml.document", in_place=False),
}


def print_html(template: str, snapshot: Mapping, images: Collection[str] = ()) -> str:
    """The page that both twins are made of. A snapshot with a `check_address` gets its QR code as `qr`.

    images: names of the pictures that are at hand (`images_of`); the template gets the one of the logo as `logo`.
    """
    address = snapshot.get("check_address", "")
    qr = qr_svg(address, title="QR-код: адрес проверки документа") if address else ""
    logo = next(iter(images), "")
    return render_to_string(template, {"snapshot": snapshot, "qr": qr, "logo": logo, "on_screen": False})


def pdf_of(template: str, snapshot: Mapping) -> bytes:
    """PDF/UA of a snapshot."""
    images = images_of(snapshot.get("logo"))
    return render_pdf(print_html(template, snapshot, images), images=images)


def docx_of(template: str, snapshot: Mapping, *, note: str = "") -> bytes:
    """Editable DOCX of a snapshot. note: what stands at the foot of every page (`copy_note`, DRAFT_NOTE) or nothing."""
    images = images_of(snapshot.get("logo"))
    html = print_html(template, snapshot, images)
    return render_docx(html, images=images, note=note, strict=settings.STRICT_DOCUMENTS)


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
    request, template: str, snapshot: Mapping, *, name: str, fmt: str, note: str = ""
) -> HttpResponse:
    """`document_response` of a snapshot printed for the person who asks. note: for the DOCX only.

    A long PDF is laid out by a job, and the answer leads to its page; the same one asked for again is at hand. A DOCX
    takes a twentieth of that time and is always made at once.
    """
    _format_of(fmt)
    if fmt == "docx":
        return document_response(docx_of(template, snapshot, note=note), name=name, fmt=fmt)
    images = images_of(snapshot.get("logo"))
    html = print_html(template, snapshot, images)
    name = file_name(name)
    pdf = rendering.at_hand(html, name=name, by=request.user, images=images)
    if pdf is None:
        ordered = rendering.order(
            html, name=name, by=request.user, back=_page_before(request), logo=snapshot.get("logo")
        )
        return redirect("jobs:progress", ordered.job_id) if ordered.job_id else redirect(ordered)
    return document_response(pdf, name=name, fmt=fmt)


def _page_before(request) -> str:
    """The page of the portal that the person came from; nothing if it was another site."""
    page = request.headers.get("Referer", "")
    is_own = url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure())
    return page if is_own else ""


def _format_of(fmt: str) -> Format:
    if fmt not in FORMATS:
        raise Http404(f"No such format: {fmt}")
    return FORMATS[fmt]
