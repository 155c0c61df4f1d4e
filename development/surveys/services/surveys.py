"""Surveys: made, opened, taken back, closed, thrown away. Each function locks the survey first."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from random import SystemRandom
from uuid import uuid4

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from development.surveys.models import Answer, Option, Question, Sheet, Survey
from development.surveys.rules import shown_groups
from development.surveys.usual import Ready
from development.surveys.workflow import State, move
from methodservice.directory import audit
from methodservice.directory.models import Municipality
from methodservice.lib.numerals import people
from methodservice.lib.refusals import AlreadyDone, Refused

LEAST_OPTIONS = 2


def lock_survey(survey_id: int) -> Survey:
    """The survey under a row lock. Must run inside a transaction."""
    return Survey.objects.select_for_update(of=("self",)).get(pk=survey_id)


def lock_draft(survey_id: int) -> Survey:
    """The same, if its questions may still change. Raises Refused otherwise."""
    survey = lock_survey(survey_id)
    if survey.state != State.DRAFT:
        raise Refused(
            "Опрос уже открыт: вопросы не меняются. Пока никто не ответил, его можно вернуть в черновик."
        )
    return survey


def twins_of(*, municipality: Municipality, title: str, **fields):
    """Drafts of the same title. `fields` don't matter."""
    return Survey.objects.filter(municipality=municipality, title=title, state=State.DRAFT)


@transaction.atomic
def add_survey(*, municipality: Municipality, by, ready: Ready | None = None, **fields) -> Survey:
    """A draft, with the questions of a ready questionnaire or empty.

    fields: title, closes_on and any of words, is_anonymous, threshold. Raises AlreadyDone for a second draft of the
    title.
    """
    Municipality.objects.select_for_update(of=("self",)).get(pk=municipality.pk)
    if twins_of(municipality=municipality, **fields).exists():
        raise AlreadyDone("Черновик с таким названием уже есть.")
    survey = Survey.objects.create(municipality=municipality, author=by, **fields)
    for position, asked in enumerate(ready.questions if ready else (), start=1):
        low, high = asked.ends
        question = Question.objects.create(
            survey=survey, position=position, words=asked.words, kind=asked.kind, required=asked.required, low=low,
            high=high,
        )  # fmt: skip
        Option.objects.bulk_create(
            Option(question=question, position=place, words=words)
            for place, words in enumerate(asked.options, start=1)
        )
    audit.record(audit.Verb.CREATED, by=by, obj=survey)
    return survey


@transaction.atomic
def open_survey(*, survey: Survey, by) -> Survey:
    """draft → open. Raises AlreadyDone; Refused, telling what is missing: questions, options, people, days."""
    survey = lock_survey(survey.pk)
    if survey.state == State.OPEN:
        raise AlreadyDone("Опрос уже идёт.")
    for obstacle in obstacles_of(survey, timezone.localdate()):
        raise Refused(obstacle.sentence)
    move(survey=survey, to=State.OPEN, by=by, opened_on=timezone.localdate())
    return survey


@dataclass(frozen=True)
class Obstacle:
    """What keeps a draft from being opened, and the page that mends it: words of its link, route of `surveys`, key."""

    sentence: str
    action: str
    route: str
    pk: int


def obstacles_of(survey: Survey, today: date) -> list[Obstacle]:
    """In the order in which they are to be mended. 2 queries."""
    questions = list(survey.questions.annotate(choices=Count("options")))
    invited = survey.invitations.count()
    said = []
    if not questions:
        said.append(Obstacle("Добавьте хотя бы один вопрос.", "Добавить вопрос", "question_add", survey.pk))
    poor = [each for each in questions if each.has_options and each.choices < LEAST_OPTIONS]
    said += [
        Obstacle(
            f"Добавьте варианты ответа к вопросу «{each.words}».",
            "Добавить варианты",
            "question_edit",
            each.pk,
        )
        for each in poor
    ]
    if not invited:
        said.append(Obstacle("Выберите, кого спросить.", "Выбрать, кого спросить", "recipients", survey.pk))
    elif survey.is_anonymous and invited < survey.threshold:
        words = f"Приглашено {people(invited)}, а порог анонимности — {survey.threshold}. Пригласите больше людей."
        said.append(Obstacle(words, "Пригласить ещё", "recipients", survey.pk))
    if survey.closes_on < today:
        words = "День, до которого отвечают, уже прошёл. Измените его."
        said.append(Obstacle(words, "Изменить день", "edit", survey.pk))
    return said


@transaction.atomic
def take_back(*, survey: Survey, by) -> Survey:
    """open → draft, while nobody has answered. Raises AlreadyDone, Refused."""
    survey = lock_survey(survey.pk)
    if survey.state == State.DRAFT:
        raise AlreadyDone("Опрос уже в черновиках.")
    if survey.sheets.exists():
        raise Refused("На опрос уже ответили: вопросы не меняются. Закройте его и составьте новый.")
    move(survey=survey, to=State.DRAFT, by=by, opened_on=None)
    return survey


@transaction.atomic
def close_survey(*, survey: Survey, by, note: str = "") -> Survey:
    """open → closed. Sheets of an anonymous survey are mixed, groups too small to be shown are forgotten.

    by: None when the day has come. Raises AlreadyDone, Refused for a draft.
    """
    survey = lock_survey(survey.pk)
    if survey.state == State.CLOSED:
        raise AlreadyDone("Опрос уже закрыт.")
    move(survey=survey, to=State.CLOSED, by=by, note=note, closed_on=timezone.localdate())
    if survey.is_anonymous:
        _mix(survey)
    return survey


def _mix(survey: Survey) -> None:
    """Write all sheets anew under new keys, in a random order; only groups that may be shown stay."""
    old = list(survey.sheets.all())
    answers = list(Answer.objects.filter(sheet__survey=survey))
    groups = Counter(sheet.school_id for sheet in old if sheet.school_id)
    shown = shown_groups(groups, len(old), survey.threshold)
    keys = {sheet.key: uuid4() for sheet in old}
    sheets = [
        Sheet(
            key=keys[sheet.key],
            survey=survey,
            school_id=sheet.school_id if sheet.school_id in shown else None,
        )
        for sheet in old
    ]
    for answer in answers:
        answer.key, answer.sheet_id = uuid4(), keys[answer.sheet_id]
    chance = SystemRandom()
    chance.shuffle(sheets)
    chance.shuffle(answers)
    survey.sheets.all().delete()
    Sheet.objects.bulk_create(sheets)
    Answer.objects.bulk_create(answers)


def close_due(today: date) -> int:
    """Close surveys whose last day has passed; → how many. Bears to run twice."""
    closed = 0
    for survey in Survey.objects.filter(state=State.OPEN, closes_on__lt=today).order_by("pk"):
        try:
            close_survey(survey=survey, by=None, note="срок ответов прошёл")
        except Refused:
            # somebody closed it or took it back a moment ago
            continue
        closed += 1
    return closed


@transaction.atomic
def delete_survey(*, survey: Survey, by) -> None:
    """Throw a draft away. Raises Refused for what was opened."""
    survey = lock_survey(survey.pk)
    if survey.state != State.DRAFT:
        raise Refused("Удалить можно только черновик.")
    audit.record(audit.Verb.DELETED, by=by, obj=survey)
    survey.delete()
