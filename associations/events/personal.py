"""What events keep about a person: participation."""

from associations.events.models import Participant
from methodservice import registries
from methodservice.directory.telling import section_of
from methodservice.registries import Anonymiser, Emptying

SECTION = section_of(
    "events",
    "Участие в мероприятиях",
    Participant,
    order=("event__starts", "pk"),
    related=("event",),
    more=lambda row: {"Дата": f"{row.event.starts:%d.%m.%Y}"},
)


def empty(teacher, work: Emptying) -> None:
    """The journal called the participations by the name."""
    work.forget(*Participant.objects.filter(teacher=teacher))


def register():
    """Called once when the app is ready."""
    registries.personal_data.append(SECTION)
    registries.anonymisers.append(Anonymiser(lambda teacher: [], empty))
