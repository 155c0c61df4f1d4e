"""The municipality's list of documents: taken over, begun."""

from associations.papers.models import PaperKind
from associations.papers.usual import USUAL
from associations.services.lists import fill_empty
from methodservice.directory.models import Municipality


def take_usual(*, municipality: Municipality, by) -> list[PaperKind]:
    """The usual list, into an empty one only (AlreadyDone otherwise)."""
    entries = [
        PaperKind(municipality=municipality, position=position, **fields)
        for position, fields in enumerate(USUAL, start=1)
    ]
    return fill_empty(entries=entries, by=by)


def start_kinds(municipality: Municipality, by) -> None:
    """A new municipality begins with the usual list."""
    take_usual(municipality=municipality, by=by)
