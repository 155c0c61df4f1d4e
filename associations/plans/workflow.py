"""Which state of an edition leads where. Data, not branches; the journal keeps who moved it and when."""

from associations.plans.models import PlanEdition
from associations.services.errors import Refused
from methodservice.directory import audit

State = PlanEdition.State

TRANSITIONS = {
    State.DRAFT: (State.SUBMITTED,),
    State.SUBMITTED: (State.DRAFT, State.RETURNED, State.APPROVED),
    State.RETURNED: (State.SUBMITTED,),
    State.APPROVED: (State.SUPERSEDED,),
    State.SUPERSEDED: (),
}
STATE_KINDS = {
    State.DRAFT: "draft",
    State.SUBMITTED: "waiting",
    State.RETURNED: "returned",
    State.APPROVED: "done",
    State.SUPERSEDED: "plain",
}
"""Look of an edition's state, see the tag `state`."""


def move(*, edition: PlanEdition, to: str, by, note: str = "", **fields) -> None:
    """Move an edition of a locked plan to a state, with what is written down on the way (fields), and journal it.

    Raises Refused when the way is closed.
    """
    if to not in TRANSITIONS[State(edition.state)]:
        raise Refused(f"Сейчас это сделать нельзя: состояние плана — «{edition.get_state_display()}».")
    before = edition.get_state_display()
    for name, value in ({"state": to} | fields).items():
        setattr(edition, name, value)
    edition.version += 1
    edition.save(update_fields=["state", *fields, "version"])
    changes = {"состояние": [before, edition.get_state_display()]}
    audit.record(audit.Verb.MOVED, by=by, obj=edition, changes=changes, note=note)
