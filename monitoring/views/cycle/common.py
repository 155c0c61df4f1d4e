"""What the pages of the management cycle share: the way to a record, the path to the page, who is concerned."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse

from monitoring.crumbs import room_crumbs
from monitoring.models import Cycle, Note, Recommendation

CYCLES = Cycle.objects.select_related(
    "campaign__set", "campaign__edition", "municipality", "note__document", "following", "document__entry"
).defer("document__pdf", "document__snapshot", "note__document__pdf", "note__document__snapshot")
NOTES = Note.objects.select_related(
    "campaign__set",
    "campaign__edition",
    "campaign__municipality",
    "campaign__order__entry",
    "author__teacher",
    "document__entry",
).defer("document__pdf")
RECOMMENDATIONS = Recommendation.objects.select_related(
    "cycle__campaign", "cycle__municipality", "school", "file", "acknowledged_by"
)


def is_concerned(user) -> bool:
    """Whoever has threads and recommendations at all: the staff of the district, coordinators."""
    return user.access.is_district_staff or user.access.is_coordinator


def refuse_unless_concerned(user) -> None:
    if not is_concerned(user):
        raise PermissionDenied


def refuse_unless_methodist(user) -> None:
    if not user.access.is_methodist:
        raise PermissionDenied


def crumbs_to(cycle: Cycle | None = None) -> list[tuple[str, str]]:
    """The path to a page of the board or of a thread."""
    crumbs = [*room_crumbs(), ("Управленческие циклы", reverse("monitoring:cycles"))]
    return [*crumbs, (cycle.title, cycle.get_absolute_url())] if cycle else crumbs


def back_to(request, place, sentence: str):
    """To a record's page or an address, with a message."""
    messages.info(request, sentence)
    return redirect(place)
