"""Pages of an order in a browser, with the longest words and a wide table: fit every width, pass axe."""

import pytest
from django.urls import reverse

from methodservice.directory.models import RoleKind
from methodservice.documents.annex_content import table_block
from methodservice.documents.orders.models import OrderPoint
from methodservice.documents.orders.services import annexes, editing, signing
from methodservice.testing import factories as make
from methodservice.testing.browser import assert_accessible, assert_no_sideways_scroll, login_as
from methodservice.testing.orders import draft_order, staffed_municipality

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LONG = "Сверхдлинноеслово" * 8


@pytest.fixture
def district():
    return staffed_municipality()


@pytest.fixture
def methodist(district):
    return make.user_with_role(RoleKind.METHODIST, municipality=district)


@pytest.fixture
def order(district, methodist):
    """A draft with long words and a table of twelve columns."""
    order = draft_order(municipality=district, by=methodist, title=f"О {LONG}", points=(f"Провести {LONG}.",))
    editing.add_point(
        order=order, parent=order.points.get(), text=LONG, doubt=f"«{LONG}»", executor=LONG, by=methodist
    )
    columns = [f"Столбец {number}" for number in range(12)]
    table = table_block(columns, [[LONG] * 12, "Раздел", ["1"] * 12])
    annexes.add_annex(order=order, title=LONG, blocks=[table], by=methodist)
    return order


def assert_fits(page, address):
    page.goto(address)
    assert_no_sideways_scroll(page)
    assert_accessible(page)


def test_pages_of_a_draft_fit(open_page, order, methodist):
    page = open_page()
    login_as(page, methodist)
    annex, point = order.annexes.get(), OrderPoint.objects.earliest("pk")
    for address in (
        reverse("orders:list"),
        order.get_absolute_url(),
        reverse("orders:requisites", args=[order.pk]),
        reverse("orders:point_executor", args=[point.pk]),
        annex.get_absolute_url(),
        reverse("orders:table", args=[annex.pk, 1]),
        reverse("orders:row", args=[annex.pk, 1, 1]),
    ):
        assert_fits(page, address)


def test_the_page_of_whoever_signs_fits(open_page, district, order, methodist):
    signing.submit(order=order, by=methodist)
    page = open_page()
    login_as(page, make.user_with_role(RoleKind.DEPARTMENT_HEAD, municipality=district))
    assert_fits(page, order.get_absolute_url())
    assert_fits(page, reverse("orders:sign", args=[order.pk]))


def test_a_row_is_removed_once_by_a_double_click(open_page, order, methodist):
    annex = order.annexes.get()
    page = open_page()
    login_as(page, methodist)
    page.goto(reverse("orders:table", args=[annex.pk, 1]))
    with page.expect_navigation():
        page.get_by_role("button", name="Убрать строку 1").dblclick()
    annex.refresh_from_db()
    assert len(annex.blocks[0]["rows"]) == 2
