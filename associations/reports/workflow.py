"""Which state of a report leads where. Data, not branches; the journal keeps who moved it and when."""

from associations.reports.models import AnnualReport
from associations.services.errors import Refused
from methodservice.directory import audit

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
    if to not in TRANSITIONS[State(report.state)]:
        raise Refused(f"Сейчас это сделать нельзя: состояние отчёта — «{report.get_state_display()}».")
    before = report.get_state_display()
    for name, value in ({"state": to} | fields).items():
        setattr(report, name, value)
    report.version += 1
    report.save(update_fields=["state", *fields, "version"])
    changes = {"состояние": [before, report.get_state_display()]}
    audit.record(audit.Verb.MOVED, by=by, obj=report, changes=changes, note=note)
