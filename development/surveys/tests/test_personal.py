"""What surveys tell about a person, and what goes with the name."""

import pytest
from django.utils import timezone

from development.surveys.models import Answer, Invitation
from development.surveys.services.answering import take_answers
from methodservice.personal.collecting import everything_about
from methodservice.personal.services.anonymising import anonymise


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


def test_an_invitation_without_an_answer_goes_with_the_name(district, running, person):
    other = running.invitations.exclude(teacher=person).first().teacher
    for each in (person, other):
        each.left_on = timezone.localdate()
        each.save()
        anonymise(teacher=each, surname=each.surname, chosen=set(), by=district.methodist)
    assert Invitation.objects.filter(teacher=person).exists()
    assert not Invitation.objects.filter(teacher=other).exists()
