"""The way of a pair: made, agreed to, begun, finished, ended early, given up.

Each function locks the pair, looks at its state again, writes and journals in one transaction.
"""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from mentoring.models import Checkup, Outsider, Pair, PairConsent
from mentoring.rules.checkups import due_days
from mentoring.rules.notice import too_early
from mentoring.rules.readiness import Standing
from mentoring.services.deficits import close_deficits
from mentoring.workflow import State, move
from methodservice.directory import audit
from methodservice.directory.models import Teacher
from methodservice.documents.files import drop_file, keep_file
from methodservice.lib.refusals import AlreadyDone, Refused

TWICE = "Эта пара уже есть."
WORKS = "У этих двоих уже есть работающая пара: сначала завершите её."
NOT_DRAFT = "Согласия и приказ меняют, пока пара готовится."
AHEAD = "Этот день ещё не наступил."
BEFORE = "Пара начала работу {:%d.%m.%Y}: день не может быть раньше."


def lock_pair(pair_id: int) -> Pair:
    """The pair under a row lock, with its people, who are read after the lock. Must run inside a transaction."""
    Pair.objects.select_for_update(of=("self",)).get(pk=pair_id)
    return Pair.objects.with_people().get(pk=pair_id)


def lock_draft(pair: Pair) -> Pair:
    """The same; Refused when it is prepared no more."""
    pair = lock_pair(pair.pk)
    if pair.state != State.DRAFT:
        raise Refused(NOT_DRAFT)
    return pair


def standing_of(pair: Pair) -> Standing:
    """What the pair lacks before it may work. 1 query."""
    agreed = set(pair.consents.values_list("side", flat=True))
    gone = [person.full_name for person in (pair.mentor_person, pair.mentee_person) if person.left_on]
    return Standing(
        mentor_agreed=PairConsent.Side.MENTOR in agreed,
        mentee_agreed=PairConsent.Side.MENTEE in agreed,
        has_order=bool(pair.order_id or (pair.order_number and pair.order_on)),
        gone=tuple(gone),
    )


def _of_two(mentor: Teacher | None, mentee: Teacher | None, outsider: Outsider | None):
    """Pairs of the same two: cards by key, people without one by name in any case (1 query)."""
    rows = Pair.objects.filter(mentor=mentor, mentee=mentee)
    if outsider is None:
        return rows
    return rows.filter(outsider__in=Outsider.objects.filter(pair__in=rows).alike(outsider))


def twin_of(
    *,
    starts: date,
    ends: date,
    mentor: Teacher | None = None,
    mentee: Teacher | None = None,
    outsider: Outsider | None = None,
) -> Pair | None:
    """The pair of the same two that is prepared or works in some of these days. 1 query."""
    rows = _of_two(mentor, mentee, outsider).filter(state__in=Pair.OPEN)
    return rows.filter(starts__lte=ends, ends__gte=starts).first()


@transaction.atomic
def add_pair(
    *,
    by,
    mentor: Teacher | None = None,
    mentee: Teacher | None = None,
    outsider: Outsider | None = None,
    **fields,
) -> Pair:
    """A pair in preparation. outsider: not saved yet, in place of the mentor (form «partner») or of the mentee (form
    «student»). fields: starts, ends and any of form, kind, goal, tasks.

    Raises AlreadyDone for a second one of the same two in the same days; Refused for people of two municipalities, one
    person, dates in the wrong order.
    """
    card = mentee or mentor
    Teacher.objects.select_for_update(of=("self",)).get(pk=card.pk)
    if mentor == mentee:
        raise Refused("Наставник и наставляемый — разные люди.", "mentor")
    if mentor and mentor.school.municipality_id != card.school.municipality_id:
        raise Refused("Наставник работает в другом муниципалитете.", "mentor")
    if fields["ends"] < fields["starts"]:
        raise Refused("Окончание раньше начала.", "ends")
    people = {"mentor": mentor, "mentee": mentee, "outsider": outsider}
    if twin_of(starts=fields["starts"], ends=fields["ends"], **people):
        raise AlreadyDone(TWICE)
    if outsider:
        outsider.save()
    pair = Pair.objects.create(municipality=card.school.municipality, **people, **fields)
    audit.record(audit.Verb.CREATED, by=by, obj=pair)
    return pair


@transaction.atomic
def give_consent(*, pair: Pair, side: str, given_on: date, by, upload=None) -> PairConsent:
    """Write down that one of the two agreed in writing. Raises AlreadyDone for a second time, Refused for a day to
    come or a pair that is prepared no more."""
    pair = lock_draft(pair)
    if given_on > timezone.localdate():
        raise Refused(AHEAD, "given_on")
    if pair.consents.filter(side=side).exists():
        raise AlreadyDone("Это согласие уже записано.")
    scan = keep_file(upload, municipality=pair.municipality, by=by) if upload else None
    consent = PairConsent.objects.create(pair=pair, side=side, given_on=given_on, scan=scan)
    audit.record(audit.Verb.CREATED, by=by, obj=consent)
    return consent


@transaction.atomic
def take_back_consent(*, consent: PairConsent, by) -> None:
    """Remove a consent written down by mistake, with its scan."""
    lock_draft(consent.pair)
    current = PairConsent.objects.select_related("pair", "scan").filter(pk=consent.pk).first()
    if current is None:
        raise AlreadyDone("Согласие уже убрано.")
    audit.record(audit.Verb.DELETED, by=by, obj=current)
    scan = current.scan
    current.delete()
    if scan is not None:
        drop_file(scan, by)


@transaction.atomic
def name_order(*, pair: Pair, number: str, on: date, by) -> Pair:
    """Write down an order that was issued outside the portal, by the school as a rule."""
    pair = lock_draft(pair)
    if pair.order_id:
        raise AlreadyDone("Приказ уже есть: он подписан на портале.")
    if on > timezone.localdate():
        raise Refused(AHEAD, "on")
    before = audit.state_of(pair)
    pair.order_number, pair.order_on = number, on
    pair.version += 1
    pair.save(update_fields=["order_number", "order_on", "version"])
    audit.record_change(by=by, obj=pair, before=before)
    return pair


@transaction.atomic
def start_pair(*, pair: Pair, by) -> Pair:
    """draft → active, with the check-ups planned. Raises AlreadyDone, Refused with what is missing."""
    # two drafts of the same two begin one after the other; the key stays readable for rows that refer to it
    card = pair.mentee_id or pair.mentor_id
    Teacher.objects.select_for_update(of=("self",), no_key=True).get(pk=card)
    pair = lock_pair(pair.pk)
    if pair.state == State.ACTIVE:
        raise AlreadyDone("Пара уже работает.")
    if pair.state == State.DRAFT and (missing := standing_of(pair).missing):
        raise Refused(" ".join(missing))
    if _of_two(pair.mentor, pair.mentee, pair.outsider).active().exists():
        raise Refused(WORKS)
    move(pair=pair, to=State.ACTIVE, by=by, note=pair.order_words)
    Checkup.objects.bulk_create(
        Checkup(pair=pair, month=month, due=due) for month, due in due_days(pair.starts, pair.ends)
    )
    return pair


@transaction.atomic
def finish_pair(*, pair: Pair, ended_on: date, result: str, by, closed: Collection[int] = ()) -> Pair:
    """active → finished with the result. closed: keys of the mentee's deficits that mentoring closed.

    Raises AlreadyDone, Refused without a result or for a day to come.
    """
    pair = lock_pair(pair.pk)
    if pair.state == State.FINISHED:
        raise AlreadyDone("Пара уже завершена.")
    _refuse_day(pair, ended_on)
    if not result.strip():
        raise Refused("Напишите результат: что изменилось.", "result")
    move(pair=pair, to=State.FINISHED, by=by, ended_on=ended_on, result=result)
    close_deficits(pair=pair, keys=closed, on=ended_on, by=by)
    return pair


@transaction.atomic
def stop_pair(
    *, pair: Pair, ended_by: str, reason: str, ended_on: date, by, notice_on: date | None = None
) -> Pair:
    """active → stopped before its time. notice_on: when the one warned the other, for a refusal of the mentor or of the
    employer; then the last day is at least the third working day after it (ст. 351.8 ТК РФ). A partner works by no
    labour contract: nobody has to be warned."""
    pair = lock_pair(pair.pk)
    if pair.state == State.STOPPED:
        raise AlreadyDone("Пара уже прекращена.")
    if ended_on < pair.starts:
        raise Refused(BEFORE.format(pair.starts), "ended_on")
    if ended_by == Pair.EndedBy.OTHER or pair.mentor is None:
        notice_on = None
    elif notice_on is None:
        raise Refused("Укажите, когда предупредили.", "notice_on")
    elif sentence := too_early(notice_on, ended_on):
        raise Refused(sentence, "ended_on")
    move(
        pair=pair, to=State.STOPPED, by=by, note=reason, state_note=reason, ended_on=ended_on, ended_by=ended_by,
        notice_on=notice_on,
    )  # fmt: skip
    return pair


@transaction.atomic
def cancel_pair(*, pair: Pair, reason: str, by) -> Pair:
    """draft → cancelled with the reason."""
    pair = lock_pair(pair.pk)
    if pair.state == State.CANCELLED:
        raise AlreadyDone("Пара уже отменена.")
    move(pair=pair, to=State.CANCELLED, by=by, note=reason, state_note=reason)
    return pair


@transaction.atomic
def write_review(*, pair: Pair, by, **texts: str) -> Pair:
    """mentor_review, mentee_review: whichever of them the person may write."""
    pair = lock_pair(pair.pk)
    if pair.state not in Pair.BEGUN:
        raise Refused("Отзывы пишут, когда пара начала работу.")
    if pair.outsider and pair.outsider.act_id:
        raise Refused("Данные одного из двоих удалены: отзывов больше не пишут.")
    before = audit.state_of(pair)
    for name, text in texts.items():
        setattr(pair, name, text)
    pair.version += 1
    pair.save(update_fields=[*texts, "version"])
    audit.record_change(by=by, obj=pair, before=before)
    return pair


def end_pairs_of(teacher: Teacher, day: date, by, school) -> list[str]:
    """A farewell of the directory: whoever leaves altogether is nobody's mentor and mentee. A move to another school
    ends nothing: the keepers decide. 1 query, and 4 for each pair."""
    if school is not None:
        return []
    pairs = Pair.objects.filter(Q(mentor=teacher) | Q(mentee=teacher), state__in=Pair.OPEN)
    keys = list(pairs.order_by("pk").values_list("pk", flat=True))
    reason = f"Увольнение: {teacher.full_name}"
    for key in keys:
        pair = lock_pair(key)
        if pair.state == State.ACTIVE:
            last = max(day, pair.starts)
            stop_pair(pair=pair, ended_by=Pair.EndedBy.OTHER, reason=reason, ended_on=last, by=by)
        else:
            cancel_pair(pair=pair, reason=reason, by=by)
    return [f"Наставничество прекращено, пар: {len(keys)}."] if keys else []


def _refuse_day(pair: Pair, day: date) -> None:
    if day > timezone.localdate():
        raise Refused(AHEAD, "ended_on")
    if day < pair.starts:
        raise Refused(BEFORE.format(pair.starts), "ended_on")
