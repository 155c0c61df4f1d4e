"""What the pages of reports share: the way to a record through the user's scope, the path to the page."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse

from associations.reports.models import AnnualReport
from methodservice.directory.access import fetch_visible

REPORTS = AnnualReport.objects.for_page()


def crumbs_to(report: AnnualReport | None = None) -> list[tuple[str, str]]:
    """The path to a page of the register or of a report."""
    crumbs = [("Отчёты", reverse("reports:list"))]
    return [*crumbs, (title_of(report), report.get_absolute_url())] if report else crumbs


def title_of(report: AnnualReport) -> str:
    return f"Отчёт за {report.year} учебный год"


def fetch_to_review(user, pk) -> AnnualReport:
    """The report if the user accepts it; 403 if the user may only see it; 404 if not even that."""
    report = fetch_visible(REPORTS, user, pk=pk)
    if not AnnualReport.objects.approved_by(user).filter(pk=report.pk).exists():
        raise PermissionDenied
    return report


def back_to(request, report: AnnualReport, sentence: str):
    """To the report's page, with a message."""
    messages.info(request, sentence)
    return redirect(report)
