"""A methodist looks for a figure, opens its numbers and the people behind one; without scripts, and on a phone."""

from datetime import date

import pytest
from playwright.sync_api import expect

from methodservice.directory.models import RoleKind
from methodservice.testing import factories as make
from methodservice.testing.browser import (
    assert_accessible,
    assert_no_sideways_scroll,
    click_through,
    follow,
    login_as,
    press,
)
from methodservice.testing.monitoring import SHARE, indicator_set

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_from_words_to_the_people_behind_a_number(open_page):
    school = make.SchoolFactory(short_name="Школа № 1")
    district = school.municipality
    methodist = make.user_with_role(RoleKind.METHODIST, municipality=district)
    indicator_set(district, SHARE | {"numerator_figure": "events.participants", "numerator_window": "period"})
    event = make.EventFactory(
        association=None,
        municipality=district,
        state="held",
        starts=date(2026, 3, 12),
        title="Читаем условие",
    )
    person = make.TeacherFactory(school=school, surname="Алова")
    make.ParticipantFactory(event=event, teacher=person, attended=True)
    page = open_page(java_script_enabled=False)
    login_as(page, methodist)

    page.goto("/monitoring/figures/")
    page.get_by_label("Что ищете").fill("участники мероприятий")
    press(page, "Показать")
    page.get_by_text("в 1 показателе").click()
    expect(page.get_by_text("1. Доля педагогов, прошедших диагностику")).to_be_visible()
    follow(page, "Участники мероприятий")
    page.get_by_label("С", exact=True).fill("2026-03-01")
    page.get_by_label("По", exact=True).fill("2026-03-31")
    page.get_by_label("День сбора").fill("2026-03-31")
    press(page, "Показать")
    click_through(page.get_by_role("row", name="Школа № 1").get_by_role("link"))
    expect(page.get_by_role("link", name="Алова Мария Ивановна")).to_be_visible()
    expect(page.get_by_text("«Читаем условие», 12.03.2026")).to_be_visible()

    page = open_page()
    login_as(page, methodist)
    for address in (
        "/monitoring/figures/",
        "/monitoring/figures/events.participants/?first=чепуха",
        "/monitoring/figures/events.held/",
        "/monitoring/figures/directory.teachers/?school=all",
    ):
        page.goto(address)
        assert_no_sideways_scroll(page)
        assert_accessible(page)
