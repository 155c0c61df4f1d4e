"""A campaign from its plan to its end, in Chromium."""

from datetime import date

import pytest
from playwright.sync_api import expect

from methodservice.testing.browser import (
    assert_accessible,
    assert_no_sideways_scroll,
    follow,
    login_as,
    press,
    resize,
)
from methodservice.testing.monitoring import give
from monitoring.models import Campaign, Return

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("midsummer"),
]


def look(page):
    assert_no_sideways_scroll(page)
    assert_accessible(page)


def test_a_methodist_runs_a_campaign_to_its_end(page, edition, methodist):
    login_as(page, methodist)
    page.goto("/monitoring/campaigns/")
    follow(page, "Новая кампания")
    look(page)
    press(page, "Добавить кампанию")
    press(page, "Открыть сбор")
    campaign = Campaign.objects.get()
    for given in campaign.returns.all():
        give(given, {0: (5, 10), 1: 3, 2: 1}, state=Return.State.SUBMITTED)
    doubtful = campaign.returns.get(school__short_name="Школа")
    give(doubtful, {0: (12, 10)}, state=Return.State.SUBMITTED)
    page.reload()
    look(page)
    follow(page, "Что заполнил портал")
    look(page)
    resize(page, 360)
    look(page)
    resize(page, 1280)
    follow(page, str(campaign))
    press(page, "Принять все, где нет вопросов")
    follow(page, "Проверить (1)")
    look(page)
    expect(page.get_by_text("Часть больше целого: 12 из 10.")).to_be_visible()
    page.locator("summary").first.click()
    page.get_by_label("Замечание", exact=True).first.fill("Пересчитайте")
    press(page, "Вернуть на исправление")
    doubtful.refresh_from_db()
    assert doubtful.state == Return.State.RETURNED
    follow(page, "Закрыть")
    look(page)
    page.get_by_label("Почему закрывается без них").fill("Школа не исправила вовремя")
    press(page, "Закрыть кампанию")
    expect(page.get_by_text("Закрыта без всех сведений: Школа не исправила вовремя")).to_be_visible()
    look(page)
    campaign.refresh_from_db()
    assert (campaign.state, campaign.starts) == (Campaign.State.CLOSED, date(2025, 9, 1))
