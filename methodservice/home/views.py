from itertools import groupby

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from methodservice import registries
from methodservice.home.context import LOW_VISION_COOKIE


def my_tasks(user, day):
    """Tasks of all providers, grouped as [(heading, [Task])]: groups with something overdue first; in a group overdue
    and near first, undated last."""
    tasks = [task for provider in registries.task_providers for task in provider(user, day)]
    late = {task.group for task in tasks if task.due is not None and task.due < day}
    order = {}
    for task in tasks:
        order.setdefault(task.group, (task.group not in late, len(order)))
    tasks.sort(key=lambda task: (order[task.group], task.due is None, task.due or day, task.title))
    return [(group, list(rows)) for group, rows in groupby(tasks, key=lambda task: task.group)]


@require_GET
def home(request):
    """«Мои дела» and the panels of the person's roles."""
    today = timezone.localdate()
    groups = my_tasks(request.user, today)
    panels = [panel for provider in registries.panel_providers for panel in provider(request.user, today)]
    panels.sort(key=lambda panel: panel.order)
    context = {
        "groups": groups,
        "total": sum(len(tasks) for _, tasks in groups),
        "panels": panels,
        "today": today,
    }
    return render(request, "home/home.html", context)


@login_not_required
@require_POST
def low_vision(request):
    """Switch «Версия для слабовидящих» on or off for this browser."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    response = redirect(back)
    if request.COOKIES.get(LOW_VISION_COOKIE) == "1":
        response.delete_cookie(LOW_VISION_COOKIE)
    else:
        response.set_cookie(
            LOW_VISION_COOKIE,
            "1",
            max_age=365 * 24 * 3600,
            samesite="Lax",
            secure=request.is_secure(),
            httponly=True,
        )
    return response


@login_not_required
@require_GET
def health(request):
    """For the watchdog: the process answers."""
    return HttpResponse("ok", content_type="text/plain")
