"""Revising, founding and approving in a browser: fits every width, axe has nothing to say, works without scripts."""

import pytest
from django.urls import reverse

from methodservice.directory.models import RoleKind
from methodservice.testing import factories as make
from methodservice.testing.browser import assert_accessible, assert_no_sideways_scroll, login_as
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
    page.get_by_role("link", name="Новая редакция", exact=True).click()
    look()
    page.get_by_role("checkbox").last.uncheck()
    page.get_by_label("Почему меняется документ").fill("Справка по итогам мониторинга")
    page.get_by_role("button", name="Создать новую редакцию").click()
    ChangeReason.objects.last().delete()
    page.get_by_role("link", name="Утвердить").click()
    look()
    page.get_by_role("link", name="Указать основания").click()
    look()
    page.get_by_label("Подробности").fill("протокол совета № 3")
    page.get_by_role("button", name="Записать основание").click()
    page.get_by_role("link", name="Утвердить").click()
    page.get_by_role("link", name="Приказ уже есть").click()
    look()
    page.goto(reverse("roadmap:approve", args=[edition.programme_id]))
    page.get_by_role("link", name="Подготовить приказ в портале").click()
    look()
    page.get_by_role("button", name="Подготовить приказ").click()
    page.goto(reverse("roadmap:approve", args=[edition.programme_id]))
    assert page.get_by_role("heading", name="Приказ", exact=True).is_visible()
    look()
