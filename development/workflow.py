"""Which state of a route and of a teacher's proposal leads where. Data, not branches; the journal keeps who and when.

Whoever keeps the card moves both; the author of a proposal sends a declined one again by mending it. A route is
approved when it has a step; approved or ended by mistake it goes back: figures count at the moment of asking.
"""

from development.models import CardRecord, Route
from methodservice.directory import transitions

State = Route.State
Proposal = CardRecord.State

ROUTES = {
    State.DRAFT: (State.ACTIVE,),
    State.ACTIVE: (State.FINISHED, State.STOPPED, State.DRAFT),
    State.FINISHED: (State.ACTIVE,),
    State.STOPPED: (State.ACTIVE,),
}
OPEN = (State.DRAFT, State.ACTIVE)
"""States in which words and steps of a route change."""
ROUTE_KINDS = {
    State.DRAFT: "draft",
    State.ACTIVE: "waiting",
    State.FINISHED: "done",
    State.STOPPED: "refused",
}
"""Look of a state, see the tag `state`."""

PROPOSALS = {
    Proposal.PROPOSED: (Proposal.KEPT, Proposal.DECLINED),
    Proposal.DECLINED: (Proposal.PROPOSED, Proposal.KEPT),
    Proposal.KEPT: (),
}
PROPOSAL_KINDS = {Proposal.PROPOSED: "waiting", Proposal.DECLINED: "returned"}


def move_route(route: Route, *, to: str, by, note: str = "", **fields) -> None:
    """Move a locked route to a state and journal it. Raises Refused when the way is closed."""
    transitions.move(route, ROUTES, to=to, by=by, whose="маршрута", note=note, **fields)
