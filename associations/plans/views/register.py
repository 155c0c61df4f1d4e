"""The register of plans of a school year."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from associations.cadence import rules_of
from associations.plans.filters import PlanFilter
from associations.plans.models import AnnualPlan
from associations.plans.register import due_day, register_rows, sorted_by, start_url, state_of_row
from associations.plans.years import planning_year
from associations.views.card import asked_year
from methodservice.directory.exporting import export_if_asked
from methodservice.lib.lists import page_of
from methodservice.lib.periods import SchoolYear

PER_PAGE = 25


def years_of(user, today) -> list[SchoolYear]:
    """School years that the register offers, newest first. 1 query."""
    planned = AnnualPlan.objects.visible_to(user).order_by().values_list("school_year", flat=True).distinct()
    now = {SchoolYear.containing(today), planning_year(today)}
    return sorted(now | {SchoolYear(first) for first in planned}, reverse=True)


@require_GET
def plan_list(request):
    """Plans of a school year, and associations without one. 5 queries beside the user's rights: rules, years, subjects,
    the number of rows, the rows."""
    user, today = request.user, timezone.localdate()
    years = years_of(user, today)
    year = asked_year(request, planning_year(today))
    year = year if year in years else planning_year(today)
    due = due_day(rules_of(user.municipality_id), year)
    asked = request.GET.copy()
    asked["year"] = str(year.first)
    chosen = PlanFilter(asked, register_rows(user, year), request=request, years=years)
    found = sorted_by(chosen.qs, request.GET.get("sort", "title"))
    columns = [
        ("Объединение", "title"),
        ("Уровень", "get_level_display"),
        ("План", lambda row: state_of_row(row, due=due, today=today)[1]),
        ("Представлен", "submitted_at"),
        ("Пунктов", "lines_count"),
        ("Выполнено", "done_count"),
    ]
    name = f"Планы {year.first}-{year.first + 1}"
    if download := export_if_asked(request, found, columns, name, by=user):
        return download
    page = page_of(found, request.GET.get("page"), PER_PAGE)
    context = {
        "form": chosen.form,
        "page": page,
        "rows": [
            (row, *state_of_row(row, due=due, today=today), start_url(row, year) if _may_start(row) else "")
            for row in page
        ],
        "year": year,
        "due": due,
        "is_filtered": any(request.GET.get(name) for name in chosen.filters if name != "year"),
    }
    return render(request, "plans/list.html", context)


def _may_start(row) -> bool:
    return row.leads and row.plan_state is None and row.closed_on is None
