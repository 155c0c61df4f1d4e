"""Filing a meeting: attendance, presence for an item, texts, votes, decisions, «не состоялось» and the repeat.

Each function locks the meeting, looks at its state again, writes and journals in one transaction. Rows that two
people may type into carry a version: the writer says which one was read, a newer one raises `Stale`.
"""

from datetime import date

from django.db import transaction
from django.utils import timezone

from associations.models import (
    AgendaItem,
    Attendance,
    Candidate,
    Decision,
    ItemAbsence,
    Meeting,
    NamedVote,
    Office,
    Term,
)
from associations.picture import members_on
from associations.services.decisions import add_follow_up
from associations.services.locks import lock_meeting, lock_open_meeting
from associations.workflow import State, move
from methodservice.directory import audit
from methodservice.lib.refusals import AlreadyDone, Refused, Stale

ELECTION_IS_DONE = "Итоги выборов уже вступили в силу и при исправлении протокола не меняются."


def _lock_versioned(row, version: int):
    """The row as it is now, under the meeting's lock; raises Stale when it is not the version that was read."""
    current = type(row).objects.select_for_update(of=("self",)).get(pk=row.pk)
    if current.version != version:
        raise Stale(current)
    return current


def officers_on(association, day: date) -> tuple[int | None, int | None]:
    """(chair, secretary) by the terms in force on the day: head, or the deputy when there is no head."""
    held = dict(
        Term.objects.on(day)
        .filter(association=association)
        .order_by("starts")
        .values_list("office", "teacher_id")
    )
    return held.get(Office.HEAD) or held.get(Office.DEPUTY), held.get(Office.SECRETARY)


@transaction.atomic
def start_protocol(*, meeting: Meeting, by) -> Meeting:
    """«Начать протокол»: planned → held.

    Chair and secretary are proposed from the terms of office; the agenda opens with what became of the decisions of
    the last protocol.
    """
    meeting = lock_meeting(meeting.pk)
    if meeting.state == State.HELD:
        raise AlreadyDone("Протокол уже начат.")
    if meeting.date > timezone.localdate():
        raise Refused("Заседание ещё не прошло. Если оно прошло раньше, сначала измените дату.")
    chair_id, secretary_id = officers_on(meeting.association, meeting.date)
    meeting.chair_id = meeting.chair_id or chair_id
    meeting.secretary_id = meeting.secretary_id or secretary_id
    meeting.save(update_fields=["chair", "secretary"])
    move(meeting=meeting, to=State.HELD, by=by)
    add_follow_up(meeting=meeting, by=by)
    return meeting


@transaction.atomic
def mark_all_present(*, meeting: Meeting, by) -> int:
    """«Все присутствуют»: marks those who have no mark yet; exceptions already made stay. Returns how many."""
    meeting = lock_open_meeting(meeting.pk)
    marked = set(Attendance.objects.filter(meeting=meeting).values_list("teacher_id", flat=True))
    rows = [
        Attendance(meeting=meeting, teacher_id=membership.teacher_id, status=Attendance.Status.PRESENT)
        for membership in members_on(meeting.association, meeting.date)
        if membership.teacher_id not in marked
    ]
    Attendance.objects.bulk_create(rows)
    if rows:
        changes = {"явка": ["не отмечены", f"присутствуют: {len(rows)}"]}
        audit.record(audit.Verb.CHANGED, by=by, obj=meeting, changes=changes)
    return len(rows)


@transaction.atomic
def mark_attendance(*, meeting: Meeting, teacher_id: int, status: str, by) -> Attendance:
    """Mark one member. Whoever is not here loses votes by name and marks of absence for single items."""
    meeting = lock_open_meeting(meeting.pk)
    member = members_on(meeting.association, meeting.date).filter(teacher_id=teacher_id).first()
    if member is None:
        raise Refused("Этот человек не состоит в объединении на день заседания.", "roster")
    row = Attendance.objects.filter(meeting=meeting, teacher_id=teacher_id).first()
    before = row.get_status_display() if row else "не отмечен"
    row = row or Attendance(meeting=meeting, teacher=member.teacher)
    row.status = status
    row.save()
    if not row.is_here:
        row.absences.all().delete()
        NamedVote.objects.filter(item__meeting=meeting, teacher_id=teacher_id).delete()
    if before != row.get_status_display():
        changes = {str(member.teacher): [before, row.get_status_display()]}
        audit.record(audit.Verb.CHANGED, by=by, obj=meeting, changes=changes)
    return row


@transaction.atomic
def set_item_presence(*, item: AgendaItem, teacher_id: int, here: bool, by) -> None:
    """Came late or left early: was this person there for the item. Votes of the absent by name are removed."""
    meeting = lock_open_meeting(item.meeting_id)
    row = Attendance.objects.select_related("teacher").filter(meeting=meeting, teacher_id=teacher_id).first()
    if row is None or not row.is_here:
        raise Refused("Сначала отметьте, что этот человек присутствует на заседании.", "roster")
    if here:
        changed, _ = ItemAbsence.objects.filter(item=item, attendance=row).delete()
    else:
        _, changed = ItemAbsence.objects.get_or_create(item=item, attendance=row)
        NamedVote.objects.filter(item=item, teacher_id=teacher_id).delete()
    if changed:
        was, now = ("не было", "присутствует") if here else ("присутствует", "не было")
        changes = {f"{row.teacher}, вопрос {item.position}": [was, now]}
        audit.record(audit.Verb.CHANGED, by=by, obj=meeting, changes=changes)


@transaction.atomic
def save_item(*, item: AgendaItem, version: int, by, **fields) -> AgendaItem:
    """Texts and headings of an item: any of title, speaker, speaker_text, heard, spoke. Raises Stale."""
    lock_open_meeting(item.meeting_id)
    return _save_versioned(item, version, by, fields)


@transaction.atomic
def save_decision(*, decision: Decision, version: int, by, **fields) -> Decision:
    """A decision: any of text, responsible, responsible_text, due, due_text. Raises Stale."""
    lock_open_meeting(decision.item.meeting_id)
    return _save_versioned(decision, version, by, fields)


@transaction.atomic
def save_meeting(*, meeting: Meeting, version: int, by, **fields) -> Meeting:
    """Date, time, place, form, theme, chair, secretary. Raises Stale. A correction keeps the date of the meeting."""
    current = lock_open_meeting(meeting.pk)
    if current.state == State.CORRECTING and fields.get("date", current.date) != current.date:
        raise Refused("При исправлении протокола дата заседания не меняется.")
    return _save_versioned(meeting, version, by, fields)


def _save_versioned(row, version, by, fields):
    current = _lock_versioned(row, version)
    before = audit.state_of(current)
    for name, value in fields.items():
        setattr(current, name, value)
    if audit.state_of(current) == before:
        return current
    current.version += 1
    current.save(update_fields=[*fields, "version"])
    audit.record_typing(by=by, obj=current, before=before)
    return current


@transaction.atomic
def record_votes(
    *,
    item: AgendaItem,
    voting: str,
    by,
    for_: int = 0,
    against: int = 0,
    abstained: int = 0,
    chair_vote: str = "",
    candidates: dict[int, int] | None = None,
    named: dict[int, tuple[str, int | None]] | None = None,
) -> AgendaItem:
    """How an item was voted. Replaces what was recorded before; the sums are judged by the rules, not here.

    candidates: {candidate id: votes} of an election; named: {teacher id: (choice, candidate id or None)}.
    Raises Refused for people who were not there or candidates of another item.
    """  # fmt: skip
    meeting = lock_open_meeting(item.meeting_id)
    item = AgendaItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    if meeting.state == State.CORRECTING and item.kind == AgendaItem.Kind.ELECTION:
        raise Refused(ELECTION_IS_DONE, f"item-{item.pk}")
    before = audit.state_of(item)
    item.voting = voting
    item.votes_for, item.votes_against, item.votes_abstained = for_, against, abstained
    item.chair_vote = chair_vote
    item.version += 1
    item.save()
    _replace_named(meeting, item, named or {})
    own = {candidate.pk: candidate for candidate in item.candidates.all()}
    for candidate_id, votes in (candidates or {}).items():
        if candidate_id not in own:
            raise Refused("Такого кандидата в этом вопросе нет.", f"item-{item.pk}")
        own[candidate_id].votes = votes
    Candidate.objects.bulk_update(own.values(), ["votes"])
    audit.record_typing(by=by, obj=item, before=before)
    return item


def _replace_named(meeting, item, named) -> None:
    here = set(
        Attendance.objects.filter(
            meeting=meeting, status__in=(Attendance.Status.PRESENT, Attendance.Status.REMOTE)
        )
        .exclude(absences__item=item)
        .values_list("teacher_id", flat=True)
    )
    if set(named) - here:
        raise Refused("Голос записан за того, кого не было при этом вопросе.", f"item-{item.pk}")
    item.named_votes.all().delete()
    candidates = set(item.candidates.values_list("pk", flat=True))
    if {candidate for _, candidate in named.values() if candidate} - candidates:
        raise Refused("Такого кандидата в этом вопросе нет.", f"item-{item.pk}")
    NamedVote.objects.bulk_create(
        NamedVote(item=item, teacher_id=teacher_id, choice=choice, candidate_id=candidate_id)
        for teacher_id, (choice, candidate_id) in named.items()
    )


@transaction.atomic
def declare_not_held(*, meeting: Meeting, by, note: str) -> Meeting:
    """«Не состоялось»: the reason (no quorum) stays on the meeting."""
    meeting = lock_meeting(meeting.pk)
    if meeting.state == State.NOT_HELD:
        raise AlreadyDone("Уже отмечено, что заседание не состоялось.")
    move(meeting=meeting, to=State.NOT_HELD, by=by, note=note)
    return meeting


@transaction.atomic
def plan_repeat(*, meeting: Meeting, date: date, by) -> Meeting:
    """A repeat meeting with the same agenda, once for each meeting that did not take place."""
    meeting = lock_meeting(meeting.pk)
    if meeting.state != State.NOT_HELD:
        raise Refused("Повторное заседание назначают, когда первое не состоялось.")
    if Meeting.objects.filter(repeat_of=meeting).exists():
        raise AlreadyDone("Повторное заседание уже назначено.")
    if date <= meeting.date:
        raise Refused("Повторное заседание назначают на день позже первого.")
    repeat = Meeting.objects.create(
        association=meeting.association, date=date, place=meeting.place, form=meeting.form,
        theme=meeting.theme, repeat_of=meeting,
    )  # fmt: skip
    for item in meeting.items.prefetch_related("candidates"):
        candidates = list(item.candidates.all())
        copy = AgendaItem.objects.create(
            meeting=repeat, position=item.position, kind=item.kind, title=item.title,
            speaker_id=item.speaker_id, speaker_text=item.speaker_text, office=item.office,
        )  # fmt: skip
        Candidate.objects.bulk_create(Candidate(item=copy, teacher_id=c.teacher_id) for c in candidates)
    audit.record(audit.Verb.CREATED, by=by, obj=repeat, note="повторное заседание")
    return repeat
