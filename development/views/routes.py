"""An individual route: its page, drafted, changed, approved, finished, stopped, taken back, printed."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from development.card import steps_of
from development.forms.routes import ApproveForm, EndForm, NewRouteForm, RouteForm
from development.models import Deficit, Route
from development.places import card_url
from development.printed_route import ROUTE, route_snapshot
from development.services import records
from development.services import routes as services
from development.views.common import ROUTES, TEACHERS, crumbs_to, locked_page
from development.workflow import OPEN, ROUTE_KINDS, UNTOLD, State, StepState
from methodservice.directory import audit
from methodservice.directory.access import fetch_editable, fetch_visible
from methodservice.directory.views.pages import done_or_told, service_page, typed
from methodservice.documents.printing import printed_response
from methodservice.lib.refusals import AlreadyDone, Refused
from methodservice.lib.typography import quoted


@require_GET
def route(request, pk):
    """Facts, steps with what is late. Opening that of somebody else is written to the journal. 3 queries beside the
    user's rights."""
    route = fetch_visible(ROUTES.select_related("diagnosis"), request.user, pk=pk)
    user, today = request.user, timezone.localdate()
    if route.teacher_id != user.teacher_id:
        audit.record(audit.Verb.READ, by=user, obj=route)
    keeping = records.keeps(user, route.teacher)
    steps = steps_of(route)
    is_active = route.state == State.ACTIVE
    context = {
        "route": route,
        "kind": ROUTE_KINDS[route.state],
        "steps": steps,
        "done": sum(step.state == StepState.DONE for step in steps),
        "told": sum(is_active and step.state == StepState.TOLD for step in steps),
        "late": sum(is_active and step.state in UNTOLD and step.due < today for step in steps),
        "keeps": keeping,
        "may_edit": keeping and route.state in OPEN,
        "may_tell": is_active and not keeping and route.teacher_id == user.teacher_id,
        "is_draft": route.state == State.DRAFT,
        "is_active": is_active,
        "crumbs": crumbs_to(user, route.teacher),
    }
    return render(request, "development/route.html", context)


@require_http_methods(["GET", "POST"])
def add(request, pk):
    """A draft; its page asks for the steps."""
    teacher = fetch_editable(TEACHERS, request.user, pk=pk)
    today = timezone.localdate()

    def make_form(data, files):
        initial = {"starts": today, "ends": services.usual_end(today)}
        return NewRouteForm(
            data, instance=Route(teacher=teacher), initial=initial, back_url=card_url(pk, "routes")
        )

    def do(form):
        made = services.add_route(teacher=teacher, fields=form.words, by=request.user)
        return made.get_absolute_url()

    return locked_page(
        request,
        teacher,
        make_form,
        "Новый маршрут",
        do,
        back_url=card_url(pk, "routes"),
        crumbs=crumbs_to(request.user, teacher),
        done="Черновик готов. Добавьте шаги.",
    )


@require_POST
def draft(request, pk):
    """«Составить по открытым дефицитам»: a draft with a step for each; a second click leads to the same draft."""
    teacher = fetch_editable(TEACHERS, request.user, pk=pk)
    try:
        made = services.draft_from_deficits(teacher=teacher, today=timezone.localdate(), by=request.user)
    except AlreadyDone as repeat:
        messages.info(request, str(repeat))
        made = services.draft_about(teacher, services.uncovered(teacher))
    except Refused as refusal:
        messages.info(request, str(refusal))
        made = None
    else:
        messages.success(request, "Черновик составлен. Уточните шаги и утвердите маршрут.")
    return redirect(made or card_url(pk, "routes"))


@require_http_methods(["GET", "POST"])
def edit(request, pk):
    """Theme, dates, diagnosis."""
    route = fetch_editable(ROUTES, request.user, pk=pk)

    def make_form(data, files):
        instance = route if data is None else fetch_visible(ROUTES, request.user, pk=pk)
        return RouteForm(data, instance=instance, back_url=route.get_absolute_url())

    def do(form):
        services.change_route(route=route, fields=form.words, by=request.user)

    return locked_page(
        request,
        route.teacher,
        make_form,
        "Изменить маршрут",
        do,
        back_url=route.get_absolute_url(),
        crumbs=crumbs_to(request.user, route.teacher, route),
        done="Сохранено.",
    )


@require_http_methods(["GET", "POST"])
def delete(request, pk):
    """A draft that is not needed; asks once."""
    route = fetch_editable(ROUTES, request.user, pk=pk)
    if request.method == "POST":
        try:
            services.delete_draft(route=route, by=request.user)
        except AlreadyDone as repeat:
            messages.info(request, str(repeat))
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect(route)
        else:
            messages.success(request, "Черновик удалён.")
        return redirect(card_url(route.teacher_id, "routes"))
    context = {
        "title": "Удалить черновик",
        "crumbs": crumbs_to(request.user, route.teacher, route),
        "question": f"Удалить черновик маршрута {quoted(route.theme)}?",
        "consequence": "Шаги удалятся вместе с ним, дефициты останутся открытыми.",
        "action": "Удалить",
        "back_url": route.get_absolute_url(),
    }
    return render(request, "components/confirm.html", context)


@require_http_methods(["GET", "POST"])
def approve(request, pk):
    """draft → in work."""
    route = fetch_editable(ROUTES, request.user, pk=pk)

    def do(form):
        services.approve(route=route, on=form.cleaned_data["on"], by=request.user)

    return service_page(
        request,
        ApproveForm(typed(request), initial={"on": timezone.localdate()}, back_url=route.get_absolute_url()),
        "Утвердить маршрут",
        do,
        back_url=route.get_absolute_url(),
        crumbs=crumbs_to(request.user, route.teacher, route),
        done="Маршрут утверждён. Отмечайте шаги по мере выполнения.",
        intro=f"{route.teacher.full_name}, {quoted(route.theme)}. "
        "Утверждённый маршрут учитывается в мониторинге, и педагог может сообщать о сделанных шагах.",
    )


def _end(request, pk, to, *, title, done, submit, intro=""):
    route = fetch_editable(ROUTES, request.user, pk=pk)
    deficits = ()
    if to == State.FINISHED:
        deficits = list(
            Deficit.objects.filter(steps__route=route, closed_on__isnull=True).distinct().order_by("pk")
        )
        left = route.steps.exclude(state=StepState.DONE).count()
        told = [
            left and f"Не выполнено шагов: {left}.",
            deficits and "Отметьте дефициты, которые маршрут закрыл. Остальные останутся открытыми.",
        ]
        intro = " ".join(filter(None, told))

    def do(form):
        services.end_route(route=route, to=to, by=request.user, **form.cleaned_data)

    return service_page(
        request,
        EndForm(
            typed(request),
            submit=submit,
            deficits=deficits,
            initial={"on": timezone.localdate(), "outcome": route.outcome},
            back_url=route.get_absolute_url(),
        ),
        title,
        do,
        back_url=route.get_absolute_url(),
        crumbs=crumbs_to(request.user, route.teacher, route),
        done=done,
        intro=f"{quoted(route.theme)}. {intro}",
    )


@require_http_methods(["GET", "POST"])
def finish(request, pk):
    """in work → finished, with the deficits that it has closed."""
    return _end(
        request,
        pk,
        State.FINISHED,
        title="Маршрут пройден",
        done="Маршрут отмечен пройденным.",
        submit="Отметить пройденным",
    )


@require_http_methods(["GET", "POST"])
def stop(request, pk):
    """in work → stopped."""
    return _end(
        request,
        pk,
        State.STOPPED,
        title="Прекратить маршрут",
        done="Маршрут прекращён.",
        submit="Прекратить",
        intro="Выполненные шаги останутся в карточке. В итоге напишите, почему маршрут прекращён.",
    )


@require_POST
def take_back(request, pk):
    """One state back: approved, finished or stopped by mistake."""
    route = fetch_editable(ROUTES, request.user, pk=pk)
    return done_or_told(request, route, services.take_back, done="Возвращено.", route=route)


@require_GET
def print_file(request, pk, fmt):
    """The route on paper, for the person and those who see the card; written to the journal."""
    route = fetch_visible(ROUTES.select_related("diagnosis"), request.user, pk=pk)
    name = f"Маршрут {route.teacher.short_name} с {route.starts:%d.%m.%Y}"
    response = printed_response(request, ROUTE, route_snapshot(route), name=name, fmt=fmt)
    audit.record(audit.Verb.EXPORTED, by=request.user, obj=route, note=f"Маршрут: {fmt.upper()}")
    return response
