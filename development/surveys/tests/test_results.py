"""What a survey brought: exact numbers, small groups hidden, names for methodists alone."""

from decimal import Decimal

import pytest
from django.urls import reverse

from development.surveys.models import Answer
from development.surveys.printed import REPORT, report_snapshot
from development.surveys.results import read_results
from development.surveys.services.answering import take_answers
from development.surveys.services.surveys import close_survey
from methodservice.directory.models import AuditEvent
from methodservice.documents.printing import docx_of, pdf_of
from methodservice.testing import factories
from methodservice.testing import surveys as make
from methodservice.testing.printed import Printed
from methodservice.testing.word import WordFile, plain


def page(name, survey, query="", *args):
    return reverse(f"surveys:{name}", args=[survey.pk, *args]) + query


def answers(survey, *, yes=True, grade=4, boxes=(0,), text=""):
    single, scale, multiple, free = survey.questions.all()
    options = list(multiple.options.all())
    found = [
        Answer(question=single, option=single.options.all()[0 if yes else 1]),
        Answer(question=scale, grade=grade),
    ]
    found += [Answer(question=multiple, option=options[place]) for place in boxes]
    return [*found, Answer(question=free, text=text)] if text else found


def say(invitation, **what):
    take_answers(invitation=invitation, read=lambda survey: answers(survey, **what))


@pytest.fixture
def answered(district, running):
    """Five of six of the first school and five of a third one answered, nobody of the second; closed."""
    third = factories.SchoolFactory(municipality=district.municipality)
    make.invitations(running, third, 5)
    first = running.invitations.filter(school=district.schools[0])[:5]
    for number, invitation in enumerate(first):
        say(invitation, yes=number < 2, grade=5 - number % 2, boxes=(0, 2), text=f"мысль {number}")
    for invitation in running.invitations.filter(school=third):
        say(invitation, grade=2, boxes=(1,))
    close_survey(survey=running, by=district.methodist)
    running.refresh_from_db()
    return running


class TestTheNumbers:
    def test_options_grades_boxes_and_texts_are_counted(self, answered):
        results = read_results(answered)
        single, scale, multiple, free = results.found
        assert results.share == "10 из 13\N{NO-BREAK SPACE}приглашённых, 77\N{NO-BREAK SPACE}%"
        assert [(line.words, line.number, line.percent) for line in single.lines] == [
            ("Да", 7, 70),
            ("Нет", 3, 30),
        ]
        assert [line.number for line in scale.lines] == [0, 5, 0, 2, 3]
        assert [line.words for line in scale.lines] == ["1 — мало", "2", "3", "4", "5 — много"]
        assert (scale.average, scale.average_words) == (Decimal("3.3"), "3,3")
        # boxes: of people, not of ticks
        assert multiple.answered == 10
        assert [(line.words, line.percent) for line in multiple.lines] == [
            ("Уроки", 50), ("Курсы", 50), ("Беседы", 50),
        ]  # fmt: skip
        assert sorted(free.texts) == [f"мысль {number}" for number in range(5)]

    def test_schools_above_the_threshold_stand_apart(self, answered):
        results = read_results(answered)
        told = [(group.answered, group.invited, group.cells) for group in results.groups]
        assert told == [(5, 6, (("Вопрос 2", "4,6"),)), (5, 5, (("Вопрос 2", "2,0"),))]
        assert results.hidden == 0

    def test_one_school_is_shown_without_texts(self, district, answered):
        results = read_results(answered, district.schools[0].pk)
        assert results.school == district.schools[0]
        assert [(found.answered, found.texts) for found in results.found] == [
            (5, ()),
            (5, ()),
            (5, ()),
            (5, ()),
        ]
        assert [line.number for line in results.found[0].lines] == [2, 3]

    @pytest.mark.parametrize("asked", [-1, 10**9])
    def test_a_school_that_may_not_be_shown_is_ignored(self, answered, asked):
        assert read_results(answered, asked).school is None

    def test_a_small_school_and_the_one_that_would_tell_of_it_are_hidden(self, district, running):
        for invitation in running.invitations.all():
            say(invitation)
        close_survey(survey=running, by=district.methodist)
        running.refresh_from_db()
        results = read_results(running)
        assert (results.groups, results.hidden) == ((), 8)
        assert read_results(running, district.schools[0].pk).school is None

    @pytest.mark.parametrize("number", [1, 30])
    def test_the_cost_does_not_grow(self, district, running, number, django_assert_num_queries):
        for _ in range(number):
            make.question(running, "scale")
        for school in factories.SchoolFactory.create_batch(number, municipality=district.municipality):
            for invitation in make.invitations(running, school, 5):
                make.sheet(invitation)
        running.state = "closed"
        with django_assert_num_queries(10):
            assert len(read_results(running).groups) == number
        with django_assert_num_queries(8):
            assert read_results(running, school.pk).school == school


class TestWhatIsNotShown:
    def test_an_anonymous_survey_is_silent_until_it_closes(self, methodist, running):
        for invitation in running.invitations.all():
            say(invitation, text="мысль")
        html = methodist.get(page("results", running)).content.decode()
        assert "итоги появятся, когда он закроется" in html
        assert "мысль" not in html
        answer = methodist.get(page("results", running, "?export=csv"))
        assert b"".join(answer.streaming_content).decode("utf-8-sig").splitlines() == [
            "Вопрос;Ответ;Человек;Доля ответивших, %"
        ]
        assert methodist.get(page("report", running, "", "pdf")).url == page("results", running)

    def test_fewer_answers_than_the_threshold_stay_hidden_for_ever(self, district, methodist, running):
        for invitation in running.invitations.all()[:4]:
            say(invitation, text="мысль")
        close_survey(survey=running, by=district.methodist)
        html = methodist.get(page("results", running)).content.decode()
        assert "Ответили меньше 5 человек" in html
        assert "мысль" not in html

    def test_nobody_answered_is_said(self, district, running):
        close_survey(survey=running, by=district.methodist)
        running.refresh_from_db()
        assert read_results(running).why_not == "Никто не ответил."


class TestPages:
    def test_the_head_of_the_department_reads_results_and_no_names(self, visit, district, answered):
        client = visit(district.department)
        html = client.get(page("results", answered)).content.decode()
        assert "Помогает?" in html
        assert "Ответы с именами" not in html
        assert client.get(page("answers", answered)).status_code == 403

    def test_the_download_has_numbers_and_texts(self, methodist, answered):
        answer = methodist.get(page("results", answered, "?export=csv"))
        lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
        assert lines[:3] == [
            "Вопрос;Ответ;Человек;Доля ответивших, %",
            "Помогает?;Да;7;70",
            "Помогает?;Нет;3;30",
        ]
        assert len(lines) == 1 + 2 + 5 + 3 + 5

    @pytest.mark.parametrize("number", [1, 30])
    def test_results_cost_the_same_for_any_number_of_answers(
        self, district, methodist, running, number, assert_query_count
    ):
        for school in factories.SchoolFactory.create_batch(number, municipality=district.municipality):
            for invitation in make.invitations(running, school, 5):
                make.sheet(invitation)
        running.state, running.closed_on = "closed", running.opened_on
        running.save()
        assert_query_count(methodist, page("results", running), 14)

    def test_nonsense_in_the_address_shows_all(self, methodist, answered):
        for asked in ("x", "-1", "9" * 40):
            assert (
                methodist.get(page("results", answered, f"?school={asked}")).context["results"].school is None
            )


class TestNames:
    @pytest.fixture
    def named(self, district, running):
        running.is_anonymous = False
        running.save()
        for invitation in running.invitations.all()[:2]:
            say(invitation, boxes=(0, 2), text="мысль")
        return running

    def test_methodists_read_who_said_what_and_it_is_journaled(self, district, methodist, named):
        html = methodist.get(page("answers", named)).content.decode()
        first = named.invitations.first().teacher
        assert first.full_name in html
        assert "Уроки; Беседы" in html
        told = AuditEvent.objects.about(named).get(verb="read")
        assert (told.actor, told.note) == (district.methodist, "ответы с именами")

    def test_they_are_downloaded_with_a_line_in_the_journal(self, methodist, named):
        answer = methodist.get(page("answers", named, "?export=csv"))
        lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
        assert lines[0] == "Педагог;Организация;Помогает?;Насколько?;Чем?;Что ещё?"
        assert lines[1].endswith("Да;4;Уроки; Беседы;мысль") or '"Уроки; Беседы"' in lines[1]
        assert AuditEvent.objects.filter(verb="exported").count() == 1

    def test_results_are_shown_while_it_runs(self, methodist, named):
        html = methodist.get(page("results", named)).content.decode()
        assert "мысль" in html
        assert "Ответы с именами" in html

    def test_others_get_results_when_it_is_closed_and_enough_answered(self, visit, district, running, named):
        client = visit(district.department)

        def told():
            return client.get(page("results", named)).context["results"]

        assert told().why_not.startswith("Опрос именной: итоги появятся, когда он закроется.")
        assert client.get(page("report", named, "", "pdf")).url == page("results", named)
        close_survey(survey=named, by=district.methodist)
        assert told().why_not == "Ответили меньше 5 человек: итоги видят только методисты."
        for invitation in make.invitations(running, district.schools[0], 3):
            make.sheet(invitation)
        assert (told().why_not, told().answered) == ("", 5)

    def test_a_school_of_few_is_shown_apart_to_nobody(self, visit, district, methodist, named):
        lone = named.invitations.filter(school=district.schools[1]).first()
        say(lone)
        close_survey(survey=named, by=district.methodist)
        results = methodist.get(page("results", named, f"?school={lone.school_id}")).context["results"]
        assert (results.school, results.groups, results.hidden) == (None, (), 3)
        snapshot = report_snapshot(results)
        assert snapshot["groups"] == []
        assert "отдельно не показаны" in plain(snapshot["hidden"])

    def test_an_anonymous_survey_has_no_such_page(self, methodist, answered):
        assert methodist.get(page("answers", answered)).status_code == 403

    @pytest.mark.parametrize("number", [1, 30])
    def test_the_page_costs_the_same_for_any_number(self, district, methodist, number, assert_query_count):
        survey = make.survey(district.municipality, "open", is_anonymous=False)
        make.question(survey)
        for invitation in make.invitations(survey, district.schools[0], number):
            make.sheet(invitation)
        # the line in the journal is one of them
        assert_query_count(methodist, page("answers", survey), 10)


class TestTheReport:
    def test_pdf_and_word_say_the_same(self, answered):
        snapshot = report_snapshot(read_results(answered))
        printed, word = (
            Printed(pdf_of(REPORT, snapshot)).text,
            plain(WordFile(docx_of(REPORT, snapshot)).text),
        )
        for words in (
            "СПРАВКА ПО ИТОГАМ ОПРОСА", "1. Помогает?", "Да: 7 человек, 70 %", "Средняя оценка — 3,3.", "мысль 4",
            "По организациям",
        ):  # fmt: skip
            assert words in plain(printed)
            assert words in word

    def test_it_keeps_small_schools_to_itself(self, district, running):
        for invitation in running.invitations.all():
            say(invitation)
        close_survey(survey=running, by=district.methodist)
        running.refresh_from_db()
        snapshot = report_snapshot(read_results(running))
        assert snapshot["groups"] == []
        assert plain(snapshot["hidden"]) == (
            "Организации, где ответили меньше 5 человек, и те, по которым можно было бы вычислить их ответы, "
            "отдельно не показаны. Всего ответов оттуда — 8."
        )
