"""«Развитие»: people with where each of them stands; a teacher is led to the own card."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from development.card import with_progress
from development.district.people import runs_lists
from development.filters_card import CardFilter
from development.models import Route
from development.places import card_url, has_card
from development.register import with_standing
from development.rules.courses import watch
from development.rules.standing import WATCH_STATES
from methodservice.directory.exporting import export_if_asked
from methodservice.directory.models import Teacher
from methodservice.lib.lists import page_of, sorted_by

NAME = ("surname", "given_name", "patronymic")
SORTS = {
    "name": NAME,
    "school": ("school__short_name", *NAME),
    "watch": ("begun", *NAME),
    "category": ("category", *NAME),
    "deficits": ("open_deficits", *NAME),
}


def _due(teacher):
    return watch(teacher.last_course, teacher.hired_on, timezone.localdate()).due_on


COLUMNS = [
    ("Педагог", "full_name"),
    ("Организация", "school.short_name"),
    ("Должность", "position"),
    ("Последнее обучение", "last_course"),
    ("Учиться до", _due),
    ("Категория", "get_category_display"),
    ("Открытых дефицитов", "open_deficits"),
    ("Маршрут в работе", "route_theme"),
]


@require_GET
def home(request):
    """The list for those who see other people's cards. 4 queries beside the user's rights: schools to choose from, the
    number, the rows, the progress of their routes."""
    user, today = request.user, timezone.localdate()
    if not runs_lists(user):
        if not has_card(user):
            raise PermissionDenied
        return redirect(card_url(user.teacher_id))
    seen = Teacher.objects.visible_to(user).working().select_related("school")
    found = CardFilter(request.GET, with_standing(seen), user=user)
    teachers = sorted_by(found.qs, request.GET.get("sort", ""), SORTS, "name")
    if download := export_if_asked(request, teachers, COLUMNS, "Развитие педагогов", by=user):
        return download
    page = page_of(teachers, request.GET.get("page"))
    routes = with_progress(Route.objects.filter(pk__in=[row.route_pk for row in page if row.route_pk]), today)
    by_key = {route.pk: route for route in routes}
    context = {
        "form": found.form,
        "page": page,
        "rows": [
            (row, seen, *WATCH_STATES[seen.state], by_key.get(row.route_pk))
            for row in page
            for seen in [watch(row.last_course, row.hired_on, today)]
        ],
        "is_filtered": any(request.GET.get(name) for name in found.filters),
    }
    return render(request, "development/home.html", context)
