"""The page of one survey: questions while it is a draft, answers coming in while it runs."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from development.surveys.forms.answer import AnswerForm
from development.surveys.models import Survey
from development.surveys.progress import progress_of
from development.surveys.services.surveys import obstacles_of
from development.surveys.views.common import SURVEYS, crumbs_to, questionnaire_page
from development.surveys.workflow import STATE_KINDS, State
from methodservice.directory.access import fetch_visible


@require_GET
def detail(request, pk):
    """5 queries beside the user's rights, 2 more for a draft."""
    survey = fetch_visible(SURVEYS, request.user, pk=pk)
    is_draft = survey.state == State.DRAFT
    steps = progress_of(survey)
    context = {
        "survey": survey,
        "kind": STATE_KINDS[survey.state],
        "may_edit": Survey.objects.editable_by(request.user).filter(pk=pk).exists(),
        "is_draft": is_draft,
        "is_open": survey.state == State.OPEN,
        "is_closed": survey.state == State.CLOSED,
        "questions": list(survey.questions.prefetch_related("options")),
        "steps": steps,
        "invited": sum(step.invited for step in steps),
        "answered": sum(step.answered for step in steps),
        "obstacles": obstacles_of(survey, timezone.localdate()) if is_draft else [],
        "crumbs": crumbs_to(),
    }
    return render(request, "surveys/detail.html", context)


@require_GET
def preview(request, pk):
    """What those who are asked will see. 3 queries beside the user's rights."""
    survey = fetch_visible(SURVEYS, request.user, pk=pk)
    form = AnswerForm(questions=survey.questions.prefetch_related("options"))
    return questionnaire_page(request, survey, form, is_preview=True)
