"""The questionnaire behind a link: no account, no cookies but that of the form, no script needed."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from development.surveys.forms.answer import AnswerForm
from development.surveys.models import Invitation, Survey
from development.surveys.rules import Door
from development.surveys.services.answering import door_to, find_invitation, take_answers
from development.surveys.views.common import questionnaire_page
from methodservice.directory.addresses import client_address
from methodservice.directory.views.pages import typed
from methodservice.lib.refusals import Refused
from methodservice.lib.throttle import within_limit


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
@sensitive_variables("token")
def answer(request, token):
    """The questions, or a sentence that says why there are none. 3 queries."""
    if not within_limit(f"survey:{client_address(request)}", limit=settings.ANSWERS_PER_MINUTE, seconds=60):
        response = render(request, "429.html", status=429)
        response["Retry-After"] = "60"
        return response
    invitation = find_invitation(token)
    if invitation is None:
        response = _closed_page(request, Door.UNKNOWN, status=404)
    else:
        with timezone.override(invitation.survey.municipality.timezone):
            response = _take(request, invitation) if request.method == "POST" else _show(request, invitation)
    response["X-Robots-Tag"] = "noindex"
    return response


def _show(request, invitation: Invitation):
    door = door_to(invitation)
    if door is not Door.OPEN:
        return _closed_page(request, door, survey=invitation.survey)
    return questionnaire_page(request, invitation.survey, _form(request, invitation.survey))


def _take(request, invitation: Invitation):
    """A second answer and one that is late are told by the page that the redirect opens."""
    typed_in: list[AnswerForm] = []

    def read(survey):
        form = _form(request, survey)
        typed_in.append(form)
        return form.answers() if form.is_valid() else None

    try:
        sheet = take_answers(invitation=invitation, read=read)
    except Refused:
        return redirect(request.path)
    if sheet is None:
        return questionnaire_page(request, invitation.survey, typed_in[0])
    return redirect(request.path)


def _form(request, survey: Survey) -> AnswerForm:
    return AnswerForm(typed(request), questions=survey.questions.prefetch_related("options"))


def _closed_page(request, door: Door, *, survey=None, status=200):
    return render(request, "surveys/door.html", {"door": door, "survey": survey}, status=status)
