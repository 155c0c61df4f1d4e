"""What reports offer to the rooms above and beside: menu, tasks, panels, the document in the file of an association."""

from django.urls import reverse
from django.utils import timezone

from associations.cadence import rules_of
from associations.models import Association
from associations.papers import folder
from associations.papers.lines import SourceFact
from associations.papers.lines import State as PaperState
from associations.papers.models import PaperKind
from associations.reports import tasks_for
from associations.reports.known import FIGURES
from associations.reports.models import AnnualReport
from associations.reports.workflow import STATE_KINDS
from associations.reports.years import reporting_year
from methodservice import registries
from methodservice.directory.counting import offer_figures
from methodservice.documents.models import DocumentKind
from methodservice.registries import MenuItem, Panel

State = AnnualReport.State
SHOWN = 5


def accepted_reports(associations, year, today) -> dict[int, SourceFact]:
    """The accepted report on the year before, or how far it has come. 1 query."""
    rows = AnnualReport.objects.filter(association__in=associations, school_year=year.previous.first)
    return {report.association_id: _paper(report) for report in rows.defer("figures", *AnnualReport.SECTIONS)}


def _paper(report: AnnualReport) -> SourceFact:
    if report.state == State.ACCEPTED:
        day = timezone.localdate(report.accepted_at)
        detail = f"за {report.year}, принят {day:%d.%m.%Y}"
        return SourceFact(PaperState.THERE, detail, report.get_absolute_url())
    return SourceFact(PaperState.PARTLY, f"за {report.year}", word=report.get_state_display().lower())


def panel_of_association(association, user, day):
    """Reports of the association that the person may read, newest first, and the one to begin today whatever year the
    card shows. 2 queries, 4 where one is missing."""
    year = reporting_year(rules_of(association.municipality_id).report_due, timezone.localdate())
    reports = list(AnnualReport.objects.visible_to(user).filter(association=association)[:SHOWN])
    lines = [(report, STATE_KINDS[State(report.state)]) for report in reports]
    missing = not any(report.school_year == year.first for report in reports)
    may_start = (
        missing
        and not AnnualReport.objects.filter(association=association, school_year=year.first).exists()
        and Association.objects.led_by(user).filter(pk=association.pk).exists()
    )
    context = {"lines": lines, "year": year, "association": association, "may_start": may_start}
    yield Panel("reports/_of_association.html", context, order=60)


def pages_of_reports(entries):
    """Addresses of the accepted reports of the register. 1 query."""
    rows = AnnualReport.objects.filter(document__entry__in=entries)
    keys = rows.values_list("document__entry", "pk")
    return {entry: reverse("reports:report", args=[key]) for entry, key in keys}


def register():
    """Called once when the app is ready."""
    registries.menu.append(MenuItem("Отчёты", "reports:list", order=40, under="associations:list"))
    registries.task_providers.extend(tasks_for.TASKS)
    registries.panel_providers.extend(tasks_for.PANELS)
    registries.record_panels.setdefault("associations.association", []).append(panel_of_association)
    registries.document_pages[DocumentKind.REPORT] = pages_of_reports
    offer_figures(FIGURES)
    folder.sources[PaperKind.Source.REPORT] = accepted_reports
