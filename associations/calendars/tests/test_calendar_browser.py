"""The new address of a calendar and the month by keyboard, in a real browser."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from associations.calendars.models import Feed
from methodservice.testing import factories as make
from methodservice.testing.browser import (
    assert_accessible,
    assert_no_sideways_scroll,
    login_as,
    press,
    resize,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("scripts", [True, False])
def test_a_new_address_is_there_to_copy(open_page, head, scripts):
    page = open_page(java_script_enabled=scripts)
    login_as(page, head)
    page.goto(reverse("calendars:feeds"))
    press(page, "Получить адрес")
    field = page.get_by_label("Адрес календаря", exact=True)
    expect(field).to_have_value(re.compile(r"^https://portal\.example/calendar/feed/[\w-]{43}\.ics$"))
    assert Feed.objects.count() == 1
    button = page.get_by_role("button", name="Скопировать")
    if not scripts:
        expect(button).to_be_hidden()
    else:
        button.wait_for()
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        button.click()
        page.get_by_text("Скопировано").wait_for()
        assert page.evaluate("navigator.clipboard.readText()") == field.input_value()
        assert_no_sideways_scroll(page)
        assert_accessible(page)


def test_a_full_month_fits_every_width_and_folded_entries_open_by_keyboard(page, head, maths):
    for number in range(6):
        make.MeetingFactory(
            association=maths,
            date=timezone.localdate(),
            theme=f"Очень-длинное-название-без-единого-пробела-{number} и обычные слова за ним",
        )
    login_as(page, head)
    page.goto(reverse("calendars:month"))
    assert_no_sideways_scroll(page)
    assert_accessible(page)
    page.get_by_text("Ещё 3").focus()
    expect(page.get_by_text("пробела-5")).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page.get_by_text("пробела-5")).to_be_visible()
    resize(page, 360)
    expect(page.get_by_role("link", name="пробела-0")).to_be_visible()
    expect(page.locator(".day-free").first).to_be_hidden()
