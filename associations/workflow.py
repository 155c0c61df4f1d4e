"""Which state of a meeting leads where. Data, not branches; the journal keeps who moved it and when."""

from associations.models import Meeting
from methodservice.directory import transitions

State = Meeting.State

TRANSITIONS = {
    State.PLANNED: (State.HELD, State.NOT_HELD),
    State.HELD: (State.SIGNED, State.NOT_HELD),
    State.SIGNED: (State.CORRECTING,),
    State.CORRECTING: (State.SIGNED,),
    State.NOT_HELD: (),
}


def move(*, meeting: Meeting, to: str, by, note: str = "") -> None:
    """Move a locked meeting to a state and journal it. Raises Refused when the way is closed."""
    transitions.move(meeting, TRANSITIONS, to=to, by=by, whose="заседания", note=note, state_note=note)
