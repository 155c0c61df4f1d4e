"""The questionnaire behind a link: what it shows, takes and refuses."""

import pytest
from django.test import Client
from django.urls import reverse

from development.surveys.models import Survey
from methodservice.testing import surveys as make
from methodservice.testing.plugin import StrictClient


def address(invitation):
    return reverse("surveys:answer", args=[invitation.token])


@pytest.fixture
def anybody(db):
    """Somebody without an account."""
    return StrictClient()


@pytest.fixture
def invitation(running):
    return running.invitations.first()


@pytest.fixture
def asked(running):
    """The four questions: a list, a scale, boxes, a text."""
    return list(running.questions.all())


def filled(asked, **changes):
    single, scale, multiple, text = asked
    options = list(multiple.options.all())
    return {
        f"q{single.pk}": single.options.first().pk,
        f"q{scale.pk}": "4",
        f"q{multiple.pk}": [options[0].pk, options[2].pk],
        f"q{text.pk}": " Больше уроков\r\nи меньше слов ",
    } | changes


def given(survey):
    """Words of all answers in the order of questions."""
    rows = survey.sheets.get().answers.order_by("question__position", "option__position")
    return [str(each.option or each.grade or each.text) for each in rows]


class TestTheQuestions:
    @pytest.mark.parametrize("number", [1, 30])
    def test_they_cost_the_same_for_any_number(
        self, anybody, running, invitation, number, assert_query_count
    ):
        for _ in range(number):
            make.question(running)
        assert_query_count(anybody, address(invitation), 3)

    def test_they_say_that_taking_part_is_voluntary_and_who_will_see(self, anybody, running, invitation):
        page = anybody.get(address(invitation)).content.decode()
        assert "Участие добровольное." in page
        assert "ответы хранятся отдельно от имён" in page
        assert "не меньше 5 человек" in page
        Survey.objects.update(is_anonymous=False)
        page = anybody.get(address(invitation)).content.decode()
        assert "увидят, кто что ответил" in page
        assert invitation.teacher.full_name not in page

    def test_no_cookie_but_that_of_the_form_and_no_copy_is_kept(self, anybody, invitation):
        answer = anybody.get(address(invitation))
        assert list(answer.cookies) == ["csrftoken"]
        assert "no-store" in answer["Cache-Control"]
        assert answer["X-Robots-Tag"] == "noindex"
        assert answer["Referrer-Policy"] == "same-origin"
        assert "<script>" not in answer.content.decode()

    def test_a_flood_from_one_address_is_stopped(self, anybody, invitation, settings):
        settings.ANSWERS_PER_MINUTE = 2
        statuses = [anybody.get(address(invitation)).status_code for _ in range(3)]
        assert statuses == [200, 200, 429]


class TestAnswering:
    def test_an_answer_is_kept_once(self, anybody, running, invitation, asked):
        for _ in range(2):
            assert anybody.post(address(invitation), filled(asked)).url == address(invitation)
        assert given(running) == ["Да", "4", "Уроки", "Беседы", "Больше уроков\nи меньше слов"]
        page = anybody.get(address(invitation)).content.decode()
        assert "Ваш ответ принят." in page
        assert '<form method="post" novalidate' not in page

    def test_what_is_not_required_may_be_left_empty(self, anybody, running, invitation, asked):
        single = asked[0]
        anybody.post(address(invitation), {f"q{single.pk}": single.options.last().pk})
        assert given(running) == ["Нет"]

    @pytest.mark.parametrize(
        ("place", "value", "sentence"),
        [
            (0, "", "Выберите ответ."),
            (0, "999999", "Выберите ответ из списка."),
            (0, "x", "Выберите ответ из списка."),
            (1, "6", "Выберите оценку от 1 до 5."),
            (1, "-1", "Выберите оценку от 1 до 5."),
            (2, ["999999"], "Выберите ответы из списка."),
            (3, "я" * 2001, "не более 2000"),
        ],
    )
    def test_bad_input_is_a_sentence_beside_the_question_and_nothing_is_lost(
        self, anybody, running, invitation, asked, place, value, sentence
    ):
        data = filled(asked, **{f"q{asked[place].pk}": value})
        answer = anybody.post(address(invitation), data)
        form = answer.context["form"]
        assert answer.status_code == 422
        assert [question for _, question, _ in form.wrong()] == [asked[place]]
        assert sentence in form.errors[f"q{asked[place].pk}"][0]
        assert {name: form[name].value() for name in data} == {
            name: [str(each) for each in value] if isinstance(value, list) else str(value)
            for name, value in data.items()
        }
        assert not running.sheets.exists()

    def test_an_option_of_another_question_is_refused(self, anybody, running, invitation, asked):
        foreign = make.question(make.survey(running.municipality, "open")).options.first()
        answer = anybody.post(address(invitation), filled(asked, **{f"q{asked[0].pk}": foreign.pk}))
        assert answer.status_code == 422

    def test_only_the_portals_own_form_is_taken(self, running, invitation, asked):
        answer = Client(enforce_csrf_checks=True).post(address(invitation), filled(asked))
        assert answer.status_code == 403
        assert not running.sheets.exists()


class TestLinksThatTakeNoAnswer:
    @pytest.mark.parametrize(
        ("state", "words"),
        [("draft", "Опрос ещё не начался"), ("closed", "Опрос закрыт")],
    )
    def test_a_sentence_says_why(self, anybody, district, state, words):
        survey = make.survey(district.municipality, state)
        (invitation,) = make.invitations(survey, district.schools[0])
        answer = anybody.get(address(invitation))
        assert answer.status_code == 200
        assert words in answer.content.decode()
        assert anybody.post(address(invitation), {}).url == address(invitation)
        assert not survey.sheets.exists()

    @pytest.mark.parametrize("token", ["x", "%D1%8F" * 30, "A" * 500, "%00", "1' OR '1'='1"])
    def test_an_unknown_link_is_told(self, anybody, invitation, token):
        answer = anybody.get(f"/surveys/a/{token}/")
        assert answer.status_code in (400, 404)
        if token != "%00":
            assert "Такой ссылки нет" in answer.content.decode()
