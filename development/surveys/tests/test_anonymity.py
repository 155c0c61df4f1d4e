"""An answer of an anonymous survey leads to nobody."""

import io
import logging
import re
from datetime import date

import pytest
from django.conf import settings
from django.db import models
from django.test import Client
from django.urls import reverse

from development.surveys.models import Answer, Invitation, Sheet
from development.surveys.services.answering import take_answers
from development.surveys.services.surveys import close_survey
from methodservice.directory.models import AuditEvent
from methodservice.lib.logs import HidingFormatter
from methodservice.lib.refusals import AlreadyDone, Refused
from methodservice.testing import factories
from methodservice.testing import surveys as make

FORM_KEY = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')


def say(invitation, words):
    """One answer to the last question, as a person would give it."""
    return take_answers(
        invitation=invitation, read=lambda survey: [Answer(question=survey.questions.last(), text=words)]
    )


def dates_of(model):
    return [
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, models.DateField | models.TimeField)
    ]


class TestAnAnonymousSurvey:
    def test_neither_sheet_nor_answer_nor_invitation_has_a_time(self):
        assert [dates_of(model) for model in (Sheet, Answer, Invitation)] == [[], [], []]

    def test_a_sheet_has_no_invitation_and_nothing_is_journaled(self, running):
        before = AuditEvent.objects.count()
        sheet = say(running.invitations.first(), "Больше уроков")
        assert sheet.invitation is None
        assert AuditEvent.objects.count() == before
        saved = Sheet.objects.filter(pk=sheet.pk).values().get()
        assert set(saved) == {"key", "survey_id", "school_id", "invitation_id"}
        assert saved["invitation_id"] is None

    def test_the_invitation_knows_only_that_it_was_used(self, running):
        invitation = running.invitations.first()
        before = Invitation.objects.filter(pk=invitation.pk).values().get()
        say(invitation, "Больше уроков")
        after = Invitation.objects.filter(pk=invitation.pk).values().get()
        changed = {name for name in after if after[name] != before[name]}
        assert changed == {"is_answered"}

    def test_keys_do_not_follow_the_order_of_answers(self, district, running):
        make.invitations(running, district.schools[0], 12)
        given = [say(each, f"ответ {number}").pk for number, each in enumerate(running.invitations.all())]
        assert sorted(given) != given
        # version 4: nothing but random bits
        assert {key.version for key in given} == {4}
        assert {key.version for key in Answer.objects.values_list("pk", flat=True)} == {4}

    def test_closing_writes_all_sheets_anew_in_another_order(self, district, running):
        make.invitations(running, district.schools[0], 12)
        given = [say(each, f"ответ {number}") for number, each in enumerate(running.invitations.all())]
        # a table keeps the order in which rows were written, whatever their keys
        close_survey(survey=running, by=district.methodist)
        assert not set(Sheet.objects.values_list("pk", flat=True)) & {sheet.pk for sheet in given}
        from django.db import connection

        with connection.cursor() as cursor:
            row = "ctid" if connection.vendor == "postgresql" else "rowid"
            cursor.execute(f"SELECT text FROM surveys_answer ORDER BY {row}")  # noqa: S608 — one of two words
            written = [text for (text,) in cursor.fetchall()]
        assert sorted(written) == sorted(f"ответ {number}" for number in range(len(given)))
        assert written != [f"ответ {number}" for number in range(len(given))]

    def test_a_school_with_few_invited_is_not_written_down(self, district, running):
        groups = [say(each, "да").school for each in running.invitations.all()]
        assert groups == [district.schools[0]] * 6 + [None] * 2

    def test_a_school_with_few_answers_is_forgotten_when_the_survey_closes(self, district, running):
        for invitation in running.invitations.filter(school=district.schools[0])[:4]:
            say(invitation, "да")
        assert set(running.sheets.values_list("school", flat=True)) == {district.schools[0].pk}
        close_survey(survey=running, by=district.methodist)
        assert list(running.sheets.values_list("school", flat=True)) == [None] * 4

    def test_nor_is_a_school_kept_that_would_tell_of_the_rest(self, district, running):
        for invitation in running.invitations.all():
            say(invitation, "да")
        close_survey(survey=running, by=district.methodist)
        assert set(running.sheets.values_list("school", flat=True)) == {None}


class TestWhatAMethodistCanWatch:
    """Numbers that change with one answer, while everything else stays."""

    def watched(self, client, survey) -> list:
        pages = [client.get(reverse(f"surveys:{name}", args=[survey.pk])) for name in ("links", "recipients")]
        return [pages[0].context["letters"], *(FORM_KEY.sub("", page.text) for page in pages)]

    def test_neither_letters_nor_lists_tell_who_has_answered(self, district, methodist, running):
        asked = running.invitations.first()
        factories.user_with_role(
            "teacher", municipality=district.municipality, teacher=asked.teacher, email="one@example.org"
        )
        before = self.watched(methodist, running)
        assert before[0] == 1
        say(asked, "да")
        assert self.watched(methodist, running) == before

    def test_ten_answers_less_nine_of_a_school_are_not_one(self, district, methodist, running):
        nine = factories.SchoolFactory(municipality=district.municipality)
        lone = running.invitations.filter(school=district.schools[1])[:1]
        for number, invitation in enumerate([*make.invitations(running, nine, 9), *lone]):
            say(invitation, f"ответ {number}")
        close_survey(survey=running, by=district.methodist)
        address = reverse("surveys:results", args=[running.pk])
        for query in ("", f"?school={nine.pk}", f"?school={district.schools[1].pk}"):
            results = methodist.get(address + query).context["results"]
            assert (results.school, results.groups, results.answered) == (None, (), 10), query

    def test_texts_stand_in_no_order_of_answers_and_of_no_school(self, district, methodist, running):
        people = make.invitations(running, district.schools[0], 12)
        said = [f"ответ {number}" for number in range(len(people))]
        for invitation, words in zip(people, said, strict=True):
            say(invitation, words)
        close_survey(survey=running, by=district.methodist)
        address = reverse("surveys:results", args=[running.pk])
        (texts,) = [found.texts for found in methodist.get(address).context["results"].found if found.texts]
        assert sorted(texts) == sorted(said)
        assert list(texts) != said
        of_school = methodist.get(f"{address}?school={district.schools[0].pk}").context["results"]
        assert of_school.school == district.schools[0]
        assert [found.texts for found in of_school.found if found.texts] == []


class TestANamedSurvey:
    def test_a_sheet_belongs_to_its_invitation(self, district):
        survey = make.survey(district.municipality, "open", is_anonymous=False)
        make.question(survey, "text")
        (invitation,) = make.invitations(survey, district.schools[0])
        sheet = say(invitation, "да")
        assert (sheet.invitation, sheet.school) == (invitation, district.schools[0])
        close_survey(survey=survey, by=district.methodist)
        assert survey.sheets.get().invitation == invitation


class TestTheLog:
    """Whoever reads it must not learn by which link, and so when and by whom, a questionnaire was opened."""

    @pytest.fixture
    def log(self, monkeypatch):
        """What the portal writes, as its settings say."""
        (handler,) = [each for each in logging.root.handlers if isinstance(each.formatter, HidingFormatter)]
        written = io.StringIO()
        monkeypatch.setattr(handler, "stream", written)
        return written

    def test_it_tells_of_a_refusal_but_not_of_the_link(self, running, log, monkeypatch):
        token = running.invitations.first().token
        address = reverse("surveys:answer", args=[token])
        client = Client()
        monkeypatch.setattr(settings, "DATA_UPLOAD_MAX_MEMORY_SIZE", 100)
        codes = [
            Client(enforce_csrf_checks=True).post(address, {"q": "1"}).status_code,
            client.get(f"{address}more/").status_code,
            client.put(address).status_code,
            client.post(
                address, "q=" + "1" * 200, content_type="application/x-www-form-urlencoded"
            ).status_code,
        ]
        monkeypatch.setattr(settings, "ANSWERS_PER_MINUTE", 0)
        codes.append(client.get(address).status_code)
        assert codes == [403, 404, 405, 413, 429]
        told = log.getvalue()
        assert token not in told
        # said for each of them, so that a fault can still be found
        assert told.count("/surveys/a/…") == len(codes), told

    def test_nor_when_the_page_breaks(self, running, log, monkeypatch):
        token = running.invitations.first().token
        address = reverse("surveys:answer", args=[token])
        # a fault that names the address, not the bare key
        monkeypatch.setattr(
            "development.surveys.views.public.within_limit", lambda *args, **kwargs: {}[address]
        )
        answer = Client(raise_request_exception=False).get(address)
        assert answer.status_code == 500
        told = log.getvalue()
        assert "KeyError" in told
        assert token not in told


class TestOnce:
    def test_a_second_answer_is_refused(self, running):
        invitation = running.invitations.first()
        say(invitation, "да")
        with pytest.raises(AlreadyDone):
            say(invitation, "нет")
        assert running.sheets.count() == 1

    @pytest.mark.parametrize("state", ["draft", "closed"])
    def test_only_a_running_survey_takes_answers(self, district, state):
        survey = make.survey(district.municipality, state)
        (invitation,) = make.invitations(survey, district.schools[0])
        with pytest.raises(Refused):
            say(invitation, "да")

    def test_the_last_day_counts_and_the_next_does_not(self, district, running):
        one, other = running.invitations.all()[:2]
        running.closes_on = date(2026, 11, 20)
        running.save()
        say(one, "да")
        running.closes_on = date(2026, 11, 19)
        running.save()
        with pytest.raises(Refused):
            say(other, "да")
