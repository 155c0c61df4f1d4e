"""«Мои дела» of development, mentoring, surveys: each kind appears, leads to where it is done, vanishes when done."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from development.services import records, steps
from development.surveys.services.surveys import close_survey
from mentoring.models import Checkup, Score
from mentoring.services import checkups, pairs
from methodservice.directory.models import Municipality, School, Teacher, User
from methodservice.testing import development as have
from methodservice.testing import factories as make
from methodservice.testing import mentoring as made
from methodservice.testing import surveys as asked

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)


@dataclass
class Place:
    municipality: Municipality
    school: School
    mentor: Teacher
    mentee: Teacher
    methodist: User
    coordinator: User
    mentor_user: User
    mentee_user: User

    def pair(self, state="draft", **fields):
        people = {"mentor": self.mentor, "mentee": self.mentee, "by": self.methodist}
        return made.pair(self.school, state=state, **people | fields)


@pytest.fixture
def place(db, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *args: TODAY)
    municipality = make.MunicipalityFactory()
    school = make.SchoolFactory(municipality=municipality)
    mentor, mentee = made.mentor(school), made.young(school)
    people = {"municipality": municipality}
    return Place(
        school=school,
        mentor=mentor,
        mentee=mentee,
        methodist=make.user_with_role("methodist", **people),
        coordinator=make.user_with_role("coordinator", school=school, **people),
        mentor_user=make.user_with_role("teacher", teacher=mentor, **people),
        mentee_user=make.user_with_role("teacher", teacher=mentee, **people),
        **people,
    )


@dataclass(frozen=True)
class Waits:
    """A task as its person sees it. title: how it begins; there: words of the page it leads to; done() ends it."""

    who: User
    title: str
    there: str
    done: object


def a_proposal(place, who):
    course = have.course(place.mentee, state="proposed", proposed_by=place.mentee_user)
    return Waits(
        who,
        "Принять в карточку",
        "Принять",
        lambda: records.accept(record=course, by=place.methodist),
    )


def proposal_for_the_methodist(place):
    return a_proposal(place, place.methodist)


def proposal_for_the_coordinator(place):
    return a_proposal(place, place.coordinator)


def step_of_the_own_route(place):
    step = have.route(place.mentee).steps.get()
    step.due = TODAY
    step.save()
    return Waits(
        place.mentee_user, step.action, step.action,
        lambda: steps.mark_done(step=step, on=TODAY, outcome="", by=place.methodist),
    )  # fmt: skip


def a_checkup(place, who):
    place.pair("active", starts=TODAY - timedelta(days=35), ends=TODAY + timedelta(days=5))
    checkup = Checkup.objects.get(month=1)
    scores = dict.fromkeys(Score.Criterion, 3)
    return Waits(
        who, "Провести замер адаптации", Score.Criterion.CLASS.label,
        lambda: checkups.hold_checkup(
            checkup=checkup, held_on=TODAY, scores=scores, note="", by=place.methodist
        ),
    )  # fmt: skip


def checkup_for_the_mentor(place):
    return a_checkup(place, place.mentor_user)


def checkup_for_the_coordinator(place):
    return a_checkup(place, place.coordinator)


def consents_of_a_pair(place):
    pair = place.pair()
    return Waits(
        place.coordinator, "Получить согласия", "Согласия", lambda: made.agree(pair, place.methodist)
    )


def order_of_a_pair(place):
    pair = place.pair(starts=TODAY)
    for side in ("mentor", "mentee"):
        pairs.give_consent(pair=pair, side=side, given_on=TODAY, by=place.methodist)
    return Waits(
        place.methodist, "Подготовить приказ", "приказ",
        lambda: pairs.name_order(pair=pair, number="5-к", on=TODAY, by=place.methodist),
    )  # fmt: skip


def beginning_of_a_pair(place):
    pair = place.pair()
    made.agree(pair, place.methodist)
    return Waits(
        place.methodist, "Начать работу пары", "Начать работу",
        lambda: pairs.start_pair(pair=pair, by=place.methodist),
    )  # fmt: skip


def end_of_a_pair(place):
    pair = place.pair("active", starts=TODAY - timedelta(days=200), ends=TODAY)
    return Waits(
        place.coordinator, "Завершить пару", "Завершить",
        lambda: pairs.finish_pair(pair=pair, ended_on=TODAY, result="Ведёт уроки сама", by=place.methodist),
    )  # fmt: skip


def a_survey(place):
    survey = asked.survey(place.municipality, state="open")
    asked.question(survey)
    survey.invitations.create(teacher=place.mentee, school=place.school)
    return survey


def survey_that_is_answered(place):
    survey = a_survey(place)
    return Waits(place.mentee_user, "Ответить", "Вопрос 1", lambda: asked.sheet(survey.invitations.get()))


def survey_that_is_closed(place):
    survey = a_survey(place)
    return Waits(
        place.mentee_user, "Ответить", "Вопрос 1", lambda: close_survey(survey=survey, by=place.methodist)
    )


KINDS = (
    proposal_for_the_methodist,
    proposal_for_the_coordinator,
    step_of_the_own_route,
    checkup_for_the_mentor,
    checkup_for_the_coordinator,
    consents_of_a_pair,
    order_of_a_pair,
    beginning_of_a_pair,
    end_of_a_pair,
    survey_that_is_answered,
    survey_that_is_closed,
)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_task_appears_leads_and_vanishes(kind, visit, place):
    def found():
        headings = visit(waits.who).get(reverse("home")).context["headings"]
        tasks = [task for heading in headings for task in (*heading.shown, *heading.folded)]
        return [task for task in tasks if task.title.startswith(waits.title)]

    waits = kind(place)
    (task,) = found()
    page = visit(waits.who).get(task.url)
    assert (page.status_code, waits.there in page.content.decode()) == (200, True)
    waits.done()
    assert found() == []
