"""The life of a survey: made, its questions, its people, opened, taken back, closed."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from development.surveys.models import Answer, Invitation, Survey
from development.surveys.services import questions, recipients
from development.surveys.services.surveys import (
    add_survey,
    close_due,
    close_survey,
    delete_survey,
    obstacles_of,
    open_survey,
    take_back,
)
from development.surveys.usual import NEEDS, READY
from methodservice.directory.models import AuditEvent
from methodservice.lib.refusals import AlreadyDone, Refused
from methodservice.testing import factories
from methodservice.testing import surveys as make

TODAY = date(2026, 11, 20)


class TestMaking:
    @pytest.mark.parametrize("ready", READY.values())
    def test_a_ready_questionnaire_gives_its_questions(self, district, ready):
        survey = add_survey(
            municipality=district.municipality, by=district.methodist, ready=ready, title=ready.title,
            closes_on=TODAY,
        )  # fmt: skip
        asked = [
            (each.words, [option.words for option in each.options.all()]) for each in survey.questions.all()
        ]
        assert asked == [(each.words, list(each.options)) for each in ready.questions]
        assert (survey.author, survey.state, survey.threshold) == (district.methodist, "draft", 5)

    def test_a_second_click_makes_no_second_draft(self, district):
        fields = {"municipality": district.municipality, "title": "Опрос", "closes_on": TODAY}
        add_survey(by=district.methodist, **fields)
        with pytest.raises(AlreadyDone):
            add_survey(by=district.methodist, ready=NEEDS, **fields)
        assert Survey.objects.count() == 1

    def test_questions_are_moved_and_changed_in_a_draft_alone(self, district, draft):
        first = draft.questions.get()
        second = questions.add_question(
            survey=draft, by=district.methodist, words="Когда?", kind="single", options=["Днём", "Вечером"]
        )
        questions.move_question(question=second, up=True, by=district.methodist)
        questions.move_question(question=second, up=True, by=district.methodist)
        assert list(draft.questions.all()) == [second, first]
        questions.change_question(
            question=second, by=district.methodist, words="Когда?", options=["Утром", "Вечером"]
        )
        assert list(second.options.values_list("words", flat=True)) == ["Утром", "Вечером"]
        told = AuditEvent.objects.about(second).filter(verb="changed").first()
        assert told.changes == {"варианты": ["Днём; Вечером", "Утром; Вечером"]}
        open_survey(survey=draft, by=district.methodist)
        for refused in (
            lambda: questions.add_question(survey=draft, by=None, words="Ещё", kind="text", options=[]),
            lambda: questions.change_question(question=second, by=None, options=[]),
            lambda: questions.move_question(question=second, up=False, by=None),
            lambda: questions.remove_question(question=second, by=None),
        ):
            with pytest.raises(Refused, match="вопросы не меняются"):
                refused()

    def test_the_database_keeps_the_threshold_and_one_answer(self, district, draft):
        with pytest.raises(IntegrityError), transaction.atomic():
            Survey.objects.filter(pk=draft.pk).update(threshold=2)
        with pytest.raises(IntegrityError), transaction.atomic():
            Survey.objects.filter(pk=draft.pk).update(state="open")
        invitation = draft.invitations.first()
        sheet = make.sheet(invitation)
        question, option = draft.questions.get(), draft.questions.get().options.first()
        for wrong in ({"option": option}, {"grade": 6}, {"grade": 2, "text": "и"}, {}):
            with pytest.raises(IntegrityError), transaction.atomic():
                Answer.objects.create(sheet=sheet, question=question, **wrong)
        with pytest.raises(IntegrityError), transaction.atomic():
            Invitation.objects.create(survey=draft, teacher=invitation.teacher, school=invitation.school)


class TestInviting:
    def test_people_of_schools_associations_and_young_ones_come_once(self, district):
        survey = make.survey(district.municipality)
        one, other = district.schools
        teachers = factories.TeacherFactory.create_batch(2, school=one)
        factories.TeacherFactory(school=one, left_on=TODAY)
        member = factories.TeacherFactory(school=other)
        association = factories.AssociationFactory(municipality=district.municipality)
        for person in (teachers[0], member):
            factories.MembershipFactory(association=association, teacher=person)
        young = factories.TeacherFactory(
            school=other, born_on=date(2003, 5, 1), teaching_since=date(2026, 9, 1)
        )
        by = district.methodist
        assert recipients.invite(survey=survey, by=by, schools=[one]) == 2
        assert recipients.invite(survey=survey, by=by, schools=[one], associations=[association]) == 1
        assert recipients.invite(survey=survey, by=by, young=True) == 1
        invited = dict(survey.invitations.values_list("teacher", "school"))
        assert invited == dict.fromkeys((each.pk for each in teachers), one.pk) | {
            member.pk: other.pk, young.pk: other.pk,
        }  # fmt: skip
        with pytest.raises(AlreadyDone):
            recipients.invite(survey=survey, by=by, schools=[one], associations=[association])
        tokens = set(survey.invitations.values_list("token", flat=True))
        assert len(tokens) == 4
        assert {len(token) for token in tokens} == {22}

    def test_nobody_chosen_and_nobody_found_are_told(self, district):
        survey = make.survey(district.municipality)
        with pytest.raises(Refused, match="Отметьте"):
            recipients.invite(survey=survey, by=district.methodist)
        with pytest.raises(Refused, match="никто сейчас не работает"):
            recipients.invite(survey=survey, by=district.methodist, schools=district.schools)

    def test_people_of_another_district_never_come(self, district):
        survey, stranger = make.survey(district.municipality), factories.TeacherFactory()
        with pytest.raises(Refused):
            recipients.invite(survey=survey, by=district.methodist, schools=[stranger.school])

    def test_a_person_is_taken_off_a_draft_alone(self, district, draft):
        invitation = draft.invitations.first()
        recipients.uninvite(invitation=invitation, by=district.methodist)
        assert draft.invitations.count() == 5
        open_survey(survey=draft, by=district.methodist)
        with pytest.raises(Refused):
            recipients.uninvite(invitation=draft.invitations.first(), by=district.methodist)
        with pytest.raises(Refused):
            recipients.uninvite_all(survey=draft, by=district.methodist)


class TestOpening:
    def test_what_is_missing_is_told(self, district):
        survey = make.survey(district.municipality, closes_on=date(2026, 11, 19))
        assert [(each.sentence, each.route) for each in obstacles_of(survey, TODAY)] == [
            ("Добавьте хотя бы один вопрос.", "question_add"),
            ("Выберите, кого спросить.", "recipients"),
            ("День, до которого отвечают, уже прошёл. Измените его.", "edit"),
        ]
        question = make.question(survey, options=("Да",), words="Одно?")
        make.invitations(survey, district.schools[0], 4)
        poor, few = obstacles_of(survey, TODAY)[:2]
        assert (poor.sentence, poor.pk) == ("Добавьте варианты ответа к вопросу «Одно?».", question.pk)
        assert few.sentence == (
            "Приглашено 4\N{NO-BREAK SPACE}человека, а порог анонимности — 5. Пригласите больше людей."
        )
        with pytest.raises(Refused, match="Добавьте варианты"):
            open_survey(survey=survey, by=district.methodist)

    def test_a_named_survey_may_ask_one_person(self, district):
        survey = make.survey(district.municipality, is_anonymous=False)
        make.question(survey)
        make.invitations(survey, district.schools[0])
        assert open_survey(survey=survey, by=district.methodist).opened_on == TODAY

    def test_a_second_click_is_a_message(self, district, draft):
        open_survey(survey=draft, by=district.methodist)
        with pytest.raises(AlreadyDone):
            open_survey(survey=draft, by=district.methodist)

    def test_it_is_taken_back_while_nobody_has_answered(self, district, running):
        take_back(survey=running, by=district.methodist)
        running.refresh_from_db()
        assert (running.state, running.opened_on) == ("draft", None)
        open_survey(survey=running, by=district.methodist)
        make.sheet(running.invitations.first())
        with pytest.raises(Refused, match="уже ответили"):
            take_back(survey=running, by=district.methodist)


class TestClosing:
    def test_it_is_closed_once_and_for_good(self, district, running):
        close_survey(survey=running, by=district.methodist)
        running.refresh_from_db()
        assert (running.state, running.closed_on) == ("closed", TODAY)
        with pytest.raises(AlreadyDone):
            close_survey(survey=running, by=district.methodist)
        with pytest.raises(Refused):
            open_survey(survey=running, by=district.methodist)

    def test_the_last_day_closes_it(self, district, running):
        Survey.objects.filter(pk=running.pk).update(closes_on=TODAY)
        assert close_due(TODAY) == 0
        Survey.objects.filter(pk=running.pk).update(closes_on=date(2026, 11, 19))
        assert [close_due(TODAY) for _ in range(2)] == [1, 0]
        told = AuditEvent.objects.about(running).get(verb="moved")
        assert (told.actor, told.note) == (None, "срок ответов прошёл")

    def test_only_a_draft_is_thrown_away(self, district, draft, running):
        with pytest.raises(Refused):
            delete_survey(survey=running, by=district.methodist)
        delete_survey(survey=draft, by=district.methodist)
        assert list(Survey.objects.all()) == [running]
