"""Questions of a draft."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from development.surveys.forms.questions import QuestionForm
from development.surveys.models import Question
from development.surveys.services import questions as services
from development.surveys.views.common import QUESTIONS, SURVEYS, crumbs_to
from methodservice.directory.access import fetch_editable
from methodservice.directory.views.pages import service_page, typed
from methodservice.lib.refusals import Refused

TEMPLATE = "surveys/question_form.html"


def _place(question: Question) -> str:
    return f"{question.survey.get_absolute_url()}#question-{question.pk}"


@require_http_methods(["GET", "POST"])
def add(request, pk):
    """A question at the end of a draft; «и добавить ещё» opens the form again."""
    survey = fetch_editable(SURVEYS, request.user, pk=pk)
    back_url = f"{survey.get_absolute_url()}#questions"

    def do(form):
        services.add_question(survey=survey, by=request.user, **form.cleaned_data)
        return reverse("surveys:question_add", args=[pk]) if "more" in request.POST else None

    form = QuestionForm(typed(request), instance=Question(survey=survey), back_url=back_url)
    return service_page(
        request,
        form,
        "Новый вопрос",
        do,
        back_url=back_url,
        crumbs=crumbs_to(survey),
        done="Вопрос добавлен.",
        template=TEMPLATE,
    )


@require_http_methods(["GET", "POST"])
def edit(request, pk):
    question = fetch_editable(QUESTIONS, request.user, pk=pk)

    def do(form):
        services.change_question(question=question, by=request.user, **form.cleaned_data)

    back_url = _place(question)
    return service_page(
        request,
        QuestionForm(typed(request), instance=question, back_url=back_url),
        "Изменить вопрос",
        do,
        back_url=back_url,
        crumbs=crumbs_to(question.survey),
        done="Сохранено.",
        template=TEMPLATE,
    )


@require_POST
def move(request, pk):
    """«Выше», «ниже»."""
    question = fetch_editable(QUESTIONS, request.user, pk=pk)
    try:
        services.move_question(question=question, up=request.POST.get("way") == "up", by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(_place(question))


@require_http_methods(["GET", "POST"])
def remove(request, pk):
    question = fetch_editable(QUESTIONS, request.user, pk=pk)
    survey = question.survey
    if request.method == "POST":
        try:
            services.remove_question(question=question, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "Вопрос удалён.")
        return redirect(f"{survey.get_absolute_url()}#questions")
    context = {
        "title": "Удалить вопрос",
        "crumbs": crumbs_to(survey),
        "question": f"Удалить вопрос «{question.words}»?",
        "consequence": "",
        "action": "Удалить",
        "back_url": _place(question),
    }
    return render(request, "components/confirm.html", context)
