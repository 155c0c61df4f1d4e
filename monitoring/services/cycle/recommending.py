"""Address recommendations: written, sent together, acknowledged, answered with evidence, accepted or sent back."""

from collections.abc import Collection, Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone

from methodservice.directory import audit
from methodservice.directory.models import School
from methodservice.documents.models import StoredFile
from methodservice.lib.refusals import AlreadyDone, Refused
from monitoring.models import Cycle, Recommendation
from monitoring.services.cycle.starting import CLOSED
from monitoring.services.locks import lock_cycle, lock_recommendation
from monitoring.workflow import move_cycle, move_recommendation

State = Recommendation.State
TOO_EARLY = "Сначала подпишите аналитическую справку: рекомендации опираются на неё."
NOTHING = "Отправлять нечего: все рекомендации уже направлены."
SENT = "Рекомендация уже направлена: изменить её нельзя."
PAST = "Срок уже прошёл. Поставьте день впереди."
ACCEPTED = "Ответ уже принят: рекомендация выполнена."
NO_ANSWER = "Напишите, что сделано."
NO_REMARK = "Напишите, чего не хватает в ответе."
FOREIGN = "Одной из отмеченных организаций нет в вашем муниципалитете. Отметьте заново."


@transaction.atomic
def recommend(
    *,
    cycle: Cycle,
    schools: Collection[School | None],
    by,
    grounds: Mapping[int, str] | None = None,
    **words,
) -> list[Recommendation]:
    """A draft for each organisation (None: the district's own system). words: text, due, ground, responsible,
    report_form; grounds: {key of an organisation: its own ground}. Refused before the note is signed and when the day
    has passed."""
    current = lock_cycle(cycle.pk)
    _refuse_closed(current)
    if current.state == Cycle.State.ANALYSIS:
        raise Refused(TOO_EARLY)
    _refuse_past(words["due"])
    if any(school and school.municipality_id != current.municipality_id for school in schools):
        raise Refused(FOREIGN, "schools")
    own = grounds or {}
    made = [
        Recommendation.objects.create(cycle=current, school=school, **(words | _ground_of(school, own)))
        for school in schools
    ]
    for row in made:
        audit.record(audit.Verb.CREATED, by=by, obj=row)
    return made


def _ground_of(school: School | None, grounds: Mapping[int, str]) -> dict[str, str]:
    return {"ground": grounds[school.pk]} if school and school.pk in grounds else {}


def rewrite_draft(*, recommendation: Recommendation, by, **words) -> Recommendation:
    """Change the words of a draft. The caller holds the lock of its cycle: it compared the row with the form."""
    row = recommendation
    _refuse_closed(row.cycle)
    if row.state != State.DRAFT:
        raise Refused(SENT)
    _refuse_past(words["due"])
    before = audit.state_of(row)
    for name, value in words.items():
        setattr(row, name, value)
    row.version += 1
    row.save(update_fields=[*words, "version"])
    audit.record_change(by=by, obj=row, before=before)
    return row


@transaction.atomic
def send_all(*, cycle: Cycle, by) -> int:
    """Send every draft of the cycle; → how many. The first sending brings the cycle to its measures."""
    current = lock_cycle(cycle.pk)
    _refuse_closed(current)
    drafts = list(current.recommendations.filter(state=State.DRAFT).order_by("pk"))
    if not drafts:
        raise AlreadyDone(NOTHING)
    for row in drafts:
        _refuse_past(row.due)
        move_recommendation(row, to=State.SENT, by=by, sent_at=timezone.now())
    if current.state == Cycle.State.ADVICE:
        move_cycle(current, to=Cycle.State.MEASURES, by=by)
    return len(drafts)


@transaction.atomic
def withdraw_draft(*, recommendation: Recommendation, by) -> None:
    row = lock_recommendation(recommendation.pk)
    if row.state != State.DRAFT:
        raise Refused(SENT)
    audit.record(audit.Verb.DELETED, by=by, obj=row)
    row.delete()


@transaction.atomic
def acknowledge(*, recommendation: Recommendation, by) -> Recommendation:
    """The organisation has read it and takes it on."""
    row = _open(recommendation)
    if row.state != State.SENT:
        raise AlreadyDone("Рекомендация уже принята к исполнению.")
    move_recommendation(row, to=State.ACKNOWLEDGED, by=by, acknowledged_at=timezone.now(), acknowledged_by=by)
    return row


@transaction.atomic
def answer(
    *, recommendation: Recommendation, text: str, by, link: str = "", file: StoredFile | None = None
) -> Recommendation:
    """What was done, with a link or file as proof. Who answers has acknowledged by that."""
    row = _open(recommendation)
    if row.state == State.DONE:
        raise AlreadyDone(ACCEPTED)
    if not text.strip():
        raise Refused(NO_ANSWER, "answer")
    fields = {"answer": text, "link": link, "answered_on": timezone.localdate(), "remark": ""}
    if file is not None:
        fields["file"] = file
    if row.acknowledged_at is None:
        fields |= {"acknowledged_at": timezone.now(), "acknowledged_by": by}
    move_recommendation(row, to=State.ANSWERED, by=by, **fields)
    return row


@transaction.atomic
def accept_answer(*, recommendation: Recommendation, by) -> Recommendation:
    row = _open(recommendation)
    if row.state == State.DONE:
        raise AlreadyDone(ACCEPTED)
    move_recommendation(row, to=State.DONE, by=by)
    return row


@transaction.atomic
def send_back(*, recommendation: Recommendation, remark: str, by) -> Recommendation:
    """The answer does not satisfy: it goes back with a remark."""
    row = _open(recommendation)
    if not remark.strip():
        raise Refused(NO_REMARK, "remark")
    move_recommendation(row, to=State.ACKNOWLEDGED, by=by, note=remark, remark=remark)
    return row


def _open(recommendation: Recommendation) -> Recommendation:
    row = lock_recommendation(recommendation.pk)
    _refuse_closed(row.cycle)
    return row


def _refuse_closed(cycle: Cycle) -> None:
    if cycle.is_closed:
        raise Refused(CLOSED)


def _refuse_past(day: date) -> None:
    if day < timezone.localdate():
        raise Refused(PAST, "due")
