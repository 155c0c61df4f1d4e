"""Which state of a route, of its step and of a teacher's proposal leads where. Data, not branches; the journal keeps
who and when.

Whoever keeps the card moves them all; the author of a proposal sends a declined one again by mending it, the person
tells of a step of the own route. A route is approved when it has a step; approved or ended by mistake it goes back:
figures count at the moment of asking.
"""

from development.models import CardRecord, Route, RouteStep
from methodservice.directory import transitions

State = Route.State
StepState = RouteStep.State
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

STEPS = {
    StepState.OPEN: (StepState.TOLD, StepState.DONE),
    StepState.TOLD: (StepState.DONE, StepState.RETURNED, StepState.OPEN),
    StepState.RETURNED: (StepState.TOLD, StepState.DONE, StepState.OPEN),
    StepState.DONE: (StepState.OPEN,),
}
STEP_KINDS = {StepState.TOLD: "waiting", StepState.RETURNED: "returned", StepState.DONE: "done"}
UNTOLD = (StepState.OPEN, StepState.RETURNED)
"""States of a step that the person still has to take."""

PROPOSALS = {
    Proposal.PROPOSED: (Proposal.KEPT, Proposal.DECLINED),
    Proposal.DECLINED: (Proposal.PROPOSED, Proposal.KEPT),
    Proposal.KEPT: (),
}
PROPOSAL_KINDS = {Proposal.PROPOSED: "waiting", Proposal.DECLINED: "returned"}


def move_route(route: Route, *, to: str, by, note: str = "", **fields) -> None:
    """Move a locked route to a state and journal it. Raises Refused when the way is closed."""
    transitions.move(route, ROUTES, to=to, by=by, whose="маршрута", note=note, **fields)
