"""What surveys tell about a person, and what goes with the name."""

import pytest
from django.utils import timezone

from development.surveys.models import Answer, Invitation
from development.surveys.services.answering import take_answers
from methodservice.personal.collecting import everything_about
from methodservice.personal.services.anonymising import anonymise, prospect_of
from methodservice.testing import surveys as make


def told(teacher, by) -> dict[str, list]:
    sections = everything_about(teacher, by=by)["sections"]
    return {each["key"]: each["rows"] for each in sections if each["key"].startswith("survey")}


@pytest.fixture
def person(running):
    running.is_anonymous = False
    running.save()
    invitation = running.invitations.first()
    text = running.questions.get(kind="text")
    take_answers(invitation=invitation, read=lambda survey: [Answer(question=text, text="Больше практики")])
    return invitation.teacher


def test_invitations_and_answers_by_name_are_told_without_the_key(district, running, person):
    found = told(person, district.methodist)
    assert found["survey_answers"] == [
        {"Опрос": running.title, "Вопрос": "Что ещё?", "Ответ": "Больше практики"}
    ]
    assert found["survey_invitations"][0]["Ответ получен"] == "да"
    assert Invitation.objects.get(teacher=person).token not in str(found)


def test_links_are_dead_and_do_not_tell_who_answered_when_the_name_has_gone(district, running, person):
    other = running.invitations.exclude(teacher=person).first().teacher
    prospects, links = [], [each.invitations.get().token for each in (person, other)]
    for each in (person, other):
        each.left_on = timezone.localdate()
        each.save()
        prospects.append(prospect_of(each))
        anonymise(teacher=each, surname=each.surname, chosen=set(), by=district.methodist)
    assert prospects[0] == prospects[1]
    assert "Ссылки на опросы: по ним больше не ответить." in prospects[0].goes
    assert running.invitations.count() == 8
    assert not Invitation.objects.filter(token__in=links).exists()


def test_whether_an_anonymous_survey_was_answered_is_told_to_nobody(district, running):
    answered, silent = running.invitations.all()[:2]
    make.sheet(answered)
    rows = [told(row.teacher, district.methodist)["survey_invitations"] for row in (answered, silent)]
    assert rows[0] == rows[1]
    assert set(rows[0][0]) == {"Опрос", "Организация", "Письмо отправлено"}
