"""Which state of an order leads where. Data, not branches; the journal keeps who moved it and when."""

from methodservice.directory import transitions
from methodservice.documents.orders.models import Order

State = Order.State

TRANSITIONS = {
    State.DRAFT: (State.WAITING,),
    State.WAITING: (State.DRAFT, State.RETURNED, State.SIGNED),
    State.RETURNED: (State.WAITING,),
    State.SIGNED: (State.CANCELLED,),
    State.CANCELLED: (),
}
STATE_KINDS = {
    State.DRAFT: "draft",
    State.WAITING: "waiting",
    State.RETURNED: "returned",
    State.SIGNED: "done",
    State.CANCELLED: "refused",
}
"""Look of an order's state, see the tag `state`."""


def move(*, order: Order, to: str, by, note: str = "", **fields) -> None:
    """Move a locked order to a state, with what is written down on the way (fields), and journal it.

    Raises Refused when the way is closed.
    """
    transitions.move(order, TRANSITIONS, to=to, by=by, whose="приказа", note=note, **fields)
