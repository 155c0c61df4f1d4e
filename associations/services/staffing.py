"""Who belongs to an association: adding many at once, ending, carrying over to a new year, approving by order."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q

from associations.models import Association, Attendance, Membership, Roster, RosterMember
from associations.services.associations import lock_association, lock_open_association
from methodservice.directory import audit
from methodservice.directory.models import Teacher
from methodservice.lib.numerals import people
from methodservice.lib.periods import SchoolYear
from methodservice.lib.refusals import AlreadyDone, Refused

DAY = timedelta(days=1)
MOST_AT_ONCE = 500
LAST_LESSONS = (5, 25)
"""«Последний звонок»: who belonged on that day of May is taken for a member of the school year to its end."""


@transaction.atomic
def add_members(
    *, association: Association, teacher_ids: Iterable[int], starts: date, by, ends: date | None = None
) -> list[Membership]:
    """Add all or nobody. Raises Refused: nobody chosen, a person beyond the user's rights, overlapping membership.

    6 queries, whatever the number of people.
    """
    association = lock_open_association(association.pk)
    chosen = _teachers(set(teacher_ids), by)
    if ends and ends < starts:
        raise Refused("Дата «по» раньше даты «с».", "ends")
    _refuse_gone(chosen, starts)
    _refuse_overlap(association, chosen, starts, ends)
    rows = Membership.objects.bulk_create(
        Membership(association=association, teacher=teacher, starts=starts, ends=ends) for teacher in chosen
    )
    audit.AuditEvent.objects.bulk_create(audit.event(audit.Verb.CREATED, by=by, obj=row) for row in rows)
    return rows


def _teachers(ids: set[int], by) -> list[Teacher]:
    """The chosen people, all within what the user may change; anybody else's makes the whole request refused."""
    if not ids:
        raise Refused("Отметьте хотя бы одного педагога.", "teachers")
    if len(ids) > MOST_AT_ONCE:
        raise Refused(f"За один раз можно добавить не больше {MOST_AT_ONCE} человек.", "teachers")
    found = list(Teacher.objects.editable_by(by).filter(pk__in=ids).select_related("school"))
    if len(found) != len(ids):
        raise Refused(
            "Среди отмеченных есть педагоги, которых нет в вашем списке. Отметьте их заново.", "teachers"
        )
    return found


def _refuse_gone(chosen, starts) -> None:
    gone = [teacher.short_name for teacher in chosen if teacher.left_on and teacher.left_on <= starts]
    if gone:
        raise Refused(f"К этому дню уже не работают: {', '.join(gone)}.", "teachers")


def _refuse_overlap(association, chosen, starts, ends) -> None:
    rows = Membership.objects.filter(association=association, teacher__in=chosen).exclude(ends__lt=starts)
    if ends:
        rows = rows.filter(starts__lte=ends)
    taken = [f"{row.teacher.short_name} (с {row.starts:%d.%m.%Y})" for row in rows.select_related("teacher")]
    if taken:
        raise Refused(
            f"Уже состоят в объединении в эти дни: {', '.join(taken)}. Снимите с них отметку.", "teachers"
        )


@transaction.atomic
def end_membership(*, membership: Membership, ends: date, by) -> Membership:
    """End; `ends` is the last day as a member. Raises AlreadyDone for one that ended earlier."""
    lock_association(membership.association_id)
    membership = _fresh(membership)
    if membership.ends and membership.ends <= ends:
        raise AlreadyDone(f"Членство уже завершено {membership.ends:%d.%m.%Y}.")
    if ends < membership.starts:
        raise Refused(f"Последний день не может быть раньше первого ({membership.starts:%d.%m.%Y}).", "ends")
    before = audit.state_of(membership)
    membership.ends = ends
    membership.save(update_fields=["ends"])
    audit.record_change(by=by, obj=membership, before=before)
    return membership


@transaction.atomic
def remove_membership(*, membership: Membership, by) -> None:
    """Take out a membership entered by mistake. Raises Refused when attendance at a meeting rests on it."""
    lock_association(membership.association_id)
    membership = _fresh(membership)
    marked = Attendance.objects.filter(
        meeting__association_id=membership.association_id,
        teacher_id=membership.teacher_id,
        meeting__date__gte=membership.starts,
    )
    if membership.ends:
        marked = marked.filter(meeting__date__lte=membership.ends)
    first = marked.order_by("meeting__date").values_list("meeting__date", flat=True).first()
    if first:
        raise Refused(
            f"Убрать запись нельзя: на заседании {first:%d.%m.%Y} отмечена явка. Завершите членство датой."
        )
    audit.record(audit.Verb.DELETED, by=by, obj=membership, note="добавлен по ошибке")
    membership.delete()


def _fresh(membership) -> Membership:
    """The membership as it is now, under the association's lock."""
    rows = Membership.objects.select_related("teacher", "association__municipality", "association__school")
    current = rows.filter(pk=membership.pk).first()
    if current is None:
        raise AlreadyDone("Эта запись уже убрана.")
    return current


@dataclass(frozen=True)
class CarryOver:
    """Last year's roster as seen from the new school year.

    staying: open memberships that go on by themselves; returning: ended, can be opened anew (person, was a member to
    the end of the year); leaving: open memberships of people who no longer work; suggested: others of the same subject.
    """

    year: SchoolYear
    staying: tuple[Membership, ...]
    returning: tuple[tuple[Membership, bool], ...]
    leaving: tuple[Membership, ...]
    suggested: tuple[Teacher, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.staying or self.returning or self.leaving)


def carry_over(*, association: Association, year: SchoolYear, by) -> CarryOver:
    """Who of last year goes on, who can be taken again, who left, and whom to ask. 2–3 queries."""
    last = year.previous
    rows = Membership.objects.filter(association=association).exclude(ends__lt=last.starts)
    newest: dict[int, Membership] = {}
    for row in rows.select_related("teacher__school").order_by("starts", "pk"):
        newest[row.teacher_id] = row
    may_touch = set(Teacher.objects.editable_by(by).filter(pk__in=newest).values_list("pk", flat=True))
    staying, returning, leaving = [], [], []
    for row in sorted(newest.values(), key=lambda row: (row.teacher.full_name, row.pk)):
        gone = row.teacher.left_on is not None and row.teacher.left_on <= year.starts
        if row.ends is None or row.ends >= year.starts:
            (leaving if gone else staying).append(row)
        elif not gone and row.teacher_id in may_touch:
            month, day = LAST_LESSONS
            returning.append((row, row.ends >= date(last.first + 1, month, day)))
    suggested = ()
    if association.subject_id:
        same = Teacher.objects.editable_by(by).working().filter(subjects=association.subject_id)
        if association.school_id:
            same = same.filter(school_id=association.school_id)
        suggested = tuple(same.exclude(pk__in=newest).select_related("school"))
    return CarryOver(year, tuple(staying), tuple(returning), tuple(leaving), suggested)


@transaction.atomic
def copy_roster(
    *, association: Association, teacher_ids: Iterable[int], leaving_ids: Iterable[int], year: SchoolYear, by
) -> tuple[int, int]:
    """Take the chosen into the new school year from its first day and end the memberships of those who left.

    leaving_ids: memberships to end. → (taken, ended). Raises Refused when nobody was chosen for either.
    """
    association = lock_open_association(association.pk)
    teacher_ids, leaving_ids = set(teacher_ids), set(leaving_ids)
    if not teacher_ids and not leaving_ids:
        raise Refused("Отметьте, кого перенести в новый учебный год.", "teachers")
    gone = Membership.objects.filter(
        Q(ends__isnull=True) | Q(ends__gte=year.starts),
        pk__in=leaving_ids,
        association=association,
        teacher__left_on__lte=year.starts,
    )
    ended = list(gone.select_related("teacher", "association__municipality", "association__school"))
    if len(ended) != len(leaving_ids):
        raise Refused("Состав изменился, пока страница была открыта. Откройте её снова.", "teachers")
    for row in ended:
        last_day = max(row.teacher.left_on - DAY, row.starts)
        end_membership(membership=row, ends=last_day, by=by)
    taken = []
    if teacher_ids:
        taken = add_members(association=association, teacher_ids=teacher_ids, starts=year.starts, by=by)
    return len(taken), len(ended)


def roster_day(year: SchoolYear, approved_on: date) -> date:
    """The day whose members an order of this date approves: an August order speaks of 1 September."""
    return max(approved_on, year.starts)


@transaction.atomic
def approve_roster(
    *, association: Association, year: SchoolYear, approved_on: date, order_number: str, by
) -> Roster:
    """Freeze the members as approved by order. A later order of the same year makes a further roster.

    Raises AlreadyDone for the same order, Refused without members or for a day beyond the school year.
    """
    association = lock_open_association(association.pk)
    if approved_on > year.ends:
        raise Refused(
            f"Учебный год {year} кончается {year.ends:%d.%m.%Y}. Проверьте дату приказа.", "approved_on"
        )
    if approved_on < year.previous.starts:
        raise Refused(f"Слишком рано для {year} учебного года. Проверьте дату приказа.", "approved_on")
    same = Roster.objects.filter(association=association, school_year=year.first)
    if same.filter(approved_on=approved_on, order_number=order_number).exists():
        raise AlreadyDone("Этим приказом состав уже утверждён.")
    day = roster_day(year, approved_on)
    members = list(Membership.objects.on(day).filter(association=association).order_by("pk"))
    if not members:
        raise Refused(f"На {day:%d.%m.%Y} в объединении нет ни одного члена. Сначала заполните состав.")
    approved = Roster.objects.create(
        association=association, school_year=year.first, approved_on=approved_on, order_number=order_number
    )
    RosterMember.objects.bulk_create(
        RosterMember(roster=approved, teacher_id=teacher_id)
        for teacher_id in sorted({member.teacher_id for member in members})
    )
    audit.record(audit.Verb.CREATED, by=by, obj=approved, note=f"в составе {people(len(members))}")
    return approved
