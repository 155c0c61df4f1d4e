"""Arithmetic of meetings: quorum, votes, elections, cadence. Exact, pure, and every answer carries its reason."""

from .cadence import Cadence, CadenceRule, PeriodCadence, cadence, required_by
from .elections import Candidate, Election, elect
from .quorum import Quorum, QuorumRule, quorum
from .votes import MajorityRule, Tally, Verdict, verdict
from .words import explain

__all__ = [
    "Cadence",
    "CadenceRule",
    "Candidate",
    "Election",
    "MajorityRule",
    "PeriodCadence",
    "Quorum",
    "QuorumRule",
    "Tally",
    "Verdict",
    "cadence",
    "elect",
    "explain",
    "quorum",
    "required_by",
    "verdict",
]
