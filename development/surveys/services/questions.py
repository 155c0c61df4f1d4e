"""Questions of a draft: added, changed, moved, removed. Each function locks the survey first."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max

from development.surveys.models import Option, Question, Survey
from development.surveys.services.surveys import lock_draft
from methodservice.directory import audit
from methodservice.lib.refusals import AlreadyDone


@transaction.atomic
def add_question(*, survey: Survey, options: Sequence[str], by, **fields) -> Question:
    """A question at the end. options: words of a list in their order. fields: words, kind, required, low, high.

    Raises AlreadyDone for words that are asked already, Refused for a survey that was opened.
    """
    survey = lock_draft(survey.pk)
    if survey.questions.filter(words=fields["words"]).exists():
        raise AlreadyDone("Такой вопрос уже есть.")
    last = survey.questions.aggregate(last=Max("position"))["last"] or 0
    question = Question.objects.create(survey=survey, position=last + 1, **fields)
    _write_options(question, options)
    audit.record(audit.Verb.CREATED, by=by, obj=question)
    return question


@transaction.atomic
def change_question(*, question: Question, options: Sequence[str], by, **fields) -> Question:
    """Words, kind, options. Raises Refused for a survey that was opened."""
    lock_draft(question.survey_id)
    question = Question.objects.select_related("survey").get(pk=question.pk)
    before, former = audit.state_of(question), list(question.options.values_list("words", flat=True))
    for name, value in fields.items():
        setattr(question, name, value)
    question.save()
    audit.record_change(by=by, obj=question, before=before)
    if former != list(options):
        question.options.all().delete()
        _write_options(question, options)
        told = {"варианты": ["; ".join(former)[:1000] or "—", "; ".join(options)[:1000] or "—"]}
        audit.record(audit.Verb.CHANGED, by=by, obj=question, changes=told)
    return question


def _write_options(question: Question, options: Sequence[str]) -> None:
    Option.objects.bulk_create(
        Option(question=question, position=position, words=words)
        for position, words in enumerate(options, start=1)
    )


@transaction.atomic
def move_question(*, question: Question, up: bool, by) -> None:
    """One place up or down; at the edge nothing happens. Positions become 1, 2, 3…"""
    survey = lock_draft(question.survey_id)
    rows = list(survey.questions.all())
    old = rows.index(question)
    new = max(old - 1, 0) if up else min(old + 1, len(rows) - 1)
    if new == old:
        return
    rows.insert(new, rows.pop(old))
    for position, row in enumerate(rows, start=1):
        row.position = position
    Question.objects.bulk_update(rows, ["position"])
    audit.record(audit.Verb.CHANGED, by=by, obj=question, changes={"№": [str(old + 1), str(new + 1)]})


@transaction.atomic
def remove_question(*, question: Question, by) -> None:
    """Raises Refused for a survey that was opened."""
    lock_draft(question.survey_id)
    audit.record(audit.Verb.DELETED, by=by, obj=question)
    question.delete()
