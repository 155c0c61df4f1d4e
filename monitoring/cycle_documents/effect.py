"""The effectiveness analysis of a thread: found, advised, done, what came of it. Frozen with the conclusion."""

from collections.abc import Sequence

from methodservice.documents.evidence import Record
from methodservice.documents.models import FrozenDocument
from methodservice.lib.dates import long_date
from methodservice.lib.typography import bind, paragraphs
from monitoring.before_after import BeforeAfter, before_after
from monitoring.cycle_documents.common import FORMAT, freeze_registered, heading_of, signed_by
from monitoring.measures import found_records
from monitoring.models import Cycle, Definition, Measure, Recommendation
from monitoring.note_facts import lines_of
from monitoring.rules.effect import Pair

TEMPLATE = "monitoring/pdf/effect.html"


def effect_snapshot(cycle: Cycle, pairs: Sequence[Pair], *, by) -> dict:
    """Everything that the analysis prints, in words. JSON-able. by: who signs. 12 queries, and what
    `found_records` says of its measures."""
    municipality = cycle.municipality
    compared = compared_of(cycle, pairs)
    advice = cycle.recommendations.exclude(state=Recommendation.State.DRAFT).select_related("school")
    return {
        "format": FORMAT,
        "is_draft": not cycle.conclusion,
        "organisation": heading_of(municipality),
        "approval": [],
        "heading": "АНАЛИЗ ЭФФЕКТИВНОСТИ МЕР",
        "subtitle": bind(f"по итогам мониторинга за {cycle.campaign.period_title}"),
        "finding": bind(cycle.title),
        "facts": [{"title": title, "words": bind(words)} for title, words in _facts(cycle)],
        "causes": paragraphs(cycle.causes),
        "advice": [
            {
                "to": bind(row.school.short_name if row.school else municipality.service_short),
                "texts": paragraphs(row.text),
                "due": f"{row.due:%d.%m.%Y}",
                "state": row.get_state_display(),
                "answers": paragraphs(row.answer),
            }
            for row in advice
        ],
        "measures": [
            {"day": long_date(measure.on), "title": bind(_with_standing(measure, record))}
            for measure, record in found_records(by, cycle.measures.all())
        ],
        "compared": _compared(compared),
        "effect": f"{cycle.get_effect_display().capitalize()}." if cycle.effect else "Вывод ещё не сделан.",
        "conclusion": paragraphs(cycle.conclusion),
        "signatures": [signed_by(by, municipality)],
    }


def _with_standing(measure: Measure, record: Record | None) -> str:
    """«Пункт 2.3 дорожной карты: … (выполнено, 12.03.2026)»; the title alone of what has no state."""
    standing = record.standing if record else ""
    return f"{measure.title} ({standing[:1].lower()}{standing[1:]})" if standing else measure.title


def compared_of(cycle: Cycle, pairs: Sequence[Pair]) -> BeforeAfter | None:
    """None for a finding without an indicator or before a campaign was chosen. 2 queries."""
    if cycle.indicator_id is None or cycle.following_id is None:
        return None
    definition = Definition.objects.get(edition=cycle.campaign.edition_id, indicator=cycle.indicator_id)
    return before_after(cycle, definition, pairs)


def freeze_effect(cycle: Cycle, pairs: Sequence[Pair], *, by) -> FrozenDocument:
    """The analysis for ever, on the day of the conclusion."""
    return freeze_registered(
        municipality=cycle.municipality,
        kind=FrozenDocument.Kind.EFFECT,
        on=cycle.concluded_on,
        title=f"Анализ эффективности мер: {cycle.title}",
        snapshot=effect_snapshot(cycle, pairs, by=by),
        template=TEMPLATE,
        by=by,
    )


def _facts(cycle: Cycle):
    if cycle.indicator_id:
        for line in lines_of(cycle.campaign, [cycle.indicator_id]):
            yield "Показатель", line.title
            yield f"Итог за {cycle.campaign.period_title}", f"{line.value_words}, цель — {line.target_words}"
    if cycle.note_id:
        document = cycle.note.document
        yield "Аналитическая справка", f"№ {document.number} от {long_date(document.date)}"
    if cycle.following_id:
        yield "Сравнивается с итогами", f"за {cycle.following.period_title}"


def _compared(compared: BeforeAfter | None) -> dict | None:
    if compared is None:
        return None
    rows = [
        {"title": bind(f"{row.title}: {row.schools}"), "before": row.before, "after": row.after,
         "change": row.change or "—", "is_group": True}
        for row in compared.groups
    ] + [
        {"title": bind(row.title + (" — с рекомендацией" if row.advised else "")), "before": row.before,
         "after": row.after, "change": row.change or "—", "is_group": False}
        for row in compared.rows
    ]  # fmt: skip
    return {
        "periods": list(compared.periods),
        "rows": rows,
        "bars": compared.bars,
        "sentences": [bind(sentence) for sentence in compared.sentences],
    }
