"""A card is anonymised: first the page that says what goes and what stays, then a typed confirmation; its act."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from methodservice.directory import audit
from methodservice.directory.access import fetch_visible, require_methodist
from methodservice.directory.views.pages import REFUSED, typed
from methodservice.documents.printing import printed_response
from methodservice.lib.refusals import AlreadyDone, Refused
from methodservice.personal.acts import ACT
from methodservice.personal.forms import AnonymiseForm
from methodservice.personal.mentions import doubtful, finder_of, number_of_sure, place_of
from methodservice.personal.models import Anonymisation
from methodservice.personal.rules import may_anonymise
from methodservice.personal.services import anonymising as services
from methodservice.personal.views.common import PEOPLE, person_crumbs


@require_http_methods(["GET", "POST"])
def anonymise(request, pk):
    """For methodists. GET looks through all texts: one query for each model that has some, whatever their number."""
    user = request.user
    teacher = fetch_visible(PEOPLE.select_related("user"), user, pk=pk)
    require_methodist(user)
    back_url = reverse("personal:person", args=[pk])
    answer = may_anonymise(teacher, teacher.consents.all())
    if not answer.may:
        messages.info(request, answer.reason)
        return redirect(back_url)
    finder = finder_of(teacher)
    found = doubtful(place_of(teacher), finder)
    form = AnonymiseForm(typed(request), mentions=found)
    if request.method == "POST" and form.is_valid():
        try:
            act = services.anonymise(teacher=teacher, by=user, **form.cleaned_data)
        except AlreadyDone as repeat:
            messages.info(request, str(repeat))
            return redirect(back_url)
        except Refused as refusal:
            form.add_error("surname" if refusal.anchor else None, str(refusal))
        else:
            messages.success(request, f"Карточка обезличена. Акт № {act.number} — ниже.")
            return redirect(back_url)
    context = {
        "name": teacher.full_name,
        "ground": answer.reason,
        "prospect": services.prospect_of(teacher),
        "sure": number_of_sure(place_of(teacher), finder),
        "mentions": found,
        "chosen": form.chosen_now,
        "form": form,
        "title": "Обезличить карточку",
        "crumbs": person_crumbs(user, teacher),
        "back_url": back_url,
    }
    return render(request, "personal/anonymise.html", context, status=REFUSED if form.errors else 200)


@require_GET
def act(request, pk, fmt):
    """The act of a card, for methodists."""
    found = fetch_visible(Anonymisation.objects.select_related("teacher"), request.user, pk=pk)
    answer = printed_response(request, ACT, found.snapshot, name=str(found), fmt=fmt)
    audit.record(audit.Verb.EXPORTED, by=request.user, obj=found)
    return answer
