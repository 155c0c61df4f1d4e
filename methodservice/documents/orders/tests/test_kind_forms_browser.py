"""Forms of the kinds of orders in a browser: fit every width, pass axe, add rows and find people without a script."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from methodservice.directory.models import RoleKind
from methodservice.documents.orders.models import Order
from methodservice.testing import factories as make
from methodservice.testing.browser import assert_accessible, assert_no_sideways_scroll, login_as, press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def methodist():
    municipality = make.MunicipalityFactory()
    school = make.SchoolFactory(municipality=municipality)
    make.SchoolFactory(municipality=municipality, kind="kindergarten", short_name="Детский сад «Ромашка»")
    for surname in ("Светлова", "Белова"):
        make.TeacherFactory(school=school, surname=surname)
    association = make.AssociationFactory(municipality=municipality)
    make.TermFactory(association=association, teacher=make.TeacherFactory(school=school))
    make.AssociationFactory(municipality=municipality)
    return make.user_with_role(RoleKind.METHODIST, municipality=municipality)


@pytest.mark.parametrize("key", ["staffing", "programme", "monitoring", "mentors"])
def test_the_form_fits_and_is_accessible_empty_and_refused(open_page, methodist, key):
    page = open_page()
    login_as(page, methodist)
    page.goto(reverse("orders:start", args=[key]))
    assert_no_sideways_scroll(page)
    assert_accessible(page)
    for box in page.locator("input[type=checkbox]").all():
        box.uncheck()
    press(page, "Подготовить приказ")
    expect(page.locator("[aria-invalid=true]").first).to_be_visible()
    assert_no_sideways_scroll(page)
    assert_accessible(page)
    assert Order.objects.count() == 0
    # Chromium writes a refused form (422) to the console
    open_page.complaints[:] = [line for line in open_page.complaints if "422" not in line]


def test_mentors_are_appointed_with_rows_added(open_page, methodist):
    page = open_page(java_script_enabled=False)
    login_as(page, methodist)
    page.goto(reverse("orders:start", args=["mentors"]))
    page.get_by_label("Наставник").first.fill("светлова мария")
    page.get_by_label("Наставляемый").first.fill("белова")
    press(page, "Добавить ещё строки")
    expect(page.get_by_label("Наставник")).to_have_count(10)
    expect(page.get_by_label("Наставник").first).to_have_value("светлова мария")
    page.get_by_label("С какого дня").fill("2026-09-01")
    page.get_by_label("По какой день").fill("2027-05-31")
    press(page, "Подготовить приказ")
    order = Order.objects.get()
    page.wait_for_url(f"**{order.get_absolute_url()}")
    assert [row["cells"][1]["text"].split()[0] for row in order.annexes.get().blocks[0]["rows"]] == [
        "Светлова"
    ]
