"""Steps of a route: added, changed, put in order, removed, done; told by the person, confirmed or returned."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from development.forms.routes import DoneForm, NewStepForm, ReturnForm, StepForm, TellForm
from development.models import RouteStep
from development.services import steps as services
from development.views.common import ROUTES, crumbs_to, locked_page
from development.workflow import StepState
from methodservice.directory.access import fetch_editable, fetch_visible
from methodservice.directory.views.pages import done_or_told, service_page, typed
from methodservice.lib.refusals import AlreadyDone, Refused
from methodservice.lib.typography import quoted

STEPS = RouteStep.objects.select_related("route__teacher__school__municipality", "deficit", "course")


GOES_WITH = {
    StepState.DONE: "Отметка о выполнении и результат удалятся вместе с ним.",
    StepState.TOLD: "Сообщение педагога удалится вместе с ним.",
    StepState.RETURNED: "Сообщение педагога удалится вместе с ним.",
}
"""What a removed step takes along."""


def _said(step: RouteStep) -> dict:
    """What the person has told of a step, for a form; today where nothing."""
    return {"on": step.told_on or timezone.localdate(), "outcome": step.outcome, "course": step.course_id}


def _place(step: RouteStep) -> str:
    return f"{step.route.get_absolute_url()}#step-{step.pk}"


@require_http_methods(["GET", "POST"])
def add(request, pk):
    """A step at the end of the route."""
    route = fetch_editable(ROUTES, request.user, pk=pk)
    back_url = f"{route.get_absolute_url()}#steps"

    def make_form(data, files):
        instance = RouteStep(route=route)
        return NewStepForm(data, instance=instance, initial={"due": route.ends}, back_url=back_url)

    def do(form):
        services.add_step(route=route, fields=form.words, by=request.user)

    return locked_page(
        request,
        route.teacher,
        make_form,
        "Новый шаг",
        do,
        back_url=back_url,
        crumbs=crumbs_to(request.user, route.teacher, route),
        done="Шаг добавлен.",
    )


@require_http_methods(["GET", "POST"])
def edit(request, pk):
    """Words, deficit and date."""
    step = fetch_editable(STEPS, request.user, pk=pk)

    def make_form(data, files):
        instance = step if data is None else fetch_visible(STEPS, request.user, pk=pk)
        return StepForm(data, instance=instance, back_url=_place(step))

    def do(form):
        services.change_step(step=step, fields=form.words, by=request.user)

    return locked_page(
        request,
        step.route.teacher,
        make_form,
        "Изменить шаг",
        do,
        back_url=_place(step),
        crumbs=crumbs_to(request.user, step.route.teacher, step.route),
        done="Сохранено.",
    )


@require_http_methods(["GET", "POST"])
def remove(request, pk):
    """Asks once."""
    step = fetch_editable(STEPS, request.user, pk=pk)
    if request.method == "POST":
        return done_or_told(request, step.route, services.remove_step, done="Шаг убран.", step=step)
    context = {
        "title": "Убрать шаг",
        "crumbs": crumbs_to(request.user, step.route.teacher, step.route),
        "question": f"Убрать из маршрута шаг {quoted(step.action)}?",
        "consequence": GOES_WITH.get(step.state, ""),
        "action": "Убрать",
        "back_url": _place(step),
    }
    return render(request, "components/confirm.html", context)


@require_POST
def move(request, pk):
    """«Выше», «ниже»."""
    step = fetch_editable(STEPS, request.user, pk=pk)
    try:
        services.move_step(step=step, up=request.POST.get("way") == "up", by=request.user)
    except AlreadyDone as repeat:
        messages.info(request, str(repeat))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(_place(step))


@require_http_methods(["GET", "POST"])
def done(request, pk):
    """When, and what came of it."""
    step = fetch_editable(STEPS, request.user, pk=pk)

    def do(form):
        services.mark_done(step=step, by=request.user, **form.cleaned_data)

    return service_page(
        request,
        DoneForm(typed(request), initial=_said(step), back_url=_place(step)),
        "Шаг выполнен",
        do,
        back_url=_place(step),
        crumbs=crumbs_to(request.user, step.route.teacher, step.route),
        done="Шаг отмечен выполненным.",
        intro=step.action,
    )


@require_POST
def undone(request, pk):
    """«Снять отметку»."""
    step = fetch_editable(STEPS, request.user, pk=pk)
    return done_or_told(request, step.route, services.unmark, done="Отметка снята.", step=step)


def _own_step(request, pk) -> RouteStep:
    """A step of the user's own route, or 403."""
    step = fetch_visible(STEPS, request.user, pk=pk)
    if step.route.teacher_id != request.user.teacher_id:
        raise PermissionDenied
    return step


@require_http_methods(["GET", "POST"])
def tell(request, pk):
    """«Сделано»: the person tells of a step of the own route."""
    step = _own_step(request, pk)

    def do(form):
        services.tell(step=step, by=request.user, **form.cleaned_data)

    return service_page(
        request,
        TellForm(typed(request), teacher=step.route.teacher, initial=_said(step), back_url=_place(step)),
        "Шаг сделан",
        do,
        back_url=_place(step),
        crumbs=crumbs_to(request.user, step.route.teacher, step.route),
        done="Сообщено. Шаг отметят выполненным, когда проверят.",
        intro=step.action,
    )


@require_POST
def withdraw(request, pk):
    """«Отозвать»: told by mistake."""
    step = _own_step(request, pk)
    return done_or_told(request, step.route, services.withdraw, done="Сообщение отозвано.", step=step)


@require_POST
def confirm(request, pk):
    """«Подтвердить» what the person told."""
    step = fetch_editable(STEPS, request.user, pk=pk)
    return done_or_told(request, step.route, services.confirm, done="Шаг отмечен выполненным.", step=step)


@require_http_methods(["GET", "POST"])
def return_told(request, pk):
    """«Вернуть» with a reason."""
    step = fetch_editable(STEPS, request.user, pk=pk)

    def do(form):
        services.return_told(step=step, why=form.cleaned_data["why"], by=request.user)

    return service_page(
        request,
        ReturnForm(typed(request), back_url=_place(step)),
        "Вернуть шаг",
        do,
        back_url=_place(step),
        crumbs=crumbs_to(request.user, step.route.teacher, step.route),
        done="Шаг возвращён, педагог увидит почему.",
        intro=f"{step.route.teacher.full_name}: {step.action}.",
    )
