"""Arithmetic of meetings: quorum, votes, elections, cadence. Exact, pure, and every answer carries its reason."""

from .cadence import Cadence, CadenceRule, PeriodCadence, cadence, required_by
from .elections import Candidate, Election, elect
from .follow_up import Followed, Standing, follow_up_title, follow_up_words, standing
from .quorum import Quorum, QuorumRule, quorum
from .votes import MajorityRule, Tally, Verdict, verdict
from .words import explain

__all__ = [
    "Cadence",
    "CadenceRule",
    "Candidate",
    "Election",
    "Followed",
    "MajorityRule",
    "PeriodCadence",
    "Quorum",
    "QuorumRule",
    "Standing",
    "Tally",
    "Verdict",
    "cadence",
    "elect",
    "explain",
    "follow_up_title",
    "follow_up_words",
    "quorum",
    "required_by",
    "standing",
    "verdict",
]
