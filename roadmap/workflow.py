"""Which state of an edition leads where. Data, not branches; the journal keeps who moved it and when."""

from methodservice.directory import transitions
from roadmap.models import Edition

State = Edition.State

TRANSITIONS = {
    State.DRAFT: (State.APPROVED, State.IN_FORCE),
    State.APPROVED: (State.IN_FORCE,),
    State.IN_FORCE: (State.SUPERSEDED,),
    State.SUPERSEDED: (),
}
STATE_KINDS = {
    State.DRAFT: "draft",
    State.APPROVED: "waiting",
    State.IN_FORCE: "done",
    State.SUPERSEDED: "plain",
}
"""Look of an edition's state, see the tag `state`."""


def move(*, edition: Edition, to: str, by, note: str = "", **fields) -> None:
    """Move an edition of a locked programme to a state, with what is written down on the way, and journal it.

    Raises Refused when the way is closed.
    """
    transitions.move(edition, TRANSITIONS, to=to, by=by, whose="дорожной карты", note=note, **fields)
