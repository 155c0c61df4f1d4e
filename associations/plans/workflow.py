"""Which state of an edition leads where. Data, not branches; the journal keeps who moved it and when."""

from associations.plans.models import PlanEdition
from methodservice.directory import transitions

State = PlanEdition.State

TRANSITIONS = {
    State.DRAFT: (State.SUBMITTED,),
    State.SUBMITTED: (State.DRAFT, State.RETURNED, State.APPROVED),
    State.RETURNED: (State.SUBMITTED,),
    State.APPROVED: (State.SUPERSEDED,),
    State.SUPERSEDED: (),
}
STATE_KINDS = {
    State.DRAFT: "draft",
    State.SUBMITTED: "waiting",
    State.RETURNED: "returned",
    State.APPROVED: "done",
    State.SUPERSEDED: "plain",
}
"""Look of an edition's state, see the tag `state`."""


def move(*, edition: PlanEdition, to: str, by, note: str = "", **fields) -> None:
    """Move an edition of a locked plan to a state, with what is written down on the way (fields), and journal it.

    Raises Refused when the way is closed.
    """
    transitions.move(edition, TRANSITIONS, to=to, by=by, whose="плана", note=note, **fields)
