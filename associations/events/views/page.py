"""The page of one event."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from associations.events.models import Event
from associations.events.views.common import EVENTS, crumbs_to
from associations.events.workflow import STATE_KINDS, State
from methodservice import registries
from methodservice.directory.access import fetch_visible
from methodservice.directory.exporting import export_if_asked
from methodservice.lib.lists import page_of

MARKS = {True: ("", "присутствует"), False: ("plain", "отсутствует"), None: ("waiting", "не отмечено")}
"""Attendance of a held event: (kind of state, word); the usual case is plain text."""
PEOPLE = [
    ("Педагог", "teacher.full_name"),
    ("Организация", "teacher.school.short_name"),
    ("В качестве", "get_part_display"),
    ("Тема или результат", "topic"),
]
ATTENDED = ("Явка", lambda row: MARKS[row.attended][1])


@require_GET
def detail(request, pk):
    """Facts, participants (name and school), materials, outcome, what other apps say of it. 6 queries beside the
    panels of others. The list of participants is downloaded by those who keep the event and by district staff."""
    event = fetch_visible(EVENTS, request.user, pk=pk)
    user, today = request.user, timezone.localdate()
    may_edit = Event.objects.editable_by(user).filter(pk=pk).exists()
    may_download = may_edit or user.access.is_district_staff
    people = event.participants.select_related("teacher__school")
    is_held = event.state == State.HELD
    columns = [*PEOPLE, ATTENDED] if is_held else PEOPLE
    if may_download and (
        download := export_if_asked(request, people, columns, f"Участники {event.title[:60]}", by=user)
    ):
        return download
    page = page_of(people, request.GET.get("page"))
    context = {
        "event": event,
        "kind": STATE_KINDS[event.state],
        "may_edit": may_edit,
        "may_download": may_download,
        "is_planned": event.state == State.PLANNED,
        "is_held": is_held,
        "has_begun": event.starts <= today,
        "page": page,
        "rows": [(row, *MARKS[row.attended]) for row in page],
        "came": people.filter(attended=True).count() if is_held else 0,
        "materials": list(event.materials.select_related("file")),
        "panels": registries.panels_of(event, user, today),
        "crumbs": crumbs_to(),
    }
    return render(request, "events/detail.html", context)
