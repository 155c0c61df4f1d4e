"""One link, two clicks at the same moment; an answer while the survey is being closed. Threads on PostgreSQL."""

import threading

import pytest
from django.db import connections

from development.surveys.models import Answer, Invitation, Sheet
from development.surveys.services.answering import take_answers
from development.surveys.services.surveys import close_survey, open_survey
from methodservice.lib.refusals import Refused
from methodservice.testing import factories
from methodservice.testing import surveys as make

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def at_once(*works) -> list[str]:
    """Runs the works in threads from one barrier. → sentences of those that were refused."""
    barrier = threading.Barrier(len(works), timeout=90)
    refused = []

    def run(work):
        try:
            barrier.wait()
            work()
        except Refused as refusal:
            refused.append(str(refusal))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    return refused


@pytest.fixture
def running():
    school = factories.SchoolFactory()
    survey = make.survey(school.municipality, "open")
    make.question(survey, "text")
    make.invitations(survey, school, 6)
    return survey


@pytest.fixture
def by(running):
    return factories.user_with_role("methodist", municipality=running.municipality)


def answer(invitation):
    take_answers(
        invitation=invitation, read=lambda survey: [Answer(question=survey.questions.get(), text="да")]
    )


def test_a_link_takes_one_answer(running):
    # two pages of one person, each with a row of its own
    clicks = [lambda: answer(Invitation.objects.select_related("survey").get(pk=key)) for _ in range(2)]
    key = running.invitations.first().pk
    assert at_once(*clicks) == ["Ваш ответ принят. Второй раз отвечать не нужно."]
    assert (Sheet.objects.count(), Answer.objects.count()) == (1, 1)


def test_no_answer_is_lost_between_answering_and_closing(running, by):
    rows = list(running.invitations.select_related("survey"))
    refused = at_once(
        *(lambda row=row: answer(row) for row in rows), lambda: close_survey(survey=running, by=by)
    )
    used = running.invitations.filter(is_answered=True).count()
    assert running.sheets.count() == used == len(rows) - len(refused)
    assert Answer.objects.count() == used


def test_a_survey_is_opened_once(running, by):
    running.state, running.opened_on = "draft", None
    running.save()
    make.question(running)
    refused = at_once(*(lambda: open_survey(survey=running, by=by) for _ in range(2)))
    assert refused == ["Опрос уже идёт."]
