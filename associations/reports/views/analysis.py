"""The consolidated analysis of the service: a page, PDF, DOCX, XLSX."""

from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from associations.cadence import rules_of
from associations.models import Association
from associations.reports.analysis import MAIN, Analysis, Row, analyse
from associations.reports.facts import Span
from associations.reports.forms.analysis import ScopeForm
from associations.reports.printed import ANALYSIS, analysis_snapshot
from associations.reports.register import expected
from associations.reports.views.common import crumbs_to
from associations.reports.views.register import TITLE
from associations.reports.years import offered_years, reporting_year
from methodservice.directory.exporting import export_if_asked
from methodservice.documents.printing import printed_response


@require_GET
def analysis(request):
    """All associations × main facts. 23 queries beside the user's rights: the rules, the associations, `analyse`."""
    form, found = _analysis(request)
    if download := export_if_asked(
        request,
        found.rows,
        _columns(),
        f"Сводный анализ за {found.span.year}",
        by=request.user,
    ):
        return download
    context = {
        "form": form,
        "analysis": found,
        "year": found.span.year,
        "facts": MAIN,
        "rows": [(row, list(zip(MAIN, row.amounts, strict=True))) for row in found.rows],
        "crumbs": crumbs_to(),
    }
    return render(request, "reports/analysis.html", context)


@require_GET
def analysis_file(request, fmt):
    """The analysis as a document."""
    _, found = _analysis(request)
    snapshot = analysis_snapshot(found, request.user.municipality)
    name = f"Сводный анализ работы методических объединений за {found.span.year}"
    return printed_response(request, ANALYSIS, snapshot, name=name, fmt=fmt)


def _analysis(request) -> tuple[ScopeForm, Analysis]:
    """What was asked for. PermissionDenied for anybody but the staff of the district."""
    if not request.user.access.is_district_staff:
        raise PermissionDenied
    today = timezone.localdate()
    rules = rules_of(request.user.municipality_id)
    form = ScopeForm(request.GET, year=reporting_year(rules.report_due, today), years=offered_years(today))
    rows = expected(Association.objects.visible_to(request.user), form.school_year)
    if form.level_chosen:
        rows = rows.filter(level=form.level_chosen)
    associations = list(rows.select_related("municipality", "school").order_by(*TITLE))
    return form, analyse(associations, Span(form.school_year, today, rules))


def _columns():
    """Of the download: a number for a number, percent, part and whole for a share."""
    columns = [("Объединение", "association.title")]
    for place, fact in enumerate(MAIN):
        if fact.is_share:
            columns += [
                (f"{fact.title}, %", lambda row, place=place: _percent(row, place)),
                (f"{fact.title}: часть", lambda row, place=place: _part(row, place, "numerator")),
                (f"{fact.title}: всего", lambda row, place=place: _part(row, place, "denominator")),
            ]
        else:
            columns.append((fact.title, lambda row, place=place: _part(row, place, "numerator")))
    return columns


def _percent(row: Row, place: int) -> Decimal | None:
    share = row.amounts[place].share
    if share is None:
        return None
    return (Decimal(100 * share.numerator) / share.denominator).quantize(Decimal("0.1"))


def _part(row: Row, place: int, name: str) -> int | None:
    amount = row.amounts[place]
    return getattr(amount, name) if amount.known else None
