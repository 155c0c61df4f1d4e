"""A coordinator fills in a return in a browser."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from methodservice import registries
from methodservice.directory.models import RoleKind
from methodservice.testing import factories as make
from methodservice.testing.browser import (
    assert_accessible,
    assert_no_sideways_scroll,
    follow,
    login_as,
    press,
)
from methodservice.testing.monitoring import SUM, YES
from methodservice.testing.monitoring_returns import collecting, figures_of, known_share
from monitoring.models import Return

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def school(monkeypatch):
    school = make.SchoolFactory(short_name="Школа № 1")
    for key, figure in figures_of([school]).items():
        monkeypatch.setitem(registries.figures, key, figure)
    return school


@pytest.fixture
def coordinator(school):
    return make.user_with_role(RoleKind.COORDINATOR, municipality=school.municipality, school=school)


def opened(school, *definitions):
    by = make.user_with_role(RoleKind.METHODIST, municipality=school.municipality)
    return collecting(school.municipality, by, *definitions).returns.get(school=school)


@pytest.mark.parametrize("scripts", [True, False])
def test_eleven_pre_filled_indicators_are_sent_in_two_clicks(open_page, school, coordinator, scripts):
    given = opened(school, *[known_share() for _ in range(11)])
    page = open_page(java_script_enabled=scripts)
    login_as(page, coordinator)
    page.goto(reverse("home"))
    follow(page, "Проверить и отправить")
    press(page, "Отправить")
    expect(page.get_by_text("Сведения отправлены на проверку")).to_be_visible()
    assert Return.objects.get(pk=given.pk).state == "submitted"


def test_a_differing_number_asks_for_a_word_and_what_came_back_is_corrected(page, school, coordinator):
    given = opened(school, known_share(), SUM, YES)
    login_as(page, coordinator)
    page.goto(given.get_absolute_url())
    first = page.locator("fieldset.value").nth(0)
    expect(first.get_by_label("Пояснение")).to_be_hidden()
    first.get_by_label("Прошли диагностику").fill("9")
    expect(first.get_by_text("По данным портала — 8. Напишите")).to_be_visible()
    first.get_by_label("Пояснение").fill("Ещё один педагог")
    page.locator("fieldset.value").nth(1).get_by_label("Значение").fill("три")
    expect(page.get_by_text("Нужно число цифрами")).to_be_visible()
    assert_accessible(page)
    assert_no_sideways_scroll(page)
    page.locator("fieldset.value").nth(1).get_by_label("Значение").fill("3")
    page.get_by_label("да", exact=True).check()
    expect(page.get_by_text("Можно отправлять")).to_be_visible()
    press(page, "Отправить")
    assert_accessible(page)
    assert_no_sideways_scroll(page)
    value = given.values.order_by("indicator")[1]
    given.values.filter(pk=value.pk).update(remark="Не сходится с приказом")
    Return.objects.filter(pk=given.pk).update(state=Return.State.RETURNED)
    page.goto(reverse("home"))
    follow(page, "Исправить сведения")
    part = page.locator(f"#value-{value.pk}")
    expect(part.get_by_text("Не сходится с приказом")).to_be_visible()
    part.get_by_label("Значение").fill("4")
    press(page, "Отправить")
    expect(page.get_by_text("Сведения отправлены на проверку")).to_be_visible()
    assert Return.objects.get(pk=given.pk).values.get(pk=value.pk).numerator == 4


def test_other_pages_of_returns_fit_and_are_accessible(page, school, coordinator):
    given = opened(school, known_share())
    login_as(page, coordinator)
    value = given.values.get()
    for address in (
        reverse("home"),
        reverse("monitoring:returns"),
        reverse("monitoring:value_records", args=[value.pk, "numerator"]),
        reverse("monitoring:return_upload", args=[given.pk]),
    ):
        page.goto(address)
        assert_accessible(page)
        assert_no_sideways_scroll(page)
