"""What the pages of surveys share."""

from django.shortcuts import render
from django.urls import reverse

from development.surveys.forms.answer import AnswerForm
from development.surveys.links import who_sees
from development.surveys.models import Question, Survey
from methodservice.directory.views.pages import REFUSED

SURVEYS = Survey.objects.select_related("municipality", "author")
QUESTIONS = Question.objects.select_related("survey__municipality")
REGISTER = "surveys:list"


def crumbs_to(survey: Survey | None = None, *more) -> list[tuple[str, str]]:
    """The path to a page of the register or of a survey. more: further steps, (title, url)."""
    crumbs = [("Опросы", reverse(REGISTER))]
    return [*crumbs, (survey.title, survey.get_absolute_url()), *more] if survey else crumbs


def questionnaire_page(request, survey: Survey, form: AnswerForm, *, is_preview: bool = False):
    """What those who are asked see; methodists look at it without sending anything."""
    context = {"survey": survey, "form": form, "promise": who_sees(survey), "is_preview": is_preview}
    return render(request, "surveys/answer.html", context, status=REFUSED if form.errors else 200)
