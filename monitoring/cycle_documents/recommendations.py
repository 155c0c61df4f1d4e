"""Printed address recommendations: of one organisation, or of a whole thread. Printed as they stand; not frozen."""

from collections.abc import Sequence

from methodservice.lib.dates import long_date
from methodservice.lib.typography import bind, paragraphs
from monitoring.cycle_documents.common import FORMAT, heading_of, signed_by
from monitoring.models import Cycle, Recommendation

TEMPLATE = "monitoring/pdf/recommendations.html"


def recommendations_snapshot(cycle: Cycle, rows: Sequence[Recommendation], *, signatory) -> dict:
    """Everything that the sheet prints, in words. JSON-able. signatory: whose name stands below it.

    rows: with their `school`; one row makes the sheet of one organisation. No query.
    """
    municipality = cycle.municipality
    return {
        "format": FORMAT,
        "is_draft": any(row.state == Recommendation.State.DRAFT for row in rows),
        "organisation": heading_of(municipality),
        "approval": [],
        "heading": "АДРЕСНЫЕ РЕКОМЕНДАЦИИ" if len(rows) != 1 else "АДРЕСНАЯ РЕКОМЕНДАЦИЯ",
        "subtitle": bind(f"по итогам мониторинга за {cycle.campaign.period_title}"),
        "finding": bind(cycle.title),
        "note": bind(f"Основание: {_note_words(cycle)}") if cycle.note_id else "",
        "is_single": len(rows) == 1,
        "rows": [_row(cycle, row) for row in rows],
        "signatures": [signed_by(signatory, municipality)],
    }


def addressee(row: Recommendation) -> str:
    """Whom the recommendation is for; `row.school` and `row.cycle.municipality` are read."""
    return row.school.short_name if row.school else row.cycle.municipality.service_short


def _note_words(cycle: Cycle) -> str:
    document = cycle.note.document
    return f"аналитическая справка № {document.number} от {long_date(document.date)}"


def _row(cycle: Cycle, row: Recommendation) -> dict:
    return {
        "to": bind(row.school.short_name if row.school else cycle.municipality.service),
        "ground": bind(row.ground) or "—",
        "texts": paragraphs(row.text),
        "due": f"{row.due:%d.%m.%Y}",
        "responsible": bind(row.responsible) or "—",
        "report_form": bind(row.report_form) or "—",
        "mark": _mark(row),
    }


def _mark(row: Recommendation) -> str:
    if row.state == Recommendation.State.DONE:
        return f"выполнена, ответ от {row.answered_on:%d.%m.%Y}"
    return row.get_state_display().lower() if row.state != Recommendation.State.DRAFT else ""
