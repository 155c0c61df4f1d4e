"""Files of the management cycle: the note, recommendations, the effectiveness analysis."""

from django.core.exceptions import PermissionDenied
from django.views.decorators.http import require_GET

from methodservice.directory.access import fetch_visible
from methodservice.documents.models import FrozenDocument
from methodservice.documents.printing import (
    DRAFT_NOTE,
    copy_note,
    document_response,
    docx_of,
    printed_response,
)
from monitoring.cycle_documents.effect import TEMPLATE as EFFECT
from monitoring.cycle_documents.effect import effect_snapshot
from monitoring.cycle_documents.note import TEMPLATE as NOTE
from monitoring.cycle_documents.note import note_snapshot
from monitoring.cycle_documents.recommendations import TEMPLATE as ADVICE
from monitoring.cycle_documents.recommendations import addressee, recommendations_snapshot
from monitoring.models import Cycle, Recommendation
from monitoring.services.cycle import judging
from monitoring.views.cycle.common import CYCLES, NOTES, RECOMMENDATIONS


@require_GET
def effect_file(request, pk, fmt):
    """The effectiveness analysis of a closed thread, as it was frozen; before, as it stands. It names all
    organisations, so only the staff of the district reads it."""
    found = fetch_visible(CYCLES, request.user, pk=pk)
    if not request.user.access.is_district_staff:
        raise PermissionDenied
    name = f"Анализ эффективности мер - {found.title}"
    if found.document_id:
        document = FrozenDocument.objects.get(pk=found.document_id)
        return frozen_response(document, EFFECT, name=name, fmt=fmt)
    snapshot = effect_snapshot(found, judging.pairs_of(found), by=request.user)
    return printed_response(request, EFFECT, snapshot, name=name, fmt=fmt, note=DRAFT_NOTE)


def frozen_response(document: FrozenDocument, template: str, *, name: str, fmt: str):
    """The PDF that was signed; its editable twin says that it is a copy."""
    is_word = fmt == "docx"
    note = copy_note(document)
    content = docx_of(template, document.snapshot, note=note) if is_word else bytes(document.pdf)
    return document_response(content, name=name, fmt=fmt)


@require_GET
def advice_file(request, pk, fmt):
    """All recommendations of the thread that the person may see, on one sheet."""
    found = fetch_visible(CYCLES, request.user, pk=pk)
    rows = Recommendation.objects.visible_to(request.user).filter(cycle=found).select_related("school")
    snapshot = recommendations_snapshot(found, list(rows), signatory=author_of(found) or request.user)
    name = f"Рекомендации - {found.title}"
    return printed_response(request, ADVICE, snapshot, name=name, fmt=fmt)


def author_of(found: Cycle):
    """Who signed the note that the recommendations follow from; None before. 1 query."""
    if found.note_id is None:
        return None
    return found.note.document.signed_by


@require_GET
def recommendation_file(request, pk, fmt):
    """The recommendation of one organisation."""
    found = fetch_visible(RECOMMENDATIONS, request.user, pk=pk)
    cycle = CYCLES.get(pk=found.cycle_id)
    found.cycle = cycle
    snapshot = recommendations_snapshot(cycle, [found], signatory=author_of(cycle) or request.user)
    name = f"Рекомендация - {addressee(found)}"
    return printed_response(request, ADVICE, snapshot, name=name, fmt=fmt)


@require_GET
def note_file(request, pk, fmt):
    """A signed note as it was frozen; a draft marked as one."""
    note = fetch_visible(NOTES, request.user, pk=pk)
    name = f"Аналитическая справка за {note.campaign.period_title}"
    if note.document_id:
        document = FrozenDocument.objects.get(pk=note.document_id)
        return frozen_response(document, NOTE, name=name, fmt=fmt)
    return printed_response(request, NOTE, note_snapshot(note), name=name, fmt=fmt, note=DRAFT_NOTE)
