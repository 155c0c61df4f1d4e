"""A card is anonymised while something is written into it: nothing brings the name back. Threads on PostgreSQL."""

import pytest
from django.test import Client
from django.urls import reverse

from development.models import Course
from development.services.records import add_record
from methodservice.lib.refusals import AlreadyDone, Refused
from methodservice.personal.models import Anonymisation, Consent
from methodservice.personal.services.anonymising import anonymise
from methodservice.personal.services.consents import give
from methodservice.testing import development as made
from methodservice.testing.races import at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def gone(district):
    """The person has left; not yet anonymised."""
    district.person.left_on = made.DAY
    district.person.save()
    return district.person


def emptied(district, person):
    """The work of anonymising."""
    return lambda: anonymise(teacher=person, surname="Жаворонкова", chosen=set(), by=district.methodist)


def test_of_two_acts_one_is_made(district, gone):
    answers = at_once(emptied(district, gone), emptied(district, gone))
    assert {type(answer) for answer in answers} == {Anonymisation, AlreadyDone}
    assert Anonymisation.objects.count() == 1


def test_a_record_of_the_card_goes_with_it_or_is_refused(district, gone):
    def course():
        fields = {
            "kind": "upskilling", "programme": "Мастерство Жаворонковой", "hours": 36, "mode": "online",
            "ends": made.DAY, "provider_name": "Институт",
        }  # fmt: skip
        return add_record(teacher=gone, model=Course, fields=fields, by=district.methodist)

    act, written = at_once(emptied(district, gone), course)
    assert isinstance(act, Anonymisation)
    assert isinstance(written, Course | Refused)
    assert not Course.objects.exists()


def test_a_consent_keeps_no_words_or_is_refused(district, gone):
    def consent():
        return give(
            teacher=gone,
            kind="processing",
            given_on=made.DAY,
            by=district.methodist,
            note="Жаворонкова А. Ю.",
        )

    act, written = at_once(emptied(district, gone), consent)
    assert isinstance(act, Anonymisation)
    assert isinstance(written, Consent | Refused)
    assert set(Consent.objects.values_list("note", flat=True)) <= {""}


def test_who_is_back_at_work_has_a_name_and_an_emptied_card_does_not_come_back(district, gone):
    client = Client()
    client.force_login(district.methodist)
    address = reverse("directory:teacher_return", args=[gone.pk])
    act, status = at_once(emptied(district, gone), lambda: client.post(address, {"hired_on": ""}).status_code)
    gone.refresh_from_db()
    if isinstance(act, Anonymisation):
        assert (status, gone.left_on, gone.anonymised_on) == (403, made.DAY, act.done_on)
    else:
        assert "кто уволился" in str(act)
        assert (status, gone.left_on, gone.surname) == (302, None, "Жаворонкова")
