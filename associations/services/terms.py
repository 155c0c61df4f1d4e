"""Terms of office: appointing, ending, calling off, and what a passed election does to them.

The new holder of an office follows the old one without a gap and without an overlap: the old term ends on the day
before the new one begins. Where the old term began on that very day, it becomes void: on record, never in force.
"""

from datetime import date, timedelta

from django.db import IntegrityError, transaction

from associations.models import Association, Office, Term
from associations.services.associations import lock_association, lock_open_association
from methodservice.directory import audit
from methodservice.directory.models import Teacher
from methodservice.lib.refusals import AlreadyDone, Refused

ONE_HEAD = "Сроки двух руководителей одного объединения пересекаются. Проверьте даты «с» и «по»."
DAY = timedelta(days=1)


@transaction.atomic
def open_term(
    *,
    association: Association,
    teacher: Teacher,
    office: str,
    starts: date,
    by,
    ends: date | None = None,
    ground: str = Term.Ground.ORDER,
    ground_text: str = "",
    close_previous: bool = False,
) -> Term:
    """Appoint. `close_previous`: whoever holds the office ends on the day before; a head cannot come without it.

    Raises Refused: a person of another municipality or no longer working, dates that overlap.
    """
    association = lock_open_association(association.pk)
    _refuse_unfit(association, teacher, starts, ends)
    standing = list(_standing(association, office, starts, ends))
    if any(term.teacher_id == teacher.pk for term in standing) and not close_previous:
        raise Refused(f"{teacher} уже занимает эту должность в указанные дни.", "teacher")
    if close_previous:
        for term in standing:
            if term.starts > starts:
                raise Refused(_begins_later(term), "starts")
            _displace(term, starts, by=by, note=f"со следующего дня — {teacher}")
    elif office == Office.HEAD and standing:
        raise Refused(_head_is_there(standing[0]), "close_previous")
    term = Term(
        association=association, teacher=teacher, office=office, starts=starts, ends=ends,
        ground=ground, ground_text=ground_text,
    )  # fmt: skip
    return _write_new(term, by=by, note=ground_text)


@transaction.atomic
def close_term(*, term: Term, ends: date, by, note: str = "") -> Term:
    """End a term; `ends` is the last day in office. Raises AlreadyDone for a term that ended earlier."""
    lock_association(term.association_id)
    term = _fresh(term)
    if term.ends and term.ends <= ends:
        raise AlreadyDone(f"Срок уже завершён {term.ends:%d.%m.%Y}.")
    if ends < term.starts:
        raise Refused(
            f"Последний день не может быть раньше первого ({term.starts:%d.%m.%Y}). "
            "Если срок так и не начался, отметьте, что он не вступил в силу.",
            "ends",
        )
    return _change(term, by=by, note=note, ends=ends)


@transaction.atomic
def call_off_term(*, term: Term, by, note: str) -> Term:
    """«Не вступил в силу»: nobody held the office by this term, or it was a mistake. It stays on record."""
    lock_association(term.association_id)
    term = _fresh(term)
    if term.meeting_id:
        raise Refused("Этот срок открыт подписанным протоколом: отменить его нельзя, можно завершить.")
    return _change(term, by=by, note=note, ends=term.starts - DAY, void=True)


@transaction.atomic
def apply_election(*, item, winner: Teacher, protocol_number: int, by) -> Term:
    """A passed election: closes the old term of the office the day before the meeting, opens the new from its date.

    Runs inside the transaction that signs the protocol. Standing terms of the office that begin after the meeting:
    the winner's own bounds the new term; anybody else's refuses the signing, because a later decision is not
    overruled by the portal. (Положение о ММО, п. 5.2: руководителя избирают члены объединения.)
    """
    meeting = item.meeting
    association = lock_association(meeting.association_id)
    protocol = f"протокол от {meeting.date:%d.%m.%Y} № {protocol_number}"
    ends = None
    for term in _standing(association, item.office, meeting.date, None):
        if term.starts <= meeting.date:
            _displace(term, meeting.date, by=by, note=f"выборы, {protocol}")
        elif term.teacher_id == winner.pk:
            ends = min(ends or date.max, term.starts - DAY)
        else:
            raise Refused(f"Итог выборов нельзя применить. {_begins_later(term)}", f"item-{item.pk}")
    term = Term(
        association=association, teacher=winner, office=item.office, starts=meeting.date, ends=ends,
        ground=Term.Ground.ELECTION, ground_text=protocol, meeting=meeting,
    )  # fmt: skip
    return _write_new(term, by=by, note=protocol)


@transaction.atomic
def write_ground(*, terms, text: str, by) -> int:
    """Add an order to the ground of terms: «протокол от … № 3; приказ от … № 145». Returns how many were changed.

    terms: a queryset. A ground that names the order already stays; 2 queries for a changed term.
    """
    rows = terms.select_related("association__municipality", "association__school", "teacher")
    changed = 0
    for term in rows.order_by("pk"):
        if text not in term.ground_text:
            _change(
                term, by=by, note=text, ground_text="; ".join(filter(None, (term.ground_text, text)))[:300]
            )
            changed += 1
    return changed


def _refuse_unfit(association, teacher, starts, ends) -> None:
    if teacher.school.municipality_id != association.municipality_id:
        raise Refused("Этот педагог работает в другом муниципалитете.", "teacher")
    if teacher.left_on and teacher.left_on <= starts:
        raise Refused(f"{teacher}: в карточке отмечено увольнение {teacher.left_on:%d.%m.%Y}.", "teacher")
    if ends and ends < starts:
        raise Refused("Дата «по» раньше даты «с».", "ends")


def _standing(association, office, starts, ends):
    """Terms of the office that share a day with starts … ends. 1 query."""
    terms = Term.objects.filter(association=association, office=office, void=False)
    terms = terms.exclude(ends__lt=starts).select_related("teacher").order_by("starts", "pk")
    return terms.filter(starts__lte=ends) if ends else terms


def _head_is_there(term) -> str:
    return (
        f"С {term.starts:%d.%m.%Y} руководитель — {term.teacher}. "
        "Отметьте, что прежний срок завершается накануне, или измените даты."
    )


def _begins_later(term) -> str:
    return (
        f"С {term.starts:%d.%m.%Y} в этой должности уже записан другой срок: {term.teacher}. "
        "Методист может завершить его или отметить, что он не вступил в силу."
    )


def _displace(term, day, *, by, note) -> None:
    """The term gives way from `day` on."""
    if term.starts < day:
        _change(term, by=by, note=note, ends=day - DAY)
    else:
        _change(term, by=by, note=note, ends=term.starts - DAY, void=True)


def _fresh(term) -> Term:
    """The term as it is now, under the association's lock; raises AlreadyDone for a void one."""
    term = Term.objects.select_related("association__municipality", "association__school", "teacher").get(
        pk=term.pk
    )
    if term.void:
        raise AlreadyDone("Уже отмечено, что этот срок не вступил в силу.")
    return term


def _change(term, *, by, note, **fields) -> Term:
    before = audit.state_of(term)
    for name, value in fields.items():
        setattr(term, name, value)
    term.save(update_fields=list(fields))
    audit.record_change(by=by, obj=term, before=before, note=note)
    return term


def _write_new(term, *, by, note) -> Term:
    """Save under a savepoint: what the database refuses becomes a sentence."""
    try:
        with transaction.atomic():
            term.save()
    except IntegrityError as error:
        raise Refused(ONE_HEAD, "starts") from error
    audit.record(audit.Verb.CREATED, by=by, obj=term, note=note)
    return term
