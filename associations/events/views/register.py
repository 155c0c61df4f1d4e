"""The register of events."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from associations.events.filters import EventFilter, years_of
from associations.events.models import Event
from associations.events.workflow import STATE_KINDS, State
from associations.models import Association
from associations.views.card import crumbs_to
from methodservice.directory.exporting import export_if_asked
from methodservice.lib.lists import page_of, sorted_by

SORTS = {
    "date": ("starts", "time"),
    "title": ("title",),
    "kind": ("kind", "starts"),
    "organiser": ("association__teachers_of", "association__school__short_name", "starts"),
    "people": ("came", "listed"),
    "state": ("state", "starts"),
}
COLUMNS = [
    ("Дата", "starts"),
    ("По", "ends"),
    ("Мероприятие", "title"),
    ("Вид", "get_kind_display"),
    ("Уровень", "get_level_display"),
    ("Проводит", "organiser"),
    ("Место", "place"),
    ("В списке участников", "listed"),
    ("Пришли", lambda event: event.came if event.state == State.HELD else None),
    ("Без имён", lambda event: event.outsiders if event.state == State.HELD else None),
    ("Состояние", "get_state_display"),
]


def may_add(user) -> bool:
    """Methodists, and whoever leads an association today. 1 query at most."""
    return user.access.is_methodist or Association.objects.led_by(user).active().exists()


@require_GET
def event_list(request):
    """Events the user may see. 6 queries beside the user's rights: the years, two lists of choices, the number, the
    rows, whether the user may add."""
    user = request.user
    seen = Event.objects.visible_to(user)
    found = EventFilter(
        request.GET, seen.for_register(), user=user, years=years_of(seen, timezone.localdate())
    )
    events = sorted_by(found.qs, request.GET.get("sort", ""), SORTS, "-date")
    if download := export_if_asked(request, events, COLUMNS, "Мероприятия", by=user):
        return download
    page = page_of(events, request.GET.get("page"))
    context = {
        "form": found.form,
        "page": page,
        "rows": [(event, STATE_KINDS[event.state]) for event in page],
        "is_filtered": any(request.GET.get(name) for name in found.filters),
        "may_add": may_add(user),
        "crumbs": crumbs_to(),
    }
    return render(request, "events/list.html", context)
