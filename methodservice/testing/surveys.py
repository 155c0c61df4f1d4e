"""Surveys for tests."""

from datetime import date

from development.surveys.models import Answer, Invitation, Option, Question, Sheet, Survey
from methodservice.testing import factories as make

DAY, LAST_DAY = date(2026, 10, 12), date(2099, 5, 31)


def survey(municipality, state="draft", **fields) -> Survey:
    """Anonymous, threshold five, without questions and people."""
    days = {
        "draft": {},
        "open": {"opened_on": DAY},
        "closed": {"opened_on": DAY, "closed_on": DAY},
    }[state]
    options = {"title": "Что вам нужно для работы", "closes_on": LAST_DAY, **days, **fields}
    return Survey.objects.create(municipality=municipality, state=state, **options)


def question(asked, kind="single", options=("Да", "Нет"), **fields) -> Question:
    """The next question of a survey; only lists have the options."""
    position = asked.questions.count() + 1
    words = fields.pop("words", f"Вопрос {position}")
    made = Question.objects.create(survey=asked, position=position, words=words, kind=kind, **fields)
    if made.has_options:
        for place, words in enumerate(options, start=1):
            Option.objects.create(question=made, position=place, words=words)
    return made


def invitations(asked, school, number=1) -> list[Invitation]:
    """So many new people of a school, invited."""
    people = make.TeacherFactory.create_batch(number, school=school)
    return [Invitation.objects.create(survey=asked, teacher=person, school=school) for person in people]


def sheet(invitation, **values) -> Sheet:
    """An answer by an invitation as it lies in the database. values: of one answer to the first question."""
    asked = invitation.survey
    made = Sheet.objects.create(
        survey=asked, school=invitation.school, invitation=None if asked.is_anonymous else invitation
    )
    first = asked.questions.first()
    if first and not values:
        values = {"option": first.options.first()} if first.has_options else {"grade": 4}
    if first:
        Answer.objects.create(sheet=made, question=first, **values)
    Invitation.objects.filter(pk=invitation.pk).update(is_answered=True)
    return made
