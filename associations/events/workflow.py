"""Which state of an event leads where. Data, not branches; the journal keeps who moved it and when.

An event that was marked held by mistake goes back to planned, and a cancelled one is planned again: figures count held
events at the moment of asking, so nothing has to be undone elsewhere, and documents that were submitted keep theirs.
"""

from associations.events.models import Event
from associations.services.errors import Refused
from methodservice.directory import audit

State = Event.State

TRANSITIONS = {
    State.PLANNED: (State.HELD, State.CANCELLED),
    State.HELD: (State.PLANNED,),
    State.CANCELLED: (State.PLANNED,),
}

STATE_KINDS = {State.PLANNED: "waiting", State.HELD: "done", State.CANCELLED: "refused"}
"""Look of a state, see the tag `state`."""


def move(*, event: Event, to: str, by, note: str = "") -> None:
    """Move a locked event to a state and write the journal. Raises Refused when the way is closed."""
    if to not in TRANSITIONS[State(event.state)]:
        raise Refused(f"Сейчас это сделать нельзя: состояние мероприятия — «{event.get_state_display()}».")
    before = event.get_state_display()
    event.state = to
    event.state_note = note if to == State.CANCELLED else ""
    event.version += 1
    event.save(update_fields=["state", "state_note", "version"])
    changes = {"состояние": [before, event.get_state_display()]}
    audit.record(audit.Verb.MOVED, by=by, obj=event, changes=changes, note=note)
