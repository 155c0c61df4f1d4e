"""The plan of courses of a year, by date."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from development.district.planning import BY_DATE, last_course, plan_of
from development.forms.requests import PlanFilter
from development.models import CourseRequest
from development.printed_district import LIST, plan_snapshot
from development.views.district import asked_with_year, crumbs_to, require_runner, year_of
from methodservice.directory import audit
from methodservice.directory.exporting import export_if_asked
from methodservice.documents.printing import printed_response
from methodservice.lib.lists import page_of, sorted_by

SORTS = {
    "date": BY_DATE,
    "name": ("teacher__surname", "teacher__given_name"),
    "school": ("teacher__school__short_name", *BY_DATE),
    "programme": ("programme", *BY_DATE),
}
COLUMNS = [
    ("Педагог", "teacher.full_name"),
    ("Должность", "teacher.position"),
    ("Организация", "teacher.school.short_name"),
    ("Прошлое обучение", last_course),
    ("Программа", "programme"),
    ("Часов", "hours"),
    ("Кто учит", lambda row: row.provider.name if row.provider else ""),
    ("Форма", "get_mode_display"),
    ("Начало", "planned_on"),
    ("Состояние", "get_state_display"),
]


def _rows(request, year: int):
    rows = plan_of(request.user, year)
    form = PlanFilter(asked_with_year(request, year), user=request.user, year=year, rows=rows)
    return form, form.narrow()


@require_GET
def plan(request):
    """4 queries beside the user's rights: schools and programmes to choose from, the number, the rows."""
    user, year = request.user, year_of(request)
    require_runner(user)
    form, found = _rows(request, year)
    rows = sorted_by(found, request.GET.get("sort", ""), SORTS, "date")
    if download := export_if_asked(request, rows, COLUMNS, f"План курсов на {year} год", by=user):
        return download
    page = page_of(rows, request.GET.get("page"))
    context = {
        "year": year,
        "form": form,
        "page": page,
        "rows": [(row, row.state == CourseRequest.State.DONE) for row in page],
        "is_filtered": any(request.GET.get(name) for name in form.fields if name != "year"),
        "may_plan": user.access.is_methodist,
        "crumbs": crumbs_to(),
    }
    return render(request, "development/district/plan.html", context)


@require_GET
def plan_file(request, fmt):
    """The plan as a document."""
    user, year = request.user, year_of(request)
    require_runner(user)
    _, found = _rows(request, year)
    rows = list(sorted_by(found, "date", SORTS, "date"))
    name = f"План курсов на {year} год"
    response = printed_response(request, LIST, plan_snapshot(user, year, rows), name=name, fmt=fmt)
    audit.record(audit.Verb.EXPORTED, by=user, note=f"{name}: {fmt.upper()}, строк: {len(rows)}")
    return response
