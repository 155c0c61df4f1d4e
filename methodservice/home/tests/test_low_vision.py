"""«Версия для слабовидящих»: one click, the same page in large type, and it still fits a phone."""

import pytest
from playwright.sync_api import expect

from methodservice.testing.browser import assert_accessible, assert_no_sideways_scroll, login_as, press
from methodservice.testing.world import build_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SIZE = "() => parseFloat(getComputedStyle(document.body).fontSize)"


def test_switch_makes_the_same_page_large_and_back(page):
    login_as(page, build_world().users["methodist"])
    page.goto("/directory/teachers/?sort=school")
    before = page.evaluate(SIZE)
    press(page, "Версия для слабовидящих")
    expect(page.get_by_role("button", name="Обычная версия")).to_be_visible()
    assert page.url.endswith("/directory/teachers/?sort=school")
    assert page.evaluate(SIZE) == pytest.approx(before * 1.375)
    press(page, "Обычная версия")
    expect(page.get_by_role("button", name="Версия для слабовидящих")).to_be_visible()
    assert page.evaluate(SIZE) == before


@pytest.mark.parametrize(
    "url",
    [
        "/",
        "/associations/",
        "/directory/teachers/",
        "/directory/schools/",
        "/directory/journal/",
        "/monitoring/",
        "/monitoring/indicators/",
        "/monitoring/campaigns/",
        "/monitoring/cycles/",
    ],
)
def test_large_type_fits_every_width(url, page):
    login_as(page, build_world().users["methodist"])
    page.goto(url)
    press(page, "Версия для слабовидящих")
    expect(page.get_by_role("button", name="Обычная версия")).to_be_visible()
    assert page.evaluate(SIZE) == 22
    assert_no_sideways_scroll(page)
    assert_accessible(page)
