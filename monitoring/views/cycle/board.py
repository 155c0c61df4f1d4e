"""The board: threads by stage, one column each."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from methodservice.directory.exporting import export_if_asked
from methodservice.lib.lists import page_of
from monitoring.models import Cycle
from monitoring.services.cycle.starting import missed_lately
from monitoring.thread import Thread, threads_of
from monitoring.views.cycle.common import CYCLES, crumbs_to, refuse_unless_concerned

State = Cycle.State
CLOSED_SHOWN = 5
COLUMNS = [
    ("Что не так", "cycle.title"),
    ("Стадия", "cycle.get_state_display"),
    ("По итогам", "cycle.campaign.period_title"),
    ("Итог и цель", "numbers"),
    ("Организации", "organisations"),
    ("Дальше", lambda thread: thread.next.words if thread.next else "—"),
    ("Срок", lambda thread: thread.next.due if thread.next else None),
    ("Просрочено рекомендаций", lambda thread: len(thread.overdue)),
    ("Результативность", "cycle.get_effect_display"),
]


@require_GET
def cycles(request):
    """Open threads by stage and the last closed ones; `?state=closed`: all closed, by pages. 9 queries beside the
    user's rights."""
    refuse_unless_concerned(request.user)
    rows = CYCLES.visible_to(request.user)
    today = timezone.localdate()
    if request.GET.get("export"):
        everything = threads_of(rows, request.user, today)
        if download := export_if_asked(request, everything, COLUMNS, "Управленческие циклы", by=request.user):
            return download
    closed = rows.filter(state=State.CLOSED).order_by("-concluded_on", "-pk")
    if request.GET.get("state") == State.CLOSED:
        page = page_of(closed, request.GET.get("page"))
        context = {
            "page": page,
            "threads": threads_of(page.object_list, request.user, today),
            "title": "Закрытые циклы",
            "crumbs": crumbs_to(),
        }
        return render(request, "monitoring/cycle/closed.html", context)
    shown = [*rows.exclude(state=State.CLOSED), *closed[: CLOSED_SHOWN + 1]]
    threads = threads_of(shown, request.user, today)
    may_start = request.user.access.is_methodist
    context = {
        "columns": [(state.value, state.label, _column(threads, state)) for state in State],
        "there_are": bool(threads),
        "more_closed": sum(thread.cycle.is_closed for thread in threads) > CLOSED_SHOWN,
        "may_start": may_start,
        "missed": missed_lately(request.user.municipality_id).count() if may_start else 0,
    }
    return render(request, "monitoring/cycle/board.html", context)


def _column(threads: list[Thread], state: str) -> list[Thread]:
    """Overdue ones first, then by what is due, then the oldest."""
    found = [thread for thread in threads if thread.cycle.state == state]
    if state == State.CLOSED:
        return found[:CLOSED_SHOWN]
    return sorted(found, key=lambda thread: (not thread.overdue, thread.cycle.made_at, thread.cycle.pk))
