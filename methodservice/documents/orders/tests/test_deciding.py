"""The page of whoever signs: numbers, dates, long words."""

from datetime import date

import pytest
from django.urls import reverse

from methodservice.directory.models import RoleKind
from methodservice.documents.orders.models import Order
from methodservice.documents.orders.services import editing, signing
from methodservice.testing import factories as make
from methodservice.testing.orders import draft_order, signed_order, staffed_municipality

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 27)


@pytest.fixture
def district():
    return staffed_municipality()


@pytest.fixture
def methodist(district):
    return make.user_with_role(RoleKind.METHODIST, municipality=district)


@pytest.fixture
def head(district, visit):
    return visit(make.user_with_role(RoleKind.DEPARTMENT_HEAD, municipality=district))


@pytest.fixture(autouse=True)
def _no_layout(monkeypatch):
    monkeypatch.setattr(signing, "render_order", lambda snapshot: b"%PDF")


@pytest.fixture
def waiting(district, methodist):
    """waiting(**words) → an order handed over with these words."""

    def _waiting(**words) -> Order:
        order = draft_order(municipality=district, by=methodist)
        if words:
            editing.change_order(order=order, by=methodist, **words)
        return signing.submit(order=order, by=methodist)

    return _waiting


def decide(client, order, **answers):
    data = {"date": DAY.isoformat(), "number": "", "version": order.version, "decision": "sign"}
    return client.post(reverse("orders:sign", args=[order.pk]), data | answers)


def test_a_wanted_number_taken_meanwhile_gives_way_to_the_next_one(district, methodist, head, waiting):
    order = waiting(wanted_number="1")
    signed_order(municipality=district, by=methodist)
    refused = decide(head, order, number="1")
    assert "Номер 1 уже занят" in refused.context["form"].errors["number"][0]
    assert decide(head, order, number="").status_code == 302
    order.refresh_from_db()
    assert order.entry.number == "2"


def test_a_wanted_number_is_offered_to_whoever_signs(head, waiting):
    order = waiting(wanted_number="1")
    form = head.get(reverse("orders:sign", args=[order.pk])).context["form"]
    assert form["number"].value() == "1"


def test_numbers_that_run_against_the_days_are_asked_about_once(district, methodist, head, waiting):
    signed_order(municipality=district, by=methodist, on=DAY)
    order = waiting()
    early = {"date": "2026-11-20"}
    asked = decide(head, order, **early)
    assert asked.status_code == 422
    noted = asked.context["form"]["noted"].value()
    assert noted.replace("\N{NO-BREAK SPACE}", " ") == "Приказ № 1 датирован более поздним днём: 27.11.2026."
    assert "нажмите «Подписать» ещё раз" in asked.content.decode()
    assert decide(head, order, **early, noted=noted).status_code == 302
    order.refresh_from_db()
    assert (order.entry.number, order.date) == ("2", date(2026, 11, 20))


def test_a_year_that_is_a_slip_of_the_pen_is_refused(head, waiting):
    answer = decide(head, waiting(), date="2062-11-27")
    assert answer.status_code == 422
    assert answer.context["form"].errors["date"] == ["Проверьте год: до 27.11.2062 больше года."]


def test_the_longest_post_and_name_fit_into_the_register(head, waiting):
    order = waiting(signature_post="Н" * 300, signature_name="К" * 120)
    assert decide(head, order).status_code == 302
    order.refresh_from_db()
    assert order.entry.signed_as == f"{'Н' * 300} {'К' * 99}"
    assert order.document.snapshot["signature"] == {"post": "Н" * 300, "name": "К" * 120}
