"""Deficits: opened by a diagnosis, closed, opened again."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from development.forms.diagnoses import CloseForm, OpenDeficitsForm
from development.models import Course, Deficit, Diagnosis, RouteStep
from development.places import card_url
from development.services import diagnoses as services
from development.views.common import crumbs_to
from development.workflow import StepState
from methodservice.directory.access import fetch_editable
from methodservice.directory.views.pages import service_page, typed
from methodservice.lib.numerals import counted
from methodservice.lib.refusals import AlreadyDone

DIAGNOSES = Diagnosis.objects.select_related("teacher__school").prefetch_related("results")
DEFICITS = Deficit.objects.select_related("teacher__school")


@require_http_methods(["GET", "POST"])
def open_by_diagnosis(request, pk):
    """What a diagnosis has found, in words: a text for each kind of deficits whose level is above none."""
    diagnosis = fetch_editable(DIAGNOSES, request.user, pk=pk)
    back_url = card_url(diagnosis.teacher_id, "deficits")
    form = OpenDeficitsForm(typed(request), diagnosis=diagnosis, back_url=back_url)
    if not form.kinds:
        messages.info(request, "Эта диагностика дефицитов не показала.")
        return redirect(back_url)

    def do(form):
        rows = services.open_deficits(diagnosis=diagnosis, found=form.found, by=request.user)
        number = counted(len(rows), "дефицит", "дефицита", "дефицитов")
        messages.success(request, f"Записано: {number}. По ним можно составить маршрут.")

    return service_page(
        request,
        form,
        "Дефициты по диагностике",
        do,
        back_url=back_url,
        crumbs=crumbs_to(request.user, diagnosis.teacher),
        done="",
        intro=f"{diagnosis.title}, {diagnosis.held_on:%d.%m.%Y}. Заполните только то, что выявлено.",
    )


def _done_since(deficit: Deficit) -> list[str]:
    """What may have closed a deficit: steps that are about it, courses that ended since it was found. 2 queries."""
    steps = RouteStep.objects.filter(deficit=deficit, state=StepState.DONE).order_by("-done_on", "pk")
    courses = Course.objects.kept().filter(teacher=deficit.teacher, ends__gte=deficit.found_on)
    return [step.action[:300] for step in steps] + [f"курсы {course}"[:300] for course in courses]


@require_http_methods(["GET", "POST"])
def close(request, pk):
    """By what a deficit is closed; what the person has done since is proposed."""
    deficit = fetch_editable(DEFICITS, request.user, pk=pk)
    back_url = card_url(deficit.teacher_id, "deficits")

    def do(form):
        services.close_deficit(deficit=deficit, by=request.user, **form.cleaned_data)

    return service_page(
        request,
        CloseForm(
            typed(request),
            suggestions=_done_since(deficit),
            initial={"on": timezone.localdate()},
            back_url=back_url,
        ),
        "Закрыть дефицит",
        do,
        back_url=back_url,
        crumbs=crumbs_to(request.user, deficit.teacher),
        done="Дефицит закрыт.",
        intro=f"{deficit.words} ({deficit.kind_of_one}), выявлен {deficit.found_on:%d.%m.%Y}.",
    )


@require_POST
def reopen(request, pk):
    """«Открыть снова»: closed by mistake."""
    deficit = fetch_editable(DEFICITS, request.user, pk=pk)
    try:
        services.reopen_deficit(deficit=deficit, by=request.user)
    except AlreadyDone as repeat:
        messages.info(request, str(repeat))
    else:
        messages.success(request, "Дефицит снова открыт.")
    return redirect(card_url(deficit.teacher_id, "deficits"))
