"""An edition as a file."""

from django.utils import timezone
from django.views.decorators.http import require_GET

from methodservice.directory.access import fetch_visible
from methodservice.documents.printing import printed_response
from methodservice.documents.workbook import workbook_response
from roadmap.content import content_of
from roadmap.models import Edition
from roadmap.printed import DRAFT_NOTE, TEMPLATE, as_of, content_with_marks, sheets_of, snapshot


@require_GET
def file(request, pk, fmt):
    """PDF, DOCX or XLSX of an edition; ?marks=1: with what became of its items by today."""
    edition = fetch_visible(Edition.objects.for_page(), request.user, pk=pk)
    marked_on = timezone.localdate() if request.GET.get("marks") == "1" else None
    content = content_with_marks(edition, request.user, marked_on) if marked_on else content_of(edition)
    name = ", ".join(
        (
            f"Проект. {edition.title}" if edition.is_draft else edition.title,
            *([f"редакция {edition.number}"] if edition.number > 1 else []),
            *([as_of(marked_on)] if marked_on else []),
        )
    )
    if fmt == "xlsx":
        return workbook_response(sheets_of(content, as_of(marked_on) if marked_on else ""), name=name)
    return printed_response(
        request,
        TEMPLATE,
        snapshot(edition, content, marked_on=marked_on),
        name=name,
        fmt=fmt,
        note=DRAFT_NOTE if edition.is_draft else "",
    )
