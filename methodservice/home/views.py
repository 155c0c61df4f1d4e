from dataclasses import dataclass
from itertools import groupby

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from methodservice import registries
from methodservice.home.context import LOW_VISION_COOKIE
from methodservice.registries import Task

NAMED = 5
FOLDED_AT_LEAST = 3
"""A heading shows so many tasks; the others are folded, unless they are too few to be worth a click."""


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


@dataclass(frozen=True)
class Heading:
    """Tasks under one heading. number: of the things that wait, those behind a row that stands for several included."""

    title: str
    number: int
    shown: list[Task]
    folded: list[Task]

    @classmethod
    def of(cls, title: str, tasks: list[Task]) -> "Heading":
        named = NAMED if len(tasks) >= NAMED + FOLDED_AT_LEAST else len(tasks)
        return cls(title, _number(tasks), tasks[:named], tasks[named:])

    @property
    def others(self) -> int:
        """How many things are folded."""
        return _number(self.folded)


def _number(tasks: list[Task]) -> int:
    return sum(task.stands_for for task in tasks)


@require_GET
def home(request):
    """«Мои дела» and the panels of the person's roles."""
    today = timezone.localdate()
    headings = [Heading.of(title, tasks) for title, tasks in my_tasks(request.user, today)]
    panels = [panel for provider in registries.panel_providers for panel in provider(request.user, today)]
    panels.sort(key=lambda panel: panel.order)
    context = {
        "headings": headings,
        "panels": panels,
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
