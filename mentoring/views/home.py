"""«Наставничество»: how many young teachers have a mentor, who has none yet."""

from django.db.models import Count
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from mentoring.covering import by_school, coverage_of, open_schools, with_pairs_ahead, young_people
from mentoring.models import Pair
from mentoring.rules.coverage import GOAL
from mentoring.views.common import may_add, may_oversee
from mentoring.workflow import STATE_KINDS
from methodservice.directory.exporting import export_if_asked
from methodservice.lib.lists import page_of

PER_PAGE = 25
COLUMNS = [
    ("Педагог", "full_name"),
    ("Организация", "school.short_name"),
    ("Должность", "position"),
    ("Стаж с", "teaching_since"),
]


@require_GET
def home(request):
    """Coverage, schools, those without a mentor. 9 queries beside the user's rights: rule, numbers, two of schools,
    count and page of people, their pairs in preparation, numbers of pairs, models. Whoever oversees nothing is led to
    the own pairs."""
    user, today = request.user, timezone.localdate()
    if not may_oversee(user):
        return redirect("mentoring:pairs")
    people = young_people(user.municipality, today).seen_at_work_by(user)
    without = with_pairs_ahead(people.filter(has_mentor=False).select_related("school"), user)
    without = without.order_by("school__short_name", "surname", "given_name", "patronymic", "pk")
    if download := export_if_asked(request, without, COLUMNS, "Молодые педагоги без наставника", by=user):
        return download
    page = page_of(without, request.GET.get("page"), PER_PAGE)
    numbers = dict(Pair.objects.visible_to(user).order_by().values_list("state").annotate(number=Count("pk")))
    context = {
        "coverage": coverage_of(people),
        "goal": GOAL,
        "schools": by_school(people),
        "page": page,
        "states": [
            (STATE_KINDS[state], state.label, state.value, numbers[state.value])
            for state in Pair.State
            if state.value in numbers
        ],
        "models": open_schools(user, today).filter(has_model=True).count(),
        "may_add": may_add(user),
    }
    return render(request, "mentoring/home.html", context)
