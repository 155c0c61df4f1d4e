"""Pages of methodists: the register, the draft, the people, links, letters, slips."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from development.surveys.links import SLIPS, slips_snapshot
from development.surveys.models import Survey
from development.surveys.services.mailing import send_letters
from development.surveys.tasks_for import surveys_to_answer
from methodservice.directory.models import AuditEvent
from methodservice.documents.printing import pdf_of
from methodservice.jobs.models import Job
from methodservice.testing import factories
from methodservice.testing import surveys as make
from methodservice.testing.printed import Printed

LIST, ADD = reverse("surveys:list"), reverse("surveys:add")


def page(name, record, query="", *args):
    return reverse(f"surveys:{name}", args=[record.pk, *args]) + query


def filled(**changes):
    return {
        "ready": "quality", "title": "", "words": "", "is_anonymous": "1", "threshold": "5",
        "closes_on": "2026-12-10",
    } | changes  # fmt: skip


def errors(answer):
    assert answer.status_code == 422
    return {name: list(found) for name, found in answer.context["form"].errors.items()}


class TestTheRegister:
    @pytest.mark.parametrize("number", [1, 30])
    def test_it_costs_the_same_for_any_number(self, district, methodist, number, assert_query_count):
        for place in range(number):
            survey = make.survey(district.municipality, title=f"Опрос {place}")
            make.invitations(survey, district.schools[0], 2)
        assert_query_count(methodist, LIST, 5)

    def test_it_finds_sorts_and_downloads(self, district, methodist, draft, running):
        running.title = "Качество"
        running.save()
        make.sheet(running.invitations.first())
        make.survey(factories.MunicipalityFactory(), title="Чужой")

        def shown(query=""):
            return [survey.title for survey, _ in methodist.get(LIST + query).context["rows"]]

        assert sorted(shown()) == ["Качество", draft.title]
        assert shown("?q=КАЧЕСТВО") == shown("?state=open") == ["Качество"]
        assert shown("?sort=title")[0] == "Качество"
        answer = methodist.get(f"{LIST}?state=open&export=csv")
        assert b"".join(answer.streaming_content).decode("utf-8-sig").splitlines() == [
            "Опрос;Анонимный;Состояние;Отвечать до;Вопросов;Приглашено;Ответили",
            "Качество;да;Идёт;31.05.2099;4;8;1",
        ]

    def test_teachers_and_coordinators_have_no_register(self, visit, district):
        for kind, school in (("teacher", None), ("coordinator", district.schools[0])):
            user = factories.user_with_role(kind, municipality=district.municipality, school=school)
            assert visit(user).get(LIST).status_code == 403

    def test_an_empty_register_says_what_to_do(self, visit, district, methodist):
        assert "Возьмите готовые вопросы" in methodist.get(LIST).content.decode()
        assert "Их проводят методисты" in visit(district.department).get(LIST).content.decode()


class TestMaking:
    def test_a_ready_questionnaire_gives_title_and_words_where_they_are_left_empty(self, methodist):
        for _ in range(2):
            answer = methodist.post(ADD, filled())
        survey = Survey.objects.get()
        assert answer.url == survey.get_absolute_url()
        assert survey.title == "Как мы вам помогаем: качество методического сопровождения"
        assert survey.questions.count() == 7
        methodist.post(ADD, filled(ready="", title="Свой", is_anonymous="0"))
        own = Survey.objects.get(title="Свой")
        assert (own.questions.count(), own.is_anonymous) == (0, False)

    @pytest.mark.parametrize(
        ("changes", "field", "sentence"),
        [
            ({"ready": "", "title": " "}, "title", "Напишите название."),
            ({"title": "я" * 201}, "title", "не более 200"),
            ({"words": "я" * 2001}, "words", "не более 2000"),
            ({"threshold": "2"}, "threshold", "больше либо равно 3"),
            ({"threshold": "51"}, "threshold", "меньше либо равно 50"),
            ({"threshold": ""}, "threshold", "Обязательное поле"),
            ({"closes_on": "2026-11-19"}, "closes_on", "Этот день уже прошёл."),
            ({"closes_on": "2126-11-19"}, "closes_on", "Проверьте год"),
            ({"closes_on": "31.02.2027"}, "closes_on", "Такой даты нет"),
            ({"is_anonymous": "x"}, "is_anonymous", "Выберите корректный вариант"),
        ],
    )
    def test_bad_input_is_a_sentence_beside_the_field(self, methodist, changes, field, sentence):
        answer = methodist.post(ADD, filled(**changes))
        assert sentence in errors(answer)[field][0]
        assert not Survey.objects.exists()

    def test_names_are_settled_when_it_is_opened(self, methodist, draft, running):
        fields = set(methodist.get(page("edit", draft)).context["form"].fields)
        assert fields - set(methodist.get(page("edit", running)).context["form"].fields) == {
            "title", "is_anonymous", "threshold",
        }  # fmt: skip

    def test_what_somebody_else_saved_is_not_overwritten(self, methodist, draft):
        form = methodist.get(page("edit", draft)).context["form"]
        data = {name: form[name].value() for name in form.fields} | {
            "title": "Моё",
            "closes_on": "2026-12-10",
        }
        Survey.objects.filter(pk=draft.pk).update(title="Чужое")
        assert methodist.post(page("edit", draft), data).status_code == 409
        draft.refresh_from_db()
        assert draft.title == "Чужое"


class TestTheDraft:
    @pytest.mark.parametrize(
        ("number", "state", "cost"), [(1, "open", 8), (30, "open", 8), (30, "draft", 10)]
    )
    def test_the_page_costs_the_same_for_any_number(
        self, district, methodist, number, state, cost, assert_query_count
    ):
        survey = make.survey(district.municipality, state)
        for _ in range(number):
            make.question(survey)
        for school in factories.SchoolFactory.create_batch(number, municipality=district.municipality):
            make.invitations(survey, school, 2)
        assert_query_count(methodist, survey.get_absolute_url(), cost)

    def test_the_main_button_is_what_comes_next(self, methodist, district):
        survey = make.survey(district.municipality)

        def primary():
            html = methodist.get(survey.get_absolute_url()).content.decode()
            return re.findall(r'class="btn btn-primary"[^>]*>(?:<svg.*?</svg>)?([^<]+)<', html)

        assert primary() == ["Добавить вопрос"]
        question = make.question(survey, options=["Да"])
        assert primary() == ["Добавить варианты"]
        question.options.create(position=2, words="Нет")
        assert primary() == ["Выбрать, кого спросить"]
        make.invitations(survey, district.schools[0], 4)
        assert primary() == ["Пригласить ещё"]
        make.invitations(survey, district.schools[0], 2)
        assert primary() == ["Открыть опрос"]
        assert methodist.post(page("open", survey)).url == survey.get_absolute_url()
        assert primary() == ["Раздать ссылки"]
        asked = methodist.get(page("close", survey)).context["consequence"]
        assert asked.startswith("Ответили 0 из 6. Это меньше порога (5): итоги не покажутся никому.")
        methodist.post(page("close", survey))
        assert primary() == ["Итоги"]

    def test_questions_are_added_changed_moved_and_removed(self, methodist, draft):
        data = {"words": "Когда удобно?", "kind": "single", "options": "Днём\r\n\r\n Вечером \r\nДнём"}
        assert methodist.post(page("question_add", draft), data | {"more": "1"}).url == page(
            "question_add", draft
        )
        # «Назад» and a second click: the question is there already
        assert methodist.post(page("question_add", draft), data).url == f"{page('detail', draft)}#questions"
        question = draft.questions.last()
        assert list(question.options.values_list("words", flat=True)) == ["Днём", "Вечером"]
        methodist.post(page("question_move", question), {"way": "up"})
        assert draft.questions.first() == question
        scale = data | {"kind": "scale", "low": "нет", "high": "да", "required": "on"}
        methodist.post(page("question_edit", question), scale)
        question.refresh_from_db()
        assert (question.kind, question.low, question.required, question.options.count()) == (
            "scale",
            "нет",
            True,
            0,
        )
        methodist.post(page("question_remove", question))
        assert draft.questions.count() == 1

    @pytest.mark.parametrize(
        ("changes", "field", "sentence"),
        [
            ({"words": ""}, "words", "Напишите вопрос."),
            ({"words": "я" * 301}, "words", "не более 300"),
            ({"kind": "x"}, "kind", "Выберите корректный вариант"),
            ({"options": "Один"}, "options", "хотя бы два варианта"),
            ({"options": "\n".join(map(str, range(21)))}, "options", "Не больше 20"),
            ({"options": "да\n" + "я" * 201}, "options", "длиннее 200"),
        ],
    )
    def test_bad_questions_are_refused_in_words(self, methodist, draft, changes, field, sentence):
        data = {"words": "Когда?", "kind": "single", "options": "Днём\nВечером"} | changes
        answer = methodist.post(page("question_add", draft), data)
        assert sentence in errors(answer)[field][0]
        assert answer.context["form"][field].value() == data[field]

    def test_a_question_of_an_open_survey_stays(self, methodist, running):
        question = running.questions.first()
        answer = methodist.post(page("question_edit", question), {"words": "Иначе?", "kind": "text"})
        assert "вопросы не меняются" in answer.content.decode()
        methodist.post(page("question_remove", question))
        assert running.questions.count() == 4


class TestPeople:
    @pytest.mark.parametrize("number", [1, 30])
    def test_the_page_costs_the_same_for_any_number(self, district, methodist, number, assert_query_count):
        survey = make.survey(district.municipality)
        for _ in range(number):
            factories.AssociationFactory(municipality=district.municipality)
        for school in factories.SchoolFactory.create_batch(number, municipality=district.municipality):
            make.invitations(survey, school, 1)
        assert_query_count(methodist, page("recipients", survey), 9)

    def test_schools_are_invited_and_people_taken_off(self, methodist, district, draft):
        factories.TeacherFactory.create_batch(3, school=district.schools[1])
        address = page("recipients", draft)
        assert methodist.post(address, {"schools": [district.schools[1].pk]}).url == address
        assert draft.invitations.count() == 9
        methodist.post(page("recipient_remove", draft.invitations.first()))
        assert draft.invitations.count() == 8
        methodist.post(page("recipients_clear", draft))
        assert draft.invitations.count() == 0
        methodist.post(address, {"everybody": "on"})
        assert draft.invitations.count() == 9

    def test_nonsense_and_nothing_are_refused_in_words(self, methodist, district, draft):
        foreign = factories.SchoolFactory()
        address = page("recipients", draft)
        assert "Отметьте хотя бы одну" in errors(methodist.post(address, {}))["__all__"][0]
        assert errors(methodist.post(address, {"schools": [foreign.pk]}))["schools"] == [
            "Такой организации нет. Отметьте заново."
        ]
        assert "schools" in errors(methodist.post(address, {"schools": ["x"]}))


class TestLinks:
    @pytest.mark.parametrize("number", [1, 30])
    def test_the_page_costs_the_same_for_any_number(self, district, methodist, number, assert_query_count):
        survey = make.survey(district.municipality, "open")
        for school in factories.SchoolFactory.create_batch(number, municipality=district.municipality):
            make.invitations(survey, school, 1)
        assert_query_count(methodist, page("links", survey), 9)

    def test_links_of_one_school_are_shown_and_downloaded(self, district, methodist, running, settings):
        settings.PUBLIC_ADDRESS = "https://portal.example"
        school = district.schools[1]
        answer = methodist.get(page("links", running, f"?school={school.pk}&export=csv"))
        lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
        rows = running.invitations.filter(school=school).select_related("teacher")
        assert lines == [
            "Организация;Педагог;Ссылка",
            *(
                f"{school.short_name};{row.teacher.full_name};https://portal.example/surveys/a/{row.token}/"
                for row in rows
            ),
        ]
        told = AuditEvent.objects.get(verb="exported")
        assert (told.actor, told.note) == (
            district.methodist, f"Ссылки на опрос {running.title}: CSV, строк: 2",
        )  # fmt: skip

    def test_who_answered_is_told_in_a_named_survey_alone(self, methodist, running):
        make.sheet(running.invitations.first())
        assert "получен" not in methodist.get(page("links", running)).content.decode()
        Survey.objects.update(is_anonymous=False)
        assert "получен" in methodist.get(page("links", running)).content.decode()

    def test_slips_carry_a_code_for_each_person(self, methodist, running):
        snapshot = slips_snapshot(running)
        printed = Printed(pdf_of(SLIPS, snapshot)).text
        for row in running.invitations.select_related("teacher"):
            assert row.teacher.full_name in printed
            assert row.token in printed.replace(" ", "")
        assert printed.count("Участие добровольное.") == 8
        assert methodist.get(page("slips", running, "", "docx")).status_code == 404
        assert not AuditEvent.objects.filter(verb="exported").exists()
        assert methodist.get(page("slips", running, "", "pdf")).status_code in (200, 302)
        assert AuditEvent.objects.get(verb="exported").note == "Ссылки на опрос: PDF, строк: 8"


class TestLetters:
    @pytest.fixture
    def with_address(self, district, running):
        """The first of those invited has an account with an address, the second one without."""
        first, second, *_ = running.invitations.select_related("teacher")
        for row, email in ((first, "one@example.org"), (second, "")):
            factories.user_with_role(
                "teacher", municipality=district.municipality, teacher=row.teacher, email=email
            )
        return first

    def test_each_person_with_an_address_gets_one(self, district, methodist, running, with_address):
        for _ in range(2):
            answer = methodist.post(page("send", running))
        job = Job.objects.get()
        assert answer.url == reverse("jobs:progress", args=[job.pk])
        for _ in range(2):
            assert send_letters(job) == {"url": page("links", running)}
        (letter,) = mail.outbox
        assert letter.to == ["one@example.org"]
        assert letter.subject == f"Опрос: {running.title}"
        assert with_address.token in letter.body
        assert "Участие добровольное" in letter.body
        assert methodist.post(page("send", running)).url == page("links", running)
        assert Job.objects.count() == 1

    def test_nobody_is_written_to_who_has_answered_by_name(self, methodist, running, with_address):
        Survey.objects.update(is_anonymous=False)
        make.sheet(with_address)
        assert methodist.post(page("send", running)).url == page("links", running)
        assert not Job.objects.exists()

    def test_a_teacher_with_an_account_finds_the_survey_on_the_home_page(
        self, district, running, with_address
    ):
        user = with_address.teacher.user
        (task,) = surveys_to_answer(user, running.opened_on)
        assert (task.title, task.detail) == (f"Ответить: {running.title}", "по желанию")
        assert task.url == reverse("surveys:answer", args=[with_address.token])
        make.sheet(with_address)
        assert list(surveys_to_answer(user, running.opened_on)) == []


def test_progress_tells_small_schools_and_those_that_tell_of_them_together(methodist, running, district):
    def told():
        steps = methodist.get(running.get_absolute_url()).context["steps"]
        return [(step.title, step.invited, step.answered) for step in steps]

    make.sheet(running.invitations.filter(school=district.schools[1]).first())
    assert told() == [("Все организации вместе", 8, 1)]
    make.invitations(running, factories.SchoolFactory(municipality=district.municipality), 4)
    assert told() == [(district.schools[0].short_name, 6, 0), ("Остальные вместе", 6, 1)]
    Survey.objects.update(is_anonymous=False)
    assert [invited for _, invited, _ in told()] == [6, 2, 4]
