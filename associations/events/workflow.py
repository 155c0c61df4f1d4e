"""Which state of an event leads where. Data, not branches; the journal keeps who moved it and when.

An event that was marked held by mistake goes back to planned, and a cancelled one is planned again: figures count held
events at the moment of asking, so nothing has to be undone elsewhere, and documents that were submitted keep theirs.
"""

from associations.events.models import Event
from methodservice.directory import transitions

State = Event.State

TRANSITIONS = {
    State.PLANNED: (State.HELD, State.CANCELLED),
    State.HELD: (State.PLANNED,),
    State.CANCELLED: (State.PLANNED,),
}

STATE_KINDS = {State.PLANNED: "waiting", State.HELD: "done", State.CANCELLED: "refused"}
"""Look of a state, see the tag `state`."""


def move(*, event: Event, to: str, by, note: str = "") -> None:
    """Move a locked event to a state and journal it. Raises Refused when the way is closed."""
    kept = note if to == State.CANCELLED else ""
    transitions.move(event, TRANSITIONS, to=to, by=by, whose="мероприятия", note=note, state_note=kept)
