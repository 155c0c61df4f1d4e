"""Mentoring as people live it: from a young teacher without a mentor to the closing sheet of a finished pair."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from mentoring.models import Pair, Score
from methodservice.directory.models import RoleKind
from methodservice.documents.orders.models import Order
from methodservice.testing import development, factories
from methodservice.testing.browser import follow, looked_at, page_of_role, press, resize

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def district():
    """A school with a young teacher who has a deficit, and an experienced one of the same subject."""
    municipality = factories.MunicipalityFactory()
    factories.SignatoryFactory(municipality=municipality)
    school = factories.SchoolFactory(municipality=municipality)
    today = timezone.localdate()
    mentee = factories.TeacherFactory(
        school=school, surname="Юнова", born_on=date(today.year - 25, 1, 1),
        teaching_since=date(today.year - 1, 1, 2),
    )  # fmt: skip
    mentor = factories.TeacherFactory(
        school=school, surname="Опытова", category="highest", born_on=date(1975, 1, 1),
        teaching_since=date(1998, 9, 1),
    )  # fmt: skip
    subject = factories.SubjectFactory(municipality=municipality, name="математика")
    subject.teachers.set([mentor, mentee])
    development.deficit(mentee, today, words="Темп урока")
    return municipality, mentor, mentee


def prepare(page) -> Pair:
    """A mentor is chosen by the reasons, both agree."""
    page.goto(reverse("mentoring:home"))
    expect(page.locator("main")).to_contain_text("0 из 1")
    looked_at(page)
    follow(page, "Подобрать наставника")
    expect(page.locator("main")).to_contain_text("тот же предмет: математика")
    looked_at(page)
    follow(page, "Создать пару")
    page.get_by_label("Цель").fill("Вести урок уверенно")
    press(page, "Создать пару")
    expect(page.locator("main")).to_contain_text("Пара начнёт работу, когда будут оба согласия и приказ.")
    for _ in ("наставник", "наставляемый"):
        follow(page, "Записать согласие")
        press(page, "Записать согласие")
        expect(page.locator("main")).to_contain_text("Согласие записано.")
    looked_at(page)
    return Pair.objects.get()


def order_signed(methodist, head, pair) -> None:
    """The order names the pair; its signature reaches the pair by itself."""
    follow(methodist, "Подготовить приказ")
    expect(methodist.locator("input[name=records]")).to_be_checked()
    press(methodist, "Подготовить приказ")
    press(methodist, "Передать на подпись")
    expect(methodist.locator("main")).to_contain_text("Передано на подпись")
    head.goto(reverse("orders:sign", args=[Order.objects.get().pk]))
    press(head, "Подписать", exact=True)
    expect(head.get_by_role("heading", level=1)).to_contain_text("Приказ № 1 от")
    methodist.goto(pair.get_absolute_url())
    expect(methodist.locator("main")).to_contain_text("Приказ № 1 от")
    press(methodist, "Начать работу")
    expect(methodist.locator("main")).to_contain_text("замеры запланированы")
    press(methodist, "Внести дефициты: 1")
    expect(methodist.locator("#programme")).to_contain_text("Разобрать вместе: Темп урока")


def worked(mentor, pair) -> None:
    """The mentor writes down a meeting, marks an item, holds two check-ups."""
    mentor.goto("/")
    follow(mentor, "Опытова М. И. — Юнова М. И.")
    follow(mentor, "Записать встречу")
    mentor.get_by_label("О чём", exact=False).first.fill("Темп урока")
    press(mentor, "Записать встречу")
    expect(mentor.locator("#sessions")).to_contain_text("Темп урока")
    follow(mentor, "Отметить")
    mentor.get_by_label("Что получилось").fill("Успевает всё")
    press(mentor, "Выполнено")
    expect(mentor.locator("#programme")).to_contain_text("выполнено 1 из 1")
    for month, mark in (("1 месяц работы", 2), ("3 месяца работы", 4)):
        follow(mentor, month)
        looked_at(mentor)
        for criterion in Score.Criterion:
            mentor.locator(f"input[name={criterion}][value='{mark}']").check()
        press(mentor, "Сохранить замер")
        expect(mentor.locator("main")).to_contain_text("Замер сохранён.")
    expect(mentor.locator("#checkups")).to_contain_text("Средняя оценка выросла с 2,0 до 4,0 из 5.")
    looked_at(mentor)


def test_a_young_teacher_gets_a_mentor_and_the_pair_is_finished(open_page, district):
    municipality, mentor, mentee = district
    methodist = page_of_role(open_page, RoleKind.METHODIST, municipality)
    head = page_of_role(open_page, RoleKind.DEPARTMENT_HEAD, municipality)
    mentors = page_of_role(open_page, RoleKind.TEACHER, municipality, teacher=mentor)
    mentees = page_of_role(open_page, RoleKind.TEACHER, municipality, teacher=mentee)

    pair = prepare(methodist)
    order_signed(methodist, head, pair)
    worked(mentors, pair)

    mentees.goto("/")
    follow(mentees, "Опытова М. И. — Юнова М. И.")
    follow(mentees, "Написать отзыв по желанию")
    mentees.get_by_label("Отзыв наставляемого").fill("Помогли разборы уроков")
    press(mentees, "Сохранить")
    expect(mentees.locator("main")).to_contain_text("Помогли разборы уроков")

    methodist.goto(reverse("mentoring:home"))
    expect(methodist.locator("main")).to_contain_text("1 из 1")
    methodist.goto(pair.get_absolute_url())
    follow(methodist, "Завершить")
    methodist.get_by_label("Темп урока").check()
    methodist.get_by_label("Результат").fill("Ведёт уроки сама")
    looked_at(methodist)
    press(methodist, "Завершить пару")
    expect(methodist.locator("main")).to_contain_text("Итоговый лист готов к печати")
    looked_at(methodist)
    sheet = methodist.request.get(reverse("mentoring:closing_file", args=[pair.pk, "pdf"]))
    assert (sheet.status, sheet.body()[:4]) == (200, b"%PDF")
    assert mentee.deficits.get().closed_on == timezone.localdate()


def main_action(page) -> str:
    """The words of the one main action of the page."""
    button = page.locator("main .btn-primary")
    expect(button).to_have_count(1)
    return button.inner_text().strip()


def test_a_deputy_head_is_led_by_the_main_action_of_each_state_on_a_phone(open_page, district):
    municipality, mentor, mentee = district
    page = page_of_role(open_page, RoleKind.COORDINATOR, municipality, school=mentee.school)
    resize(page, 360)
    page.goto(reverse("mentoring:home"))
    follow(page, "Все молодые: 1")
    expect(page.get_by_role("row")).to_have_count(2)
    looked_at(page)
    resize(page, 360)
    follow(page, "Подобрать")
    follow(page, "Создать пару")
    press(page, "Создать пару")
    for side in ("наставника", "наставляемого"):
        assert main_action(page) == f"Записать согласие {side}"
        follow(page, f"Записать согласие {side}")
        press(page, "Записать согласие")
        expect(page.locator("main")).to_contain_text("Согласие записано.")
    assert main_action(page) == "Записать приказ организации"
    follow(page, "Записать приказ организации")
    page.get_by_label("Номер приказа").fill("63-к")
    press(page, "Сохранить")
    expect(page.locator("main")).to_contain_text("Приказ записан.")
    assert main_action(page) == "Начать работу"
    press(page, "Начать работу")
    expect(page.locator("main")).to_contain_text("замеры запланированы")
    assert main_action(page) == "Записать встречу"
    looked_at(page)
    resize(page, 360)

    page.goto(reverse("mentoring:home"))
    follow(page, "с наставником: 1")
    expect(page.get_by_role("row")).to_have_count(2)
    follow(page, mentor.full_name)
    follow(page, "Завершить")
    page.get_by_label("Результат").fill("Ведёт уроки сама")
    press(page, "Завершить пару")
    expect(page.locator("main")).to_contain_text("Итоговый лист готов к печати")
    assert main_action(page) == "Итоговый лист"
    looked_at(page)


def test_a_partner_without_a_card_is_a_mentor_from_the_new_pair_to_the_closing_sheet(open_page, district):
    municipality, _, mentee = district
    page = page_of_role(open_page, RoleKind.COORDINATOR, municipality, school=mentee.school)
    mentees = page_of_role(open_page, RoleKind.TEACHER, municipality, teacher=mentee)
    page.goto(reverse("mentoring:home"))
    follow(page, "Подобрать наставника")
    follow(page, "Наставник не из организаций муниципалитета")
    expect(page.get_by_role("link", name="Наставник — социальный партнёр")).to_have_attribute(
        "aria-current", "true"
    )
    press(page, "Создать пару")
    expect(page.get_by_role("heading", level=1)).to_have_text("Новая пара")
    expect(page.locator("main")).to_contain_text("Обязательное поле.")
    open_page.complaints[:] = [line for line in open_page.complaints if "422" not in line]
    looked_at(page)
    typed = {"surname": "Лесных", "given_name": "Пётр", "position": "инженер", "organisation": "ООО «Заря»"}
    for name, words in typed.items():
        page.locator(f"input[name={name}]").fill(words)
    press(page, "Создать пару")
    expect(page.locator("main")).to_contain_text("Лесных Пётр, инженер, ООО «Заря»")
    follow(page, "Исправить имя и должность")
    page.locator("input[name=position]").fill("главный инженер")
    looked_at(page)
    press(page, "Сохранить")
    expect(page.locator("main")).to_contain_text("Лесных Пётр, главный инженер, ООО «Заря»")
    for _ in ("партнёр", "наставляемый"):
        follow(page, "Записать согласие")
        press(page, "Записать согласие")
        expect(page.locator("main")).to_contain_text("Согласие записано.")
    follow(page, "Записать приказ организации")
    page.get_by_label("Номер приказа").fill("63-к")
    press(page, "Сохранить")
    expect(page.locator("main")).to_contain_text("Приказ записан.")
    press(page, "Начать работу")
    expect(page.locator("main")).to_contain_text("замеры запланированы")
    looked_at(page)

    mentees.goto("/")
    follow(mentees, "Лесных П. — Юнова М. И.")
    follow(mentees, "Записать встречу")
    mentees.get_by_label("О чём", exact=False).first.fill("Экскурсия на завод")
    press(mentees, "Записать встречу")
    expect(mentees.locator("#sessions")).to_contain_text("Экскурсия на завод")
    looked_at(mentees)

    page.goto(reverse("mentoring:home"))
    follow(page, "с наставником: 1")
    follow(page, "Лесных Пётр")
    follow(page, "Завершить")
    page.get_by_label("Результат").fill("Проект сдан")
    press(page, "Завершить пару")
    expect(page.locator("main")).to_contain_text("Итоговый лист готов к печати")
    looked_at(page)
    sheet = page.request.get(reverse("mentoring:closing_file", args=[Pair.objects.get().pk, "pdf"]))
    assert (sheet.status, sheet.body()[:4]) == (200, b"%PDF")
