"""The association itself: taken under a lock before its people change; closed for good."""

from datetime import date, timedelta

from django.db import transaction

from associations.models import Association, Meeting, Membership, Term
from methodservice.directory import audit
from methodservice.lib.refusals import AlreadyDone, Refused

DAY = timedelta(days=1)


def lock_association(association_id: int) -> Association:
    """The association under a row lock: whoever changes its people waits here. Must run inside a transaction."""
    rows = Association.objects.select_for_update(of=("self",))
    return rows.select_related("municipality", "school").get(pk=association_id)


def lock_open_association(association_id: int) -> Association:
    """Like `lock_association`; raises Refused for a closed one."""
    association = lock_association(association_id)
    if association.closed_on:
        raise Refused(f"Объединение закрыто {association.closed_on:%d.%m.%Y}: менять его состав нельзя.")
    return association


@transaction.atomic
def close_association(*, association: Association, closed_on: date, by) -> Association:
    """Close: memberships and offices end on the day before; those that would begin later never begin.

    Raises Refused while a meeting is planned for that day or later, or a protocol is not signed yet.
    """
    association = lock_association(association.pk)
    if association.closed_on:
        raise AlreadyDone(f"Объединение уже закрыто {association.closed_on:%d.%m.%Y}.")
    _refuse_with_unfinished_meetings(association, closed_on)
    end_people(
        memberships=Membership.objects.filter(association=association),
        terms=Term.objects.filter(association=association),
        last_day=closed_on - DAY,
        by=by,
        note="объединение закрыто",
    )
    before = audit.state_of(association)
    association.closed_on = closed_on
    association.save(update_fields=["closed_on"])
    audit.record_change(by=by, obj=association, before=before)
    return association


def _refuse_with_unfinished_meetings(association, closed_on) -> None:
    meetings = Meeting.objects.filter(association=association)
    unsigned = (
        meetings.filter(state__in=(Meeting.State.HELD, Meeting.State.CORRECTING)).order_by("date").first()
    )
    if unsigned:
        raise Refused(f"Сначала подпишите протокол заседания {unsigned.date:%d.%m.%Y}.", "closed_on")
    later = (
        meetings.exclude(state=Meeting.State.NOT_HELD).filter(date__gte=closed_on).order_by("date").first()
    )
    if later:
        raise Refused(
            f"На {later.date:%d.%m.%Y} приходится заседание объединения. "
            "Выберите день после него или отмените заседание.",
            "closed_on",
        )


def end_people(*, memberships, terms, last_day: date, by, note: str) -> tuple[int, int]:
    """End what reaches beyond the day: (memberships, terms) changed. 4 queries + 1 a changed row.

    A membership that would begin later is removed, a term that would begin later becomes void. Must run inside a
    transaction, under the lock of the association or of the teacher.
    """
    members = list(_open_after(memberships, last_day))
    offices = list(_open_after(terms.filter(void=False), last_day))
    rows = []
    for row in [*members, *offices]:
        before = audit.state_of(row)
        if row.starts <= last_day:
            row.ends = last_day
            row.save(update_fields=["ends"])
        elif isinstance(row, Term):
            row.ends, row.void = row.starts - DAY, True
            row.save(update_fields=["ends", "void"])
        else:
            rows.append(audit.event(audit.Verb.DELETED, by=by, obj=row, note=note))
            row.delete()
            continue
        after = audit.state_of(row)
        changes = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
        rows.append(audit.event(audit.Verb.CHANGED, by=by, obj=row, changes=changes, note=note))
    audit.AuditEvent.objects.bulk_create(rows)
    return len(members), len(offices)


def _open_after(rows, day):
    return rows.exclude(ends__lte=day).select_related(
        "teacher", "association__municipality", "association__school"
    )
