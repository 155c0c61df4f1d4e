"""Revising, founding and approving in a browser: fits every width, axe has nothing to say, works without scripts."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from methodservice.directory.models import RoleKind
from methodservice.testing import factories as make
from methodservice.testing.browser import (
    assert_accessible,
    assert_no_sideways_scroll,
    follow,
    login_as,
    press,
)
from methodservice.testing.roadmaps import roadmap_in_force
from roadmap.models import ChangeReason

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("scripts", [True, False])
def test_from_the_edition_in_force_to_the_approval_of_the_next(open_page, scripts):
    municipality = make.MunicipalityFactory()
    make.SignatoryFactory(municipality=municipality)
    methodist = make.user_with_role(RoleKind.METHODIST, municipality=municipality)
    edition = roadmap_in_force(municipality, methodist)
    page = open_page(java_script_enabled=scripts)
    login_as(page, methodist)

    def look():
        if scripts:
            assert_accessible(page)
            assert_no_sideways_scroll(page)

    page.goto(edition.programme.get_absolute_url())
    follow(page, "Новая редакция", exact=True)
    look()
    page.get_by_role("checkbox").last.uncheck()
    page.get_by_label("Почему меняется документ").fill("Справка по итогам мониторинга")
    press(page, "Создать новую редакцию")
    ChangeReason.objects.last().delete()
    follow(page, "Утвердить")
    look()
    follow(page, "Указать основания")
    look()
    page.get_by_label("Подробности").fill("протокол совета № 3")
    press(page, "Записать основание")
    follow(page, "Утвердить")
    follow(page, "Приказ уже есть")
    look()
    page.goto(reverse("roadmap:approve", args=[edition.programme_id]))
    follow(page, "Подготовить приказ в портале")
    look()
    press(page, "Подготовить приказ")
    page.goto(reverse("roadmap:approve", args=[edition.programme_id]))
    expect(page.get_by_role("heading", name="Приказ", exact=True)).to_be_visible()
    look()
