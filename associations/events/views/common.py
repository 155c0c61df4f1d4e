"""What the pages of events share: the path to the page, keys that a list of boxes sent."""

from django.urls import reverse

from associations.events.models import Event
from methodservice.lib.whole import whole

EVENTS = Event.objects.with_organiser()
REGISTER = "events:list"


def crumbs_to(event: Event | None = None) -> list[tuple[str, str]]:
    """The path to a page of the register or of an event."""
    crumbs = [("Объединения", reverse("associations:list")), ("Мероприятия", reverse(REGISTER))]
    return [*crumbs, (event.get_kind_display().capitalize(), event.get_absolute_url())] if event else crumbs


def keys_of(request, name) -> list[int]:
    """Primary keys of a list of hidden fields or boxes; what is no number was not sent by the page and is left out."""
    return [number for text in request.POST.getlist(name) if (number := whole(text)) is not None]
