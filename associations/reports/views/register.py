"""The register of reports for a school year."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from associations.cadence import rules_of
from associations.models import Association
from associations.reports.register import ReportFilter, expected, lines_of, with_reports
from associations.reports.years import due_day, offered_years, reporting_year
from methodservice.directory.exporting import export_if_asked
from methodservice.lib.lists import page_of

TITLE = ("level", "teachers_of", "school__short_name", "pk")
COLUMNS = [
    ("Объединение", "association.title"),
    ("Уровень", "association.get_level_display"),
    ("Состояние", lambda line: line.state[1]),
    ("Сдан", lambda line: (line.report and line.opens and line.report.submitted_at) or None),
    ("Принят", lambda line: (line.report and line.opens and line.report.accepted_at) or None),
]


@require_GET
def report_list(request):
    """Associations that worked in the year and their reports. 5 queries beside the user's rights: the rules, the
    number of rows, the rows, their reports, which of them may be read."""
    today = timezone.localdate()
    rules = rules_of(request.user.municipality_id)
    default = reporting_year(rules.report_due, today)
    chosen = ReportFilter(
        request.GET, Association.objects.visible_to(request.user), year=default, years=offered_years(today)
    )
    year = chosen.school_year
    due = due_day(rules.report_due, year)
    found = with_reports(expected(chosen.qs, year), year).order_by(*TITLE)
    if request.GET.get("export"):
        lines = lines_of(found, request.user, late=today > due)
        if download := export_if_asked(request, lines, COLUMNS, f"Отчёты за {year}", by=request.user):
            return download
    page = page_of(found, request.GET.get("page"))
    context = {
        "form": chosen.form,
        "year": year,
        "due": due,
        "page": page,
        "lines": lines_of(page.object_list, request.user, late=today > due),
        "is_filtered": any(request.GET.get(name) for name in ("level", "state", "q")),
        "may_analyse": request.user.access.is_district_staff,
    }
    return render(request, "reports/list.html", context)
