"""Which state of a survey leads where. Data, not branches. A closed survey stays closed: its sheets were mixed."""

from development.surveys.models import Survey
from methodservice.directory import transitions

State = Survey.State

TRANSITIONS = {
    State.DRAFT: (State.OPEN,),
    State.OPEN: (State.CLOSED, State.DRAFT),
    State.CLOSED: (),
}

STATE_KINDS = {State.DRAFT: "draft", State.OPEN: "waiting", State.CLOSED: "done"}
"""Look of a state, see the tag `state`."""


def move(*, survey: Survey, to: str, by, note: str = "", **fields) -> None:
    """Move a locked survey to a state and journal it. Raises Refused when the way is closed."""
    transitions.move(survey, TRANSITIONS, to=to, by=by, whose="опроса", note=note, **fields)
