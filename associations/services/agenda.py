"""What a meeting is made of before and beside its votes: planning, agenda, candidates, decisions, guests.

Each function locks the meeting, looks at its state again, writes and journals in one transaction.
"""

from datetime import date

from django.db import transaction
from django.db.models import F, Max

from associations.models import (
    AgendaItem,
    Association,
    Attendance,
    Candidate,
    Decision,
    Guest,
    Meeting,
    Office,
    Proposal,
    Term,
)
from associations.picture import members_on
from associations.services.locks import lock_meeting, lock_open_meeting
from associations.services.meetings import ELECTION_IS_DONE
from associations.services.proposals import accept
from associations.workflow import State
from methodservice.directory import audit
from methodservice.directory.models import Teacher
from methodservice.lib.refusals import AlreadyDone, Refused, Stale

MOST_ITEMS = 50
MOST_DECISIONS = 50
MOST_GUESTS = 100


@transaction.atomic
def plan_meeting(*, association: Association, by, titles=(), proposals=(), **fields) -> Meeting:
    """Plan a meeting with its agenda: typed questions first, then accepted proposals of school associations.

    fields: date, time, place, form, theme. Raises AlreadyDone when the same meeting stands in the plan already.
    """
    Association.objects.select_for_update(of=("self",)).get(pk=association.pk)
    twin = Meeting.objects.filter(association=association, date=fields["date"], theme=fields["theme"])
    if twin.exists():
        raise AlreadyDone("Заседание с этой датой и темой уже есть.")
    meeting = Meeting.objects.create(association=association, **fields)
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, position=number, title=title)
        for number, title in enumerate(titles, start=1)
    )
    audit.record(audit.Verb.CREATED, by=by, obj=meeting, note=f"вопросов в повестке: {len(titles)}")
    take_proposals(meeting=meeting, proposals=proposals, by=by)
    return meeting


@transaction.atomic
def take_proposals(*, meeting: Meeting, proposals, by) -> list[AgendaItem]:
    """Put proposals of school associations at the end of the agenda; one answered meanwhile is refused."""
    return [accept(proposal=proposal, meeting=meeting, by=by) for proposal in proposals]


@transaction.atomic
def cancel_meeting(*, meeting: Meeting, by) -> None:
    """Delete a planned meeting; its proposals wait for another one. A meeting that was held is never deleted."""
    meeting = lock_meeting(meeting.pk)
    if meeting.state != State.PLANNED:
        raise Refused("Удалить можно только запланированное заседание.")
    Proposal.objects.filter(item__meeting=meeting).update(state=Proposal.State.NEW, item=None)
    audit.record(audit.Verb.DELETED, by=by, obj=meeting)
    meeting.delete()


@transaction.atomic
def add_item(*, meeting: Meeting, by, **fields) -> AgendaItem:
    """A question at the end of the agenda: title, kind, office, speaker_id, speaker_text."""
    return _append_item(lock_open_meeting(meeting.pk), by, **fields)


def _append_item(meeting, by, **fields) -> AgendaItem:
    if meeting.items.count() >= MOST_ITEMS:
        raise Refused(f"В повестке не больше {MOST_ITEMS} вопросов.", "agenda")
    if meeting.state == State.CORRECTING and fields.get("kind") == AgendaItem.Kind.ELECTION:
        raise Refused(ELECTION_IS_DONE, "agenda")
    last = meeting.items.aggregate(last=Max("position"))["last"] or 0
    item = AgendaItem.objects.create(meeting=meeting, position=last + 1, **fields)
    audit.record(audit.Verb.CREATED, by=by, obj=item)
    return item


def _lock_item(item: AgendaItem) -> AgendaItem:
    """The item as it is now, its meeting locked and open; an election is closed to a correction."""
    meeting = lock_open_meeting(item.meeting_id)
    current = AgendaItem.objects.select_related("speaker").get(pk=item.pk)
    if meeting.state == State.CORRECTING and current.kind == AgendaItem.Kind.ELECTION:
        raise Refused(ELECTION_IS_DONE, f"item-{item.pk}")
    current.meeting = meeting
    return current


@transaction.atomic
def change_item(*, item: AgendaItem, version: int, by, **fields) -> AgendaItem:
    """Title, kind, office, speaker of a question. Another kind forgets votes and candidates. Raises Stale."""
    current = _lock_item(item)
    if current.version != version:
        raise Stale(current)
    kind = fields.get("kind", current.kind)
    if current.meeting.state == State.CORRECTING and kind == AgendaItem.Kind.ELECTION:
        raise Refused(ELECTION_IS_DONE, f"item-{item.pk}")
    before = audit.state_of(current)
    if kind != current.kind:
        fields |= {"voting": AgendaItem.Voting.NONE, "votes_for": 0, "votes_against": 0, "votes_abstained": 0}
        current.candidates.all().delete()
        current.named_votes.all().delete()
    for name, value in fields.items():
        setattr(current, name, value)
    current.version += 1
    current.save()
    audit.record_change(by=by, obj=current, before=before)
    return current


@transaction.atomic
def move_item(*, item: AgendaItem, up: bool, by) -> None:
    """One place up or down; at the edge nothing happens. Positions become 1, 2, 3…"""
    meeting = lock_open_meeting(item.meeting_id)
    rows = list(meeting.items.order_by("position", "pk"))
    old = next(number for number, row in enumerate(rows) if row.pk == item.pk)
    new = max(old - 1, 0) if up else min(old + 1, len(rows) - 1)
    if new != old:
        rows.insert(new, rows.pop(old))
        _renumber(rows)
        changes = {"№": [str(old + 1), str(new + 1)]}
        audit.record(audit.Verb.CHANGED, by=by, obj=rows[new], changes=changes)


def _renumber(rows) -> None:
    for number, row in enumerate(rows, start=1):
        row.position = number
    type(rows[0]).objects.bulk_update(rows, ["position"])


@transaction.atomic
def remove_item(*, item: AgendaItem, by) -> None:
    """Take a question off the agenda with its texts, votes and decisions; a proposal behind it waits again."""
    current = _lock_item(item)
    Proposal.objects.filter(item=current).update(state=Proposal.State.NEW, item=None)
    audit.record(audit.Verb.DELETED, by=by, obj=current, note=current.heard[:300])
    current.delete()
    if rows := list(current.meeting.items.order_by("position", "pk")):
        _renumber(rows)


@transaction.atomic
def hand_over_chair(*, meeting: Meeting, by) -> Teacher | None:
    """The deputy chairs in the head's absence (Положение о ММО, п. 5.2).

    When the meeting's chair is the head in office and is marked as not here, the deputy in office becomes chair, unless
    marked as not here too. Returns the deputy who took over.
    """
    meeting = lock_open_meeting(meeting.pk)
    terms = Term.objects.on(meeting.date).filter(association_id=meeting.association_id)
    head = terms.filter(office=Office.HEAD, teacher_id=meeting.chair_id).first()
    away = Attendance.objects.filter(meeting=meeting).exclude(
        status__in=(Attendance.Status.PRESENT, Attendance.Status.REMOTE)
    )
    if head is None or not away.filter(teacher_id=head.teacher_id).exists():
        return None
    deputies = terms.filter(office=Office.DEPUTY).exclude(teacher_id__in=away.values("teacher_id"))
    deputy = deputies.select_related("teacher").order_by("starts", "pk").first()
    if deputy is None or deputy.teacher_id == meeting.secretary_id:
        return None
    before = audit.state_of(meeting)
    meeting.chair = deputy.teacher
    meeting.version += 1
    meeting.save(update_fields=["chair", "version"])
    audit.record_change(by=by, obj=meeting, before=before, note="руководитель отсутствует")
    return deputy.teacher


@transaction.atomic
def add_candidate(*, item: AgendaItem, teacher_id: int, by) -> Candidate:
    """A candidate of an election: a member of the association on the day of the meeting."""
    current = _lock_item(item)
    if current.kind != AgendaItem.Kind.ELECTION:
        raise Refused("Кандидатов называют только в вопросе о выборах.", f"item-{item.pk}")
    meeting = current.meeting
    member = members_on(meeting.association, meeting.date).filter(teacher_id=teacher_id).first()
    if member is None:
        raise Refused("Кандидат должен быть членом объединения на день заседания.", f"item-{item.pk}")
    if current.candidates.filter(teacher_id=teacher_id).exists():
        raise AlreadyDone("Этот кандидат уже назван.", f"item-{item.pk}")
    candidate = Candidate.objects.create(item=current, teacher=member.teacher)
    _forget_votes(current)
    audit.record(audit.Verb.CHANGED, by=by, obj=current, changes={"кандидат": ["—", str(member.teacher)]})
    return candidate


@transaction.atomic
def remove_candidate(*, candidate: Candidate, by) -> None:
    """Take a candidate off the list; the votes of the question are to be recorded again."""
    current = _lock_item(candidate.item)
    audit.record(audit.Verb.CHANGED, by=by, obj=current, changes={"кандидат": [str(candidate.teacher), "—"]})
    candidate.delete()
    _forget_votes(current)


def _forget_votes(item: AgendaItem) -> None:
    """Votes recorded for another list of candidates mean nothing."""
    item.named_votes.all().delete()
    item.candidates.update(votes=0)
    AgendaItem.objects.filter(pk=item.pk).update(
        voting=AgendaItem.Voting.NONE, votes_against=0, votes_abstained=0, version=F("version") + 1
    )


@transaction.atomic
def add_decision(*, item: AgendaItem, by, **fields) -> Decision:
    """The next decision of the question: text, responsible_id, responsible_text, due, due_text."""
    lock_open_meeting(item.meeting_id)
    rows = Decision.objects.filter(item=item)
    if rows.count() >= MOST_DECISIONS:
        raise Refused(f"В одном вопросе не больше {MOST_DECISIONS} решений.", f"item-{item.pk}")
    last = rows.aggregate(last=Max("position"))["last"] or 0
    decision = Decision.objects.create(item=item, position=last + 1, **fields)
    audit.record(audit.Verb.CREATED, by=by, obj=decision)
    return decision


@transaction.atomic
def remove_decision(*, decision: Decision, by) -> None:
    """Take a decision out; those after it move up."""
    lock_open_meeting(decision.item.meeting_id)
    audit.record(audit.Verb.DELETED, by=by, obj=decision, note=decision.text[:300])
    item = decision.item
    decision.delete()
    if rows := list(item.decisions.order_by("position", "pk")):
        _renumber(rows)


@transaction.atomic
def add_guest(*, meeting: Meeting, by, name: str, position: str = "", organisation: str = "") -> Guest:
    """An invited person: on the list apart, never counted."""
    meeting = lock_open_meeting(meeting.pk)
    if meeting.guests.count() >= MOST_GUESTS:
        raise Refused(f"Приглашённых не больше {MOST_GUESTS}.", "guests")
    if meeting.guests.filter(name=name, organisation=organisation).exists():
        raise AlreadyDone("Этот человек уже записан среди приглашённых.", "guests")
    guest = Guest.objects.create(meeting=meeting, name=name, position=position, organisation=organisation)
    audit.record(audit.Verb.CREATED, by=by, obj=guest)
    return guest


@transaction.atomic
def remove_guest(*, guest: Guest, by) -> None:
    """Take an invited person off the list."""
    lock_open_meeting(guest.meeting_id)
    audit.record(audit.Verb.DELETED, by=by, obj=guest)
    guest.delete()


def open_proposals(association: Association) -> list[Proposal]:
    """Proposals of school associations that wait for an agenda, oldest first. 1 query."""
    return list(
        association.proposals.filter(state=Proposal.State.NEW)
        .select_related("source__school", "source__municipality")
        .order_by("created_at", "pk")
    )


def last_place(association: Association, before: date) -> str:
    """Where the association met last: proposed for the next meeting. 1 query."""
    rows = association.meetings.filter(date__lt=before).exclude(place="")
    return rows.order_by("-date").values_list("place", flat=True).first() or ""
