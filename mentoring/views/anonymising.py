"""A person without a card is anonymised: what goes and what stays, a typed confirmation; the act."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from mentoring.services.anonymising import anonymise_outsider, whole_of
from mentoring.views.common import PAIRS, crumbs_to
from methodservice.directory import audit
from methodservice.directory.access import fetch_visible, require_methodist
from methodservice.directory.views.pages import REFUSED, typed
from methodservice.documents.printing import printed_response
from methodservice.lib.refusals import AlreadyDone, Refused
from methodservice.personal.acts import ACT
from methodservice.personal.forms import AnonymiseForm
from methodservice.personal.mentions import doubtful, number_of_sure

WITH_OUTSIDER = PAIRS.filter(outsider__isnull=False).select_related("outsider__act")


@require_http_methods(["GET", "POST"])
def anonymise(request, pk):
    """For methodists. GET looks through all texts: one query for each model that has some, whatever their number."""
    user = request.user
    pair = fetch_visible(WITH_OUTSIDER, user, pk=pk)
    require_methodist(user)
    whole = whole_of(pair)
    answer = whole.answer
    if not answer.may:
        messages.info(request, answer.reason)
        return redirect(pair)
    finder = whole.finder
    found = doubtful(pair.municipality_id, finder)
    form = AnonymiseForm(typed(request), mentions=found)
    if request.method == "POST" and form.is_valid():
        try:
            act = anonymise_outsider(pair=pair, by=user, **form.cleaned_data)
        except AlreadyDone as repeat:
            messages.info(request, str(repeat))
            return redirect(pair)
        except Refused as refusal:
            form.add_error("surname" if refusal.anchor else None, str(refusal))
        else:
            messages.success(request, f"Данные удалены. Акт № {act.number} — рядом с именем.")
            return redirect(pair)
    others = whole.others
    also = f" Этот же человек — ещё в парах: {'; '.join(others)}. Имя исчезнет и из них." if others else ""
    context = {
        "name": pair.outsider.full_name,
        "ground": answer.reason + also,
        "prospect": whole.prospect,
        "sure": number_of_sure(pair.municipality_id, finder),
        "mentions": found,
        "chosen": form.chosen_now,
        "form": form,
        "title": "Обезличить",
        "crumbs": crumbs_to(pair),
        "back_url": pair.get_absolute_url(),
    }
    return render(request, "personal/anonymise.html", context, status=REFUSED if form.errors else 200)


@require_GET
def act(request, pk, fmt):
    """The act about the person of the pair, for methodists."""
    pair = fetch_visible(WITH_OUTSIDER.filter(outsider__act__isnull=False), request.user, pk=pk)
    require_methodist(request.user)
    found = pair.outsider.act
    answer = printed_response(request, ACT, found.snapshot, name=str(found), fmt=fmt)
    audit.record(audit.Verb.EXPORTED, by=request.user, obj=pair, note=str(found))
    return answer
