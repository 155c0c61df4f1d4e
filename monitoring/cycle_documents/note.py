"""The printed analytical note: note → snapshot in words → PDF and DOCX. A signed one is frozen with what it printed."""

from django.utils import timezone

from methodservice.documents.models import FrozenDocument
from methodservice.lib.typography import bind, paragraphs
from monitoring.by_kind import kinds_of
from monitoring.cycle_documents.common import FORMAT, freeze_registered, heading_of, signed_by
from monitoring.drawings import has_trend, kinds_drawn_of, trend_of
from monitoring.models import Note
from monitoring.note_facts import lines_of

TEMPLATE = "monitoring/pdf/note.html"


def note_snapshot(note: Note, *, by=None) -> dict:
    """Everything that the note prints, in words. JSON-able. by: who signs; None marks it «Проект».

    6 queries: the indicators with their numbers, kinds of organisations beside each other. A signed note is printed
    from its own document instead.
    """
    campaign = note.campaign
    municipality = campaign.municipality
    lines = lines_of(campaign)
    kinds = kinds_of(campaign, [line.indicator for line in lines if line.is_short])
    return {
        "format": FORMAT,
        "is_draft": by is None,
        "organisation": heading_of(municipality),
        "approval": [],
        "heading": "АНАЛИТИЧЕСКАЯ СПРАВКА",
        "subtitle": bind(f"по итогам мониторинга «{campaign.title}» за {campaign.period_title}"),
        "rows": [
            {
                "title": bind(line.title),
                "target": line.target_words,
                "value": line.value_words,
                "difference": line.difference or "—",
                "trend": bind(line.trend) or "—",
            }
            for line in lines
        ],
        "trends": [trend_of(line, campaign.period_title) for line in lines if has_trend(line)],
        "kinds": [kinds_drawn_of(line, kinds[line.indicator]) for line in lines if line.indicator in kinds],
        "sections": [
            {"name": section, "title": section_title(section), "texts": texts}
            for section in Note.SECTIONS
            if (texts := paragraphs(getattr(note, section)))
        ],
        "signatures": [signed_by(by or note.author, municipality)],
    }


def freeze_note(note: Note, *, by, number: str = "") -> FrozenDocument:
    """The note for ever, on today's day. Raises Refused at «number»."""
    campaign = note.campaign
    return freeze_registered(
        municipality=campaign.municipality,
        kind=FrozenDocument.Kind.NOTE,
        on=timezone.localdate(),
        title=f"Аналитическая справка по итогам мониторинга «{campaign.title}» за {campaign.period_title}",
        snapshot=note_snapshot(note, by=by),
        template=TEMPLATE,
        by=by,
        number=number,
    )


def section_title(section: str) -> str:
    """«Анализ показателей»."""
    name = Note._meta.get_field(section).verbose_name
    return name[:1].upper() + name[1:]
