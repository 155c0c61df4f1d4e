"""A survey is made, changed, opened, taken back, closed, thrown away."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from development.surveys.forms.surveys import EditSurveyForm, NewSurveyForm
from development.surveys.models import Survey
from development.surveys.rules import closing_words
from development.surveys.services import surveys as services
from development.surveys.usual import READY
from development.surveys.views.common import REGISTER, SURVEYS, crumbs_to
from methodservice.directory import audit
from methodservice.directory.access import fetch_editable, require_methodist
from methodservice.directory.views.pages import done_or_told, edit_page, form_page, typed
from methodservice.lib.refusals import AlreadyDone, Refused


@require_http_methods(["GET", "POST"])
def add(request):
    """A draft of a ready questionnaire or an empty one. A second click leads to the first draft."""
    user = request.user
    require_methodist(user)
    form = NewSurveyForm(
        typed(request),
        instance=Survey(municipality=user.municipality),
        initial={"ready": next(iter(READY))},
        back_url=reverse(REGISTER),
    )
    if request.method == "POST" and form.is_valid():
        fields = dict(form.cleaned_data)
        chosen = READY.get(fields.pop("ready"))
        try:
            survey = services.add_survey(municipality=user.municipality, by=user, ready=chosen, **fields)
        except AlreadyDone as repeat:
            messages.info(request, str(repeat))
            return redirect(services.twins_of(municipality=user.municipality, **fields).first())
        messages.success(request, "Черновик готов. Проверьте вопросы и выберите, кого спросить.")
        return redirect(survey)
    return form_page(request, form, "Новый опрос", crumbs=crumbs_to())


@transaction.atomic
def _save(form, *, by):
    form.instance.version += 1
    return audit.save_form(form, by=by)


@require_http_methods(["GET", "POST"])
def edit(request, pk):
    """Title, words, day; names and threshold of a draft."""
    survey = fetch_editable(SURVEYS, request.user, pk=pk)
    if survey.state == Survey.State.CLOSED:
        messages.info(request, "Опрос закрыт и больше не меняется.")
        return redirect(survey)
    return edit_page(
        request,
        EditSurveyForm,
        survey,
        "Изменить опрос",
        back_url=survey.get_absolute_url(),
        crumbs=crumbs_to(survey),
        save=_save,
    )


@require_POST
def open_(request, pk):
    survey = fetch_editable(SURVEYS, request.user, pk=pk)
    return done_or_told(
        request, survey, services.open_survey, survey=survey, done="Опрос открыт. Раздайте ссылки."
    )


@require_POST
def take_back(request, pk):
    survey = fetch_editable(SURVEYS, request.user, pk=pk)
    return done_or_told(
        request, survey, services.take_back, survey=survey,
        done="Опрос снова в черновиках. Розданные ссылки заработают, когда вы его откроете.",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def close(request, pk):
    """Asks once: a closed survey is not opened again."""
    survey = fetch_editable(SURVEYS, request.user, pk=pk)
    if request.method == "POST":
        return done_or_told(
            request, survey, services.close_survey, survey=survey, done="Опрос закрыт. Итоги готовы."
        )
    consequence = closing_words(
        answered=survey.sheets.count(),
        invited=survey.invitations.count(),
        threshold=survey.threshold,
        is_anonymous=survey.is_anonymous,
    )
    return _ask(request, survey, "Закрыть опрос", "Больше не принимать ответы?", consequence, "Закрыть опрос")


@require_http_methods(["GET", "POST"])
def delete(request, pk):
    """Asks once; drafts only."""
    survey = fetch_editable(SURVEYS, request.user, pk=pk)
    if request.method == "POST":
        try:
            services.delete_survey(survey=survey, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect(survey)
        messages.success(request, "Черновик удалён.")
        return redirect(REGISTER)
    return _ask(
        request,
        survey,
        "Удалить черновик",
        f"Удалить «{survey.title}»?",
        "Вопросы и список приглашённых пропадут.",
        "Удалить",
    )


def _ask(request, survey, title, question, consequence, action):
    context = {
        "title": title,
        "crumbs": crumbs_to(survey),
        "question": question,
        "consequence": consequence,
        "action": action,
        "back_url": survey.get_absolute_url(),
    }
    return render(request, "components/confirm.html", context)
