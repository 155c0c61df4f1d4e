"""Who is asked."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from development.surveys.forms.surveys import RecipientsForm
from development.surveys.models import Invitation
from development.surveys.services import recipients as services
from development.surveys.views.common import SURVEYS, crumbs_to
from development.surveys.workflow import State
from methodservice.directory.access import fetch_editable
from methodservice.directory.views.pages import REFUSED, typed
from methodservice.lib.lists import page_of
from methodservice.lib.numerals import people
from methodservice.lib.refusals import AlreadyDone, Refused


@require_http_methods(["GET", "POST"])
def recipients(request, pk):
    """The list, and boxes of schools and associations to invite. 6 queries beside the user's rights."""
    survey = fetch_editable(SURVEYS, request.user, pk=pk)
    form = RecipientsForm(typed(request), user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            number = services.invite(survey=survey, by=request.user, **form.cleaned_data)
        except AlreadyDone as repeat:
            messages.info(request, str(repeat))
            return redirect("surveys:recipients", pk)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Приглашено: {people(number)}.")
            return redirect("surveys:recipients", pk)
    page = page_of(survey.invitations.select_related("teacher", "school"), request.GET.get("page"))
    context = {
        "survey": survey,
        "form": form,
        "page": page,
        "rows": list(page),
        "is_draft": survey.state == State.DRAFT,
        "is_closed": survey.state == State.CLOSED,
        "crumbs": crumbs_to(survey),
    }
    return render(request, "surveys/recipients.html", context, status=REFUSED if form.errors else 200)


@require_POST
def remove(request, pk):
    rows = Invitation.objects.select_related("survey", "teacher")
    invitation = fetch_editable(rows, request.user, pk=pk)
    try:
        services.uninvite(invitation=invitation, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("surveys:recipients", invitation.survey_id)


@require_POST
def clear(request, pk):
    """«Очистить список» of a draft."""
    survey = fetch_editable(SURVEYS, request.user, pk=pk)
    try:
        services.uninvite_all(survey=survey, by=request.user)
    except AlreadyDone as repeat:
        messages.info(request, str(repeat))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("surveys:recipients", pk)
