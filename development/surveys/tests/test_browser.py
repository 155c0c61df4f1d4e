"""A teacher answers on a phone, with and without scripts; a methodist makes a survey and reads what came."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from development.surveys.models import Survey
from methodservice.testing import factories
from methodservice.testing import surveys as make
from methodservice.testing.browser import (
    assert_accessible,
    assert_no_sideways_scroll,
    follow,
    login_as,
    press,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def forget_refusals(open_page) -> None:
    """A refused form is told to the console by the browser itself."""
    open_page.complaints[:] = [line for line in open_page.complaints if "422" not in line]


PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True}


@pytest.fixture
def running():
    school = factories.SchoolFactory()
    survey = make.survey(school.municipality, "open")
    make.question(survey, words="Помогает?", required=True)
    make.question(survey, "scale", words="Насколько?", low="мало", high="много")
    make.question(survey, "multiple", words="Чем?", options=("Уроки", "Курсы"))
    make.question(survey, "text", words="Что ещё?")
    make.invitations(survey, school, 6)
    return survey


@pytest.mark.parametrize("with_scripts", [True, False])
def test_a_teacher_answers_on_a_phone(open_page, running, with_scripts):
    page = open_page(**PHONE, java_script_enabled=with_scripts)
    page.goto(reverse("surveys:answer", args=[running.invitations.first().token]))
    scale = page.get_by_role("group", name="Насколько?")
    scale.get_by_text("4", exact=True).tap()
    expect(scale.get_by_role("radio", name="4")).to_be_checked()
    page.get_by_text("Курсы").tap()
    page.get_by_role("textbox").fill("Больше открытых уроков")
    # the first one is required and was forgotten: nothing typed is lost
    press(page, "Отправить ответы")
    expect(page.get_by_role("alert")).to_contain_text("Ответы пока не отправлены")
    if with_scripts:
        assert_accessible(page)
        assert_no_sideways_scroll(page)
    page.get_by_role("link", name="Вопрос 1").tap()
    page.get_by_text("Да", exact=True).tap()
    expect(page.get_by_role("textbox")).to_have_value("Больше открытых уроков")
    press(page, "Отправить ответы")
    expect(page.get_by_role("heading", level=1)).to_have_text("Спасибо!")
    forget_refusals(open_page)
    words = [str(each.option or each.grade or each.text) for each in running.sheets.get().answers.all()]
    assert sorted(words) == ["4", "Больше открытых уроков", "Да", "Курсы"]


def test_places_to_tap_are_large(open_page, running):
    page = open_page(**PHONE)
    page.goto(reverse("surveys:answer", args=[running.invitations.first().token]))
    boxes = [each.bounding_box() for each in page.locator(".su-choice, .su-send").all()]
    assert len(boxes) == 2 + 5 + 2 + 1
    assert min(box["height"] for box in boxes) >= 44
    assert min(box["width"] for box in boxes) >= 44


def test_a_methodist_makes_a_survey(open_page):
    page = open_page()
    school = factories.SchoolFactory()
    factories.TeacherFactory.create_batch(6, school=school)
    login_as(page, factories.user_with_role("methodist", municipality=school.municipality))
    page.goto(reverse("surveys:list"))
    follow(page, "Новый опрос")
    page.get_by_label("Качество методического сопровождения").check()
    page.get_by_label("Отвечать до").fill("2099-05-31")
    press(page, "Дальше: вопросы")
    expect(page.get_by_label("Отвечать до")).to_have_value("2099-05-31")
    page.get_by_label("Отвечать до").fill(f"{factories.date.today().year + 1}-05-31")
    press(page, "Дальше: вопросы")
    follow(page, "Добавить вопрос")
    page.get_by_label("вопрос", exact=False).first.fill("Что оставить как есть?")
    expect(page.get_by_label("1 значит")).to_be_hidden()
    page.get_by_label("Как отвечать").select_option("scale")
    expect(page.get_by_label("1 значит")).to_be_visible()
    expect(page.get_by_label("Варианты ответа")).to_be_hidden()
    page.get_by_label("Как отвечать").select_option("text")
    press(page, "Сохранить")
    follow(page, "Выбрать, кого спросить")
    page.get_by_label(school.short_name).check()
    press(page, "Пригласить отмеченных")
    follow(page, "К опросу")
    press(page, "Открыть опрос")
    follow(page, "Раздать ссылки")
    expect(page.locator("tbody tr")).to_have_count(6)
    assert_accessible(page)
    forget_refusals(open_page)
    survey = Survey.objects.get()
    assert (survey.state, survey.questions.count(), survey.invitations.count()) == ("open", 8, 6)
