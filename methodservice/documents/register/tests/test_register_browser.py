"""The next number follows the kind and the date while one fills the form in."""

import pytest
from playwright.sync_api import expect

from methodservice.documents.models import NumberMask
from methodservice.testing import factories as make
from methodservice.testing.browser import login_as, press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_next_number_is_shown_at_once(page):
    district = make.MunicipalityFactory()
    NumberMask.objects.create(municipality=district, kind="order", year=2025, mask="{n}-ОД", first=45)
    NumberMask.objects.create(municipality=district, kind="order", year=2026, mask="{n}")
    login_as(page, make.user_with_role("methodist", municipality=district))
    page.goto("/documents/register/add/")
    shown = page.locator("#next-number")
    expect(shown).to_contain_text("Следующий приказ получит номер 1.")
    page.get_by_label("Вид документа").select_option("note")
    expect(shown).to_contain_text("Следующая справка получит номер 1.")
    page.get_by_label("Вид документа").select_option("order")
    page.get_by_label("Дата").fill("2025-05-05")
    page.get_by_label("Дата").blur()
    expect(shown).to_contain_text("Следующий приказ получит номер 45-ОД.")
    page.get_by_label("Название").fill("О конкурсе")
    press(page, "Внести в реестр")
    expect(page.get_by_role("heading", level=1)).to_have_text("Приказ № 45-ОД от 05.05.2025")
