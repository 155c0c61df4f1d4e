"""Proposals into the agenda: offered by a school association, accepted or declined by the district one.

Who did what and when stands in the journal; the page of a proposal reads it there.
"""

from django.db import transaction
from django.db.models import Max

from associations.models import AgendaItem, Association, Meeting, Proposal
from associations.services.associations import lock_open_association
from associations.services.locks import lock_meeting
from methodservice.directory import audit
from methodservice.lib.refusals import AlreadyDone, Refused

State = Proposal.State
TRANSITIONS = {State.NEW: (State.ACCEPTED, State.DECLINED), State.ACCEPTED: (), State.DECLINED: ()}


@transaction.atomic
def offer(*, source: Association, title: str, rationale: str, by) -> Proposal:
    """Offer a question to the association above. Raises AlreadyDone for the same question that still waits."""
    source = lock_open_association(source.pk)
    if source.parent_id is None:
        raise Refused("У объединения не указано районное, которому можно предложить вопрос.")
    if Proposal.objects.filter(
        source=source, association=source.parent_id, title=title, state=State.NEW
    ).exists():
        raise AlreadyDone("Такое предложение уже направлено и ждёт ответа.")
    proposal = Proposal.objects.create(
        association_id=source.parent_id, source=source, title=title, rationale=rationale
    )
    audit.record(audit.Verb.CREATED, by=by, obj=proposal)
    return proposal


@transaction.atomic
def accept(*, proposal: Proposal, meeting: Meeting, by) -> AgendaItem:
    """Put the question at the end of the agenda of a planned meeting of the district association."""
    meeting = lock_meeting(meeting.pk)
    proposal = _lock(proposal, State.ACCEPTED)
    if meeting.association_id != proposal.association_id or meeting.state != Meeting.State.PLANNED:
        raise Refused("Вопрос включают в повестку запланированного заседания этого объединения.")
    last = meeting.items.aggregate(last=Max("position"))["last"] or 0
    item = AgendaItem.objects.create(meeting=meeting, position=last + 1, title=proposal.title)
    audit.record(audit.Verb.CREATED, by=by, obj=item, note=f"по предложению: {proposal.source.title}")
    proposal.item = item
    _move(proposal, State.ACCEPTED, by=by, note=f"заседание {meeting.date:%d.%m.%Y}, вопрос {item.position}")
    return item


@transaction.atomic
def decline(*, proposal: Proposal, answer: str, by) -> Proposal:
    """Answer why the question does not go into the agenda."""
    proposal = _lock(proposal, State.DECLINED)
    proposal.answer = answer
    _move(proposal, State.DECLINED, by=by, note=answer)
    return proposal


def _lock(proposal, to) -> Proposal:
    """The proposal under a row lock; raises AlreadyDone when it cannot be moved there any more."""
    rows = Proposal.objects.select_for_update(of=("self",)).select_related(
        "source__municipality", "source__school", "association"
    )
    proposal = rows.get(pk=proposal.pk)
    if to not in TRANSITIONS[State(proposal.state)]:
        raise AlreadyDone(f"Предложение уже рассмотрено: {proposal.get_state_display()}.")
    return proposal


def _move(proposal, to, *, by, note) -> None:
    before = proposal.get_state_display()
    proposal.state = to
    proposal.save(update_fields=["state", "item", "answer"])
    changes = {"состояние": [before, proposal.get_state_display()]}
    audit.record(audit.Verb.MOVED, by=by, obj=proposal, changes=changes, note=note)
