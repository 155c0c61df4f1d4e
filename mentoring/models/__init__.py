from .checkups import Checkup, Score
from .outsiders import Outsider, OutsiderAct
from .pairs import Pair, PairConsent
from .programme import ProgrammeItem, Session
from .school_models import SchoolModel

__all__ = [
    "Checkup",
    "Outsider",
    "OutsiderAct",
    "Pair",
    "PairConsent",
    "ProgrammeItem",
    "SchoolModel",
    "Score",
    "Session",
]
