from .edition import Edition, EditionPart, Section
from .indicators import ProgrammeIndicators
from .life import Completion, Occurrence, Watch
from .line import ChangeReason, Line, LineParty
from .programme import Item, Programme
from .reading import Reading

__all__ = [
    "ChangeReason",
    "Completion",
    "Edition",
    "EditionPart",
    "Item",
    "Line",
    "LineParty",
    "Occurrence",
    "Programme",
    "ProgrammeIndicators",
    "Reading",
    "Section",
    "Watch",
]
