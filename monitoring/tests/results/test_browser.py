"""Pages of results in a real browser."""

import pytest

from methodservice.testing.browser import assert_accessible, assert_no_sideways_scroll, follow, login_as
from monitoring.models import Definition

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_from_a_number_that_is_behind_to_the_organisations_is_one_click(page, first, head):
    login_as(page, head)
    page.goto("/monitoring/")
    follow(page, "35 %")
    assert page.url.endswith("#schools")
    assert page.locator(".mo-behind tbody th").all_inner_texts() == ["Школа", "Гимназия", "Сад"]


def test_every_page_is_accessible_and_fits_every_width(page, second, head, district):
    login_as(page, head)
    indicator = Definition.objects.of(second.edition)[0].indicator_id
    school = district.schools.get(short_name="Школа").pk
    addresses = ["", f"indicator/{indicator}/", f"school/{school}/", "heat/"]
    for address in addresses:
        page.goto(f"/monitoring/{address}?campaign={second.pk}")
        assert_no_sideways_scroll(page)
        assert_accessible(page)
