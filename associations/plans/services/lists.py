"""The usual directions of work and kinds of activity of a municipality that begins."""

from associations.plans.models.lists import MunicipalEntry
from associations.plans.usual import USUAL
from associations.services.lists import fill_empty
from methodservice.directory.models import Municipality


def take_usual(*, model: type[MunicipalEntry], municipality: Municipality, by) -> list[MunicipalEntry]:
    """The usual list, into an empty one only (AlreadyDone otherwise)."""
    entries = [
        model(municipality=municipality, title=title, position=position)
        for position, title in enumerate(USUAL[model], start=1)
    ]
    return fill_empty(entries=entries, by=by)


def start_lists(municipality: Municipality, by) -> None:
    """A new municipality begins with the usual directions and kinds of activity."""
    for model in USUAL:
        take_usual(model=model, municipality=municipality, by=by)
