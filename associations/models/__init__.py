from .association import Association, Level
from .decision import Decision, DecisionDone
from .meeting import (
    AgendaItem,
    Attendance,
    Candidate,
    Guest,
    ItemAbsence,
    Meeting,
    NamedVote,
    Proposal,
)
from .people import LEADING_OFFICES, Membership, Office, Roster, RosterMember, Term
from .protocol import Protocol

__all__ = [
    "LEADING_OFFICES",
    "AgendaItem",
    "Association",
    "Attendance",
    "Candidate",
    "Decision",
    "DecisionDone",
    "Guest",
    "ItemAbsence",
    "Level",
    "Meeting",
    "Membership",
    "NamedVote",
    "Office",
    "Proposal",
    "Protocol",
    "Roster",
    "RosterMember",
    "Term",
]
