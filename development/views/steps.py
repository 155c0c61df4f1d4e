"""Steps of a route: added, changed, put in order, removed, done."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from development.forms.routes import DoneForm, NewStepForm, StepForm
from development.models import RouteStep
from development.services import steps as services
from development.views.common import ROUTES, crumbs_to, locked_page
from methodservice.directory.access import fetch_editable, fetch_visible
from methodservice.directory.views.pages import done_or_told, service_page, typed
from methodservice.lib.refusals import AlreadyDone, Refused

STEPS = RouteStep.objects.select_related("route__teacher__school__municipality", "deficit")


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
        "question": f"Убрать из маршрута шаг «{step.action}»?",
        "consequence": "Отметка о выполнении и результат удалятся вместе с ним." if step.done_on else "",
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
        DoneForm(typed(request), initial={"on": timezone.localdate()}, back_url=_place(step)),
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
