"""Indicators in a real browser: from a file to an edition in force, with and without scripts, on every width."""

import pytest

from methodservice.testing.browser import (
    assert_accessible,
    assert_no_sideways_scroll,
    follow,
    login_as,
    press,
    resize,
)
from methodservice.testing.monitoring import SHARE, SUM, indicator_set
from monitoring.models import Definition, Edition, Target
from monitoring.services.sets import revise
from monitoring.tests.indicators.files import indicators_file

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def draft(district, methodist):
    edition = indicator_set(district, SHARE, SUM)
    return revise(set=edition.set, reason="Итоги года", by=methodist)


@pytest.mark.parametrize("name", ["set", "targets", "add", "edit", "changes"])
def test_each_page_is_accessible_and_fits_every_width(page, draft, methodist, name):
    first = Definition.objects.of(draft)[0]
    Target.objects.filter(definition=first, year=2026).update(value=40)
    login_as(page, methodist)
    own = f"/monitoring/indicators/editions/{draft.pk}/"
    page.goto(
        {
            "set": draft.get_absolute_url(),
            "edit": f"/monitoring/indicators/definitions/{first.pk}/",
        }.get(name, f"{own}{name}/")
    )
    for folded in page.locator("main details > summary").all():
        folded.click()
    assert_no_sideways_scroll(page)
    assert_accessible(page)
    resize(page, 360)
    assert_accessible(page)


def test_a_file_becomes_an_edition_in_force_without_scripts(open_page, methodist):
    page = open_page(java_script_enabled=False)
    login_as(page, methodist)
    page.goto("/monitoring/indicators/")
    follow(page, "Загрузить из Word или Excel")
    file = indicators_file()
    page.get_by_label("Файл").set_input_files(
        {"name": file.name, "mimeType": "application/octet-stream", "buffer": file.read()}
    )
    press(page, "Прочитать файл")
    page.get_by_role("checkbox").nth(1).check()
    press(page, "Записать отмеченные")
    follow(page, "Цели")
    page.get_by_label("2. Доля педагогов, прошедших повышение квалификации, 2026 год").fill("95,5")
    page.keyboard.press("Enter")
    page.wait_for_url("**/monitoring/indicators/*/?edition=1")
    follow(page, "Ввести в действие")
    press(page, "Ввести в действие")
    edition = Edition.objects.get()
    assert edition.state == "in_force"
    assert float(Target.objects.get(definition__number="2", year=2026).value) == 95.5


def test_the_review_of_a_file_is_accessible(page, methodist):
    login_as(page, methodist)
    page.goto("/monitoring/indicators/upload/")
    file = indicators_file()
    page.get_by_label("Файл").set_input_files(
        {"name": file.name, "mimeType": "application/octet-stream", "buffer": file.read()}
    )
    press(page, "Прочитать файл")
    assert_no_sideways_scroll(page)
    assert_accessible(page)
    resize(page, 360)
    assert_accessible(page)
