"""«Мои дела» and panels: reports to write, to correct, to accept."""

from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.urls import reverse

from associations.cadence import rules_of
from associations.models import LEADING_OFFICES, Association, Membership
from associations.reports.models import AnnualReport
from associations.reports.register import expected, summary_of
from associations.reports.years import due_day, reporting_year
from methodservice.lib.querysets import overlapping
from methodservice.registries import Panel, Task

REPORTS = "Отчёты"
NEAR = timedelta(days=30)
"""So long before the due day the missing report becomes a task."""
State = AnnualReport.State


def reports_to_write(user, day):
    """Leaders: a report of the reporting year that is missing, not handed in, or returned. Whoever had no members that
    year owes none. 3 queries, 1 for those who lead nothing."""
    if not user.teacher_id:
        return
    led = Association.objects.with_term_of(user, LEADING_OFFICES).active()
    if not led.exists():
        return
    rules = rules_of(user.municipality_id)
    year = reporting_year(rules.report_due, day)
    due = due_day(rules.report_due, year)
    worked = Membership.objects.filter(overlapping(year.starts, year.ends), association=OuterRef("pk"))
    reports = AnnualReport.objects.filter(school_year=year.first, state__in=(State.SUBMITTED, State.ACCEPTED))
    owing = expected(led, year).filter(Exists(worked)).exclude(pk__in=reports.values("association"))
    rows = owing.select_related("municipality", "school").order_by("pk")
    begun = {
        report.association_id: report
        for report in AnnualReport.objects.filter(association__in=owing, school_year=year.first)
    }
    for association in rows:
        report = begun.get(association.pk)
        if report and report.state == State.RETURNED:
            yield Task(
                REPORTS,
                f"Исправить отчёт за {year}",
                report.get_absolute_url(),
                due,
                f"{association.title}: {report.comment}"[:200],
            )
        elif day >= due - NEAR:
            title = f"{'Закончить' if report else 'Составить'} отчёт за {year}"
            url = report.get_absolute_url() if report else reverse("reports:start", args=[association.pk])
            yield Task(REPORTS, title, url, due, association.title)


def reports_to_accept(user, day):
    """Approvers: what has been handed in. 1 query."""
    rows = AnnualReport.objects.approved_by(user).filter(state=State.SUBMITTED)
    rows = rows.select_related("association__municipality", "association__school")
    for report in rows.order_by("submitted_at", "pk"):
        yield Task(
            REPORTS,
            f"Принять отчёт за {report.year}",
            report.get_absolute_url(),
            detail=report.association.title,
        )


def summary_panel(user, day):
    """District staff: how the reporting goes, from 30 days before the due day until all is accepted. 3 queries, none
    for others."""
    if not user.access.is_district_staff or not user.municipality_id:
        return
    rules = rules_of(user.municipality_id)
    year = reporting_year(rules.report_due, day)
    due = due_day(rules.report_due, year)
    summary = summary_of(Association.objects.visible_to(user), year)
    if day < due - NEAR or summary.accepted == summary.total:
        return
    address = f"{reverse('reports:list')}?year={year.first}"
    counts = (
        ("приняты", summary.accepted, State.ACCEPTED),
        ("ждут решения", summary.submitted, State.SUBMITTED),
        ("на доработке", summary.returned, State.RETURNED),
        ("готовятся", summary.draft, State.DRAFT),
        ("отчёта нет", summary.missing, "none"),
    )
    context = {
        "year": year,
        "due": due,
        "total": summary.total,
        "counts": [(word, number, f"{address}&state={state}") for word, number, state in counts if number],
        "url": address,
    }
    yield Panel("reports/_summary_panel.html", context, order=40)


TASKS = (reports_to_write, reports_to_accept)
PANELS = (summary_panel,)
