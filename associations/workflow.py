"""Which state of a meeting leads where. Data, not branches; the journal keeps who moved it and when."""

from associations.models import Meeting
from associations.services.errors import Refused
from methodservice.directory import audit

State = Meeting.State

TRANSITIONS = {
    State.PLANNED: (State.HELD, State.NOT_HELD),
    State.HELD: (State.SIGNED, State.NOT_HELD),
    State.SIGNED: (State.CORRECTING,),
    State.CORRECTING: (State.SIGNED,),
    State.NOT_HELD: (),
}


def move(*, meeting: Meeting, to: str, by, note: str = "") -> None:
    """Move a locked meeting to a state and write the journal. Raises Refused when the way is closed."""
    if to not in TRANSITIONS[State(meeting.state)]:
        raise Refused(f"Сейчас это сделать нельзя: состояние заседания — «{meeting.get_state_display()}».")
    before = meeting.get_state_display()
    meeting.state, meeting.state_note = to, note
    meeting.version += 1
    meeting.save(update_fields=["state", "state_note", "version"])
    changes = {"состояние": [before, meeting.get_state_display()]}
    audit.record(audit.Verb.MOVED, by=by, obj=meeting, changes=changes, note=note)
