"""Which state of a pair leads where. Data, not branches.

draft → active (both consents, an order) → finished with a result, or stopped before its time (ст. 351.8 ТК РФ: three
working days of notice). A draft that came to nothing is cancelled with the reason. What ended never begins again: a new
pair does.
"""

from mentoring.models import Pair
from methodservice.directory import transitions

State = Pair.State

TRANSITIONS = {
    State.DRAFT: (State.ACTIVE, State.CANCELLED),
    State.ACTIVE: (State.FINISHED, State.STOPPED),
    State.FINISHED: (),
    State.STOPPED: (),
    State.CANCELLED: (),
}

STATE_KINDS = {
    State.DRAFT: "draft",
    State.ACTIVE: "done",
    State.FINISHED: "plain",
    State.STOPPED: "returned",
    State.CANCELLED: "refused",
}
"""Look of a state, see the tag `state`."""


def move(*, pair: Pair, to: str, by, note: str = "", **fields) -> None:
    """Move a locked pair to a state and journal it. Raises Refused when the way is closed."""
    transitions.move(pair, TRANSITIONS, to=to, by=by, whose="пары", note=note, **fields)
