"""A missed target goes its whole way in the browser: note, recommendation, answer, next campaign, conclusion."""

import pytest
from django.urls import reverse

from methodservice.directory.models import RoleKind
from methodservice.testing import factories as make
from methodservice.testing.browser import (
    assert_accessible,
    assert_no_sideways_scroll,
    follow,
    login_as,
    press,
    resize,
)
from methodservice.testing.monitoring import SHARE, indicator_set
from methodservice.testing.monitoring_cycle import results
from monitoring.models import Cycle

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LARGE_LINE = 38
"""Pixels of a line of large type."""


def look(page):
    assert_accessible(page)
    assert_no_sideways_scroll(page)


def test_a_missed_target_is_followed_to_the_conclusion(open_page):
    district = make.MunicipalityFactory()
    weak, strong = (make.SchoolFactory(municipality=district, short_name=f"СОШ № {n}") for n in (1, 2))
    methodist = make.user_with_role(RoleKind.METHODIST, municipality=district)
    coordinator = make.user_with_role(RoleKind.COORDINATOR, municipality=district, school=weak)
    edition = indicator_set(district, SHARE, targets={0: {2026: 50, 2027: 60}})
    results(edition, methodist, {weak: (2, 20), strong: (11, 20)})
    page = open_page()
    login_as(page, methodist)
    page.goto(reverse("monitoring:cycles"))
    look(page)
    follow(page, "Начать цикл")
    look(page)
    press(page, "Начать")
    look(page)
    press(page, "Составить справку")
    page.get_by_label("Проблемы").fill("Диагностику в СОШ № 1 начали поздно.")
    page.get_by_text("Сохранено в").wait_for()
    page.locator(".paper").get_by_text("Диагностику в СОШ № 1 начали поздно.").wait_for()
    look(page)
    follow(page, "Подписать")
    look(page)
    press(page, "Подписать")
    page.get_by_text("Справка подписана и внесена в реестр.").wait_for()
    follow(page, "Написать рекомендации")
    look(page)
    press(page, "Подготовить рекомендации")
    press(page, "Отправить")
    look(page)

    school = open_page()
    login_as(school, coordinator)
    school.goto(reverse("home"))
    follow(school, "Принять рекомендацию к исполнению")
    look(school)
    press(school, "Принять к исполнению")
    follow(school, "Ответить")
    school.get_by_label("Что сделано").fill("Диагностику прошли все.")
    press(school, "Отправить ответ")
    look(school)

    page.reload()
    follow(page, "Посмотреть ответ")
    press(page, "Принять ответ")
    look(page)
    results(edition, methodist, {weak: (16, 20), strong: (12, 20)}, year=2027, half=1)
    page.goto(Cycle.objects.get().get_absolute_url())
    follow(page, "Сравнить")
    press(page, "Сравнить")
    look(page)
    follow(page, "Сделать вывод")
    look(page)
    page.get_by_label("меры результативны", exact=True).check()
    page.get_by_label("Вывод").fill("Доля в школе выросла, рекомендация помогла.")
    press(page, "Закрыть цикл")
    page.get_by_text("Цикл закрыт.").wait_for()
    look(page)
    assert Cycle.objects.get().state == "closed"

    press(page, "Версия для слабовидящих")
    look(page)
    resize(page, 360)
    badge = page.locator("#advice").get_by_text("Выполнена").bounding_box()
    assert badge["height"] < 2 * LARGE_LINE
