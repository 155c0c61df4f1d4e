"""An answer of an anonymous survey leads to nobody."""

from datetime import date

import pytest
from django.db import models

from development.surveys.models import Answer, Invitation, Sheet
from development.surveys.services.answering import take_answers
from development.surveys.services.surveys import close_survey
from methodservice.directory.models import AuditEvent
from methodservice.lib.refusals import AlreadyDone, Refused
from methodservice.testing import surveys as make


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


class TestANamedSurvey:
    def test_a_sheet_belongs_to_its_invitation(self, district):
        survey = make.survey(district.municipality, "open", is_anonymous=False)
        make.question(survey, "text")
        (invitation,) = make.invitations(survey, district.schools[0])
        sheet = say(invitation, "да")
        assert (sheet.invitation, sheet.school) == (invitation, district.schools[0])
        close_survey(survey=survey, by=district.methodist)
        assert survey.sheets.get().invitation == invitation


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
