"""The printed report: report → snapshot in words → PDF and DOCX. An accepted one is frozen with what it printed."""

from django.utils import timezone

from associations.documents import organisation_lines, title_genitive
from associations.plans.printed import head_signatures, post_of, signature_of
from associations.reports.analysis import Analysis
from associations.reports.figures import Figure, compares, figures_of, grouped, kept_figures
from associations.reports.models import AnnualReport
from methodservice.documents.models import DocumentKind, FrozenDocument
from methodservice.documents.printing import pdf_of
from methodservice.documents.register.services import take_entry
from methodservice.documents.services import freeze
from methodservice.lib.dates import long_date
from methodservice.lib.typography import bind, paragraphs

FORMAT = 2
"""Version of the snapshot's shape. Old snapshots stay readable: templates learn, snapshots never change.

2: an accepted report has its `number` and day.
"""

TEMPLATE, ANALYSIS = "reports/pdf/report.html", "reports/pdf/analysis.html"


def figures_to_show(report: AnnualReport) -> list[Figure]:
    """Live while the report is written, kept ones afterwards. 18 queries or none."""
    if report.state in AnnualReport.OPEN:
        return figures_of(report.association, report.year, timezone.localdate())
    return kept_figures(report.figures)


def report_snapshot(report: AnnualReport) -> dict:
    """Everything that the report prints, in words. JSON-able. One not accepted yet is marked «Проект»; `number` is
    added when it is frozen.

    2 queries (the head in office, the rights of who accepted) beside those of `figures_to_show`.
    """
    association = report.association
    figures = figures_to_show(report)
    return {
        "format": FORMAT,
        "is_draft": report.accepted_by_id is None,
        "organisation": organisation_lines(association),
        "approval": [],
        "heading": "АНАЛИТИЧЕСКИЙ ОТЧЁТ",
        "subtitle": bind(f"{title_genitive(association)} за {report.year} учебный год"),
        "years": [report.year.title, report.year.previous.title],
        "compares": compares(figures),
        "groups": [
            {"title": group, "lines": [_line(figure) for figure in rows]} for group, rows in grouped(figures)
        ],
        "sections": [
            {
                "title": section_title(section),
                "texts": paragraphs(getattr(report, section)),
            }
            for section in AnnualReport.SECTIONS
            if getattr(report, section).strip()
        ],
        "accepted": _accepted(report),
        "signatures": head_signatures(report.association, report.submitted_at),
    }


def render_report(snapshot: dict) -> bytes:
    """PDF of the report's snapshot; a frozen one carries the code and the address of its check page."""
    return pdf_of(TEMPLATE, snapshot)


def freeze_report(report: AnnualReport, *, by) -> FrozenDocument:
    """What was accepted, for ever: with the next number of the register, on the day of acceptance."""
    association, day = report.association, timezone.localdate(report.accepted_at)
    title = f"Отчёт за {report.year} учебный год: {association.title}"[:300]
    snapshot = report_snapshot(report)
    entry = take_entry(
        municipality=association.municipality, kind=DocumentKind.REPORT, on=day, title=title, by=by,
        signed_as=", ".join(f"{line['post']} {line['name']}" for line in snapshot["signatures"]),
    )  # fmt: skip
    entry.document = freeze(
        municipality=association.municipality,
        kind=FrozenDocument.Kind.REPORT,
        number=entry.number,
        date=day,
        title=title,
        snapshot=snapshot | {"number": bind(f"№ {entry.number} от {day:%d.%m.%Y}")},
        render=render_report,
        by=by,
    )
    entry.save(update_fields=["document"])
    return entry.document


def section_title(section: str) -> str:
    """«Что сделано»."""
    name = AnnualReport._meta.get_field(section).verbose_name
    return name[:1].upper() + name[1:]


def _line(figure: Figure) -> dict:
    return {
        "title": bind(figure.title),
        "detail": bind(figure.detail),
        "now": figure.now.words,
        "before": figure.before.words,
        "difference": figure.difference or "—",
    }


def _accepted(report: AnnualReport) -> str:
    """«Отчёт принят 12 июня 2027 г. Методист ИМЦ Г. С. Зорина»."""
    user = report.accepted_by
    if user is None:
        return ""
    day = long_date(timezone.localdate(report.accepted_at))
    return bind(f"Отчёт принят {day} {post_of(user, report.association)} {signature_of(user)}")


def analysis_snapshot(analysis: Analysis, municipality) -> dict:
    """Everything that the consolidated analysis prints, in words. No query."""
    year = analysis.span.year
    return {
        "format": FORMAT,
        "organisation": [bind(municipality.authority), bind(municipality.service)],
        "approval": [],
        "heading": "СВОДНЫЙ АНАЛИЗ",
        "subtitle": bind(
            f"работы методических объединений {municipality.name_genitive} за {year} учебный год"
        ),
        "counted_on": bind(f"По данным портала на {long_date(analysis.span.today)}"),
        "columns": [bind(total.fact.title) for total in analysis.totals],
        "rows": [
            {"title": bind(row.association.title), "cells": [amount.words for amount in row.amounts]}
            for row in analysis.rows
        ],
        "totals": [
            {
                "title": bind(total.fact.title),
                "now": total.now.words,
                "before": total.before.words,
                "difference": total.difference or "—",
            }
            for total in analysis.totals
        ],
        "years": [year.title, year.previous.title],
        "spreads": [
            {
                "title": bind(f"{spread.total.fact.title}: {spread.total.now.words}"),
                "above": bind("; ".join(spread.above)),
                "below": bind("; ".join(spread.below)),
            }
            for spread in analysis.spreads
            if spread.above or spread.below
        ],
        "said": [
            {
                "title": said.title,
                "texts": [
                    {"title": bind(association.title), "texts": paragraphs(text)}
                    for association, text in said.texts
                ],
            }
            for said in analysis.said
            if said.texts
        ],
        "signatures": [],
    }
