"""Documents of an event: the sheet of registration and the information, as PDF or DOCX."""

from django.views.decorators.http import require_GET

from associations.events.printed import INFORMATION, SHEET, information_snapshot, registration_snapshot
from associations.events.views.common import EVENTS
from methodservice.directory import audit
from methodservice.directory.access import fetch_editable, fetch_visible
from methodservice.documents.printing import printed_response


@require_GET
def registration(request, pk, fmt):
    """The sheet names positions of people of all schools: for those who keep the event, written to the journal."""
    event = fetch_editable(EVENTS, request.user, pk=pk)
    response = printed_response(
        request, SHEET, registration_snapshot(event), name=f"Лист регистрации {event.title}", fmt=fmt
    )
    audit.record(
        audit.Verb.EXPORTED, by=request.user, obj=event, note=f"Лист регистрации участников: {fmt.upper()}"
    )
    return response


@require_GET
def information(request, pk, fmt):
    """What the event was, for everybody who sees it."""
    event = fetch_visible(EVENTS, request.user, pk=pk)
    return printed_response(
        request, INFORMATION, information_snapshot(event), name=f"Информация {event.title}", fmt=fmt
    )
