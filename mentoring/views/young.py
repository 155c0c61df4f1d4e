"""Young teachers of today: who has a mentor, who needs one."""

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from mentoring.covering import with_pairs_ahead, young_people
from mentoring.filters import YoungFilter
from mentoring.models import Pair
from mentoring.views.common import crumbs_to, may_add, may_oversee
from methodservice.directory.exporting import export_if_asked
from methodservice.lib.lists import page_of

COLUMNS = [
    ("Педагог", "full_name"),
    ("Организация", "place_then"),
    ("Должность", "position_then"),
    ("Стаж с", "teaching_since"),
    ("Наставник", lambda person: ", ".join(pair.mentor_person.full_name for pair in person.pairs_now)),
]


@require_GET
def young_list(request):
    """Those whom the coverage counts. 6 queries beside the user's rights: rule, count, people, their pairs of today and
    in preparation, choices of schools."""
    user, today = request.user, timezone.localdate()
    if not may_oversee(user):
        raise PermissionDenied
    people = young_people(user.municipality, today).seen_at_work_by(user).with_post_on(today)
    pairs = Pair.objects.visible_to(user).worked_on(today).with_names().order_by("starts", "pk")
    people = people.prefetch_related(Prefetch("pairs_as_mentee", pairs, to_attr="pairs_now"))
    people = with_pairs_ahead(people, user).order_by(
        "place_then", "surname", "given_name", "patronymic", "pk"
    )
    found = YoungFilter(request.GET, people, user=user)
    if download := export_if_asked(request, found.qs, COLUMNS, "Молодые педагоги", by=user):
        return download
    context = {
        "form": found.form,
        "page": page_of(found.qs, request.GET.get("page")),
        "is_filtered": any(request.GET.get(name) for name in found.filters),
        "may_add": may_add(user),
        "crumbs": crumbs_to()[:1],
    }
    return render(request, "mentoring/young.html", context)
