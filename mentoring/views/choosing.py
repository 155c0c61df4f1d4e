"""«Подобрать наставника»: candidates with reasons; a new pair."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from mentoring.choosing import candidates_for
from mentoring.forms.outsiders import TITLES
from mentoring.forms.pairs import NewPairForm
from mentoring.models import Pair
from mentoring.services import pairs as services
from mentoring.views.common import crumbs_to, may_add
from methodservice.directory.access import fetch_editable
from methodservice.directory.models import MunicipalityRules, Teacher
from methodservice.directory.rules import young, young_rule
from methodservice.directory.views.pages import form_page, typed
from methodservice.lib.lists import page_of
from methodservice.lib.periods import SchoolYear
from methodservice.lib.refusals import AlreadyDone, Refused
from methodservice.lib.whole import whole

PER_PAGE = 20
NO_CARD = (
    "Карточки и учётной записи у этого человека не будет: портал хранит только то, что печатают в документах. Согласие "
    "на обработку персональных данных возьмите у него отдельно."
)


@require_GET
def candidates(request, pk):
    """Who could be the mentor of the person. 7 queries beside the user's rights: the mentee with subjects, the right,
    the rule, people with subjects, the pairs of the mentee."""
    rows = Teacher.objects.select_related("school").prefetch_related("subjects")
    mentee = fetch_editable(rows, request.user, pk=pk)
    today = timezone.localdate()
    rule = young_rule(MunicipalityRules.objects.get(municipality_id=request.user.municipality_id))
    context = {
        "mentee": mentee,
        "subjects": list(mentee.subjects.all()),
        "young": young(rule, mentee.born_on, mentee.teaching_since, today),
        "pairs": list(Pair.objects.filter(mentee=mentee, state__in=Pair.OPEN).with_names()),
        "page": page_of(candidates_for(mentee, rule, request.user, today), request.GET.get("page"), PER_PAGE),
        "crumbs": [("Наставничество", reverse("mentoring:home"))],
    }
    return render(request, "mentoring/candidates.html", context)


def _usual_end(starts):
    """The end of the school year, of the next one where that is near."""
    year = SchoolYear.containing(starts)
    return year.ends if (year.ends - starts).days > 90 else year.following.ends


@require_http_methods(["GET", "POST"])
def add(request):
    """A pair in preparation: `?mentee=5&mentor=12`, `?form=partner` for a mentor without a card, `?form=student` for
    such a mentee. A second click leads to the first pair."""
    user, today = request.user, timezone.localdate()
    if not may_add(user):
        raise PermissionDenied
    mentee, outside = whole(request.GET.get("mentee", "")), request.GET.get("form", "")
    outside = outside if outside in TITLES else ""
    back_url = reverse("mentoring:candidates", args=[mentee]) if mentee else reverse("mentoring:pairs")
    form = NewPairForm(
        typed(request), user=user, outside=outside, back_url=back_url,
        initial={
            "mentee": mentee, "mentor": whole(request.GET.get("mentor", "")), "starts": today,
            "ends": _usual_end(today),
        },
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        facts = form.facts
        try:
            pair = services.add_pair(by=user, **facts)
        except AlreadyDone as repeat:
            messages.info(request, str(repeat))
            two = ("mentor", "mentee", "outsider", "starts", "ends")
            return redirect(services.twin_of(**{name: facts[name] for name in two if name in facts}))
        except Refused as refusal:
            form.add_error(refusal.anchor or None, str(refusal))
        else:
            messages.success(request, "Пара создана. Теперь получите согласия и подготовьте приказ.")
            return redirect(pair)
    return form_page(
        request, form, "Новая пара", crumbs=crumbs_to(), template="mentoring/new_pair.html",
        ways=_ways(outside), intro=NO_CARD if outside else "",
    )  # fmt: skip


def _ways(outside: str) -> list[tuple[str | None, str, bool]]:
    """Both have a card, or one of the two has none: `?form=`, words, is it shown."""
    ways = (("", "Оба — педагоги"), *TITLES.items())
    return [(key or None, words, key == outside) for key, words in ways]
