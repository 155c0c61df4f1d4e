"""The list of pairs."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from mentoring.filters import PairFilter
from mentoring.models import Pair
from mentoring.views.common import may_add, may_oversee
from mentoring.workflow import STATE_KINDS, State
from methodservice.directory.exporting import export_if_asked
from methodservice.lib.lists import page_of, sorted_by

SORTS = {
    "mentee": ("mentee_surname", "mentee_given_name"),
    "mentor": ("mentor_surname", "mentor_given_name"),
    "school": ("school_name", "mentee_surname"),
    "term": ("starts", "ends"),
    "state": ("state", "starts"),
}
COLUMNS = [
    ("Наставляемый", "mentee_person.full_name"),
    ("Организация", "mentee_place"),
    ("Наставник", "mentor_person.full_name"),
    ("Организация наставника", "mentor_place"),
    ("Форма", "get_form_display"),
    ("Вид", "kind"),
    ("Начало", "starts"),
    ("Окончание", "ends"),
    ("Приказ", "order_words"),
    ("Состояние", "get_state_display"),
    ("Последний день", "ended_on"),
]


def _lacks(pair: Pair) -> str:
    """What a pair in preparation needs, in a word or two."""
    if pair.state != State.DRAFT:
        return ""
    needed = []
    if pair.consents_given < 2:
        needed.append("два согласия" if pair.consents_given == 0 else "одно согласие")
    if not pair.order_words:
        needed.append("приказ")
    return f"нужно: {', '.join(needed)}" if needed else "можно начинать"


@require_GET
def pair_list(request):
    """Pairs that the user may see. 3 queries beside the user's rights: count, rows, choices of schools (2 without)."""
    user = request.user
    found = PairFilter(request.GET, Pair.objects.visible_to(user).for_register().with_sort_names(), user=user)
    pairs = sorted_by(found.qs, request.GET.get("sort", ""), SORTS, "-term")
    if download := export_if_asked(request, pairs, COLUMNS, "Наставнические пары", by=user):
        return download
    page = page_of(pairs, request.GET.get("page"))
    context = {
        "form": found.form,
        "page": page,
        "rows": [(pair, STATE_KINDS[pair.state], _lacks(pair)) for pair in page],
        "is_filtered": any(request.GET.get(name) for name in found.filters),
        "may_add": may_add(user),
        "may_order": user.access.is_methodist,
        "may_oversee": may_oversee(user),
    }
    return render(request, "mentoring/pairs.html", context)
