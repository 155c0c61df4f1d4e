"""Which state of a report leads where. Data, not branches; the journal keeps who moved it and when."""

from associations.reports.models import AnnualReport
from methodservice.directory import transitions

State = AnnualReport.State

TRANSITIONS = {
    State.DRAFT: (State.SUBMITTED,),
    State.SUBMITTED: (State.DRAFT, State.RETURNED, State.ACCEPTED),
    State.RETURNED: (State.SUBMITTED,),
    State.ACCEPTED: (),
}
STATE_KINDS = {
    State.DRAFT: "draft",
    State.SUBMITTED: "waiting",
    State.RETURNED: "returned",
    State.ACCEPTED: "done",
}
"""Look of a report's state, see the tag `state`."""


def move(*, report: AnnualReport, to: str, by, note: str = "", **fields) -> None:
    """Move a locked report to a state, with what is written down on the way (fields), and journal it.

    Raises Refused when the way is closed.
    """
    transitions.move(report, TRANSITIONS, to=to, by=by, whose="отчёта", note=note, **fields)
