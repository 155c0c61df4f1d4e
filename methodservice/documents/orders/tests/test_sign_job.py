"""A long order is signed by a job: once, with the rights and the words of the moment."""

from datetime import date

import pytest
from django.urls import reverse

from methodservice.directory.models import Role, RoleKind
from methodservice.documents.orders.models import Order
from methodservice.documents.orders.services import signing
from methodservice.jobs import services as jobs
from methodservice.jobs.models import Job
from methodservice.testing import factories as make
from methodservice.testing.orders import draft_order, staffed_municipality

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 27)


@pytest.fixture(autouse=True)
def _every_order_is_long(settings, monkeypatch):
    settings.PRINTED_AT_ONCE = 0
    monkeypatch.setattr(signing, "render_order", lambda snapshot: b"%PDF")


@pytest.fixture
def district():
    return staffed_municipality()


@pytest.fixture
def methodist(district):
    return make.user_with_role(RoleKind.METHODIST, municipality=district)


@pytest.fixture
def boss(district):
    return make.user_with_role(RoleKind.DEPARTMENT_HEAD, municipality=district)


@pytest.fixture
def order(district, methodist):
    return signing.submit(order=draft_order(municipality=district, by=methodist), by=methodist)


def press_sign(client, order):
    url = reverse("orders:sign", args=[order.pk])
    data = {"version": order.version, "date": DAY.isoformat(), "signatory": order.signatory_id, "number": ""}
    return client.post(url, data | {"decision": "sign"})


def test_the_answer_leads_to_the_progress_and_the_job_signs(order, boss, visit):
    client = visit(boss)
    answer = press_sign(client, order)
    job = Job.objects.get()
    assert answer.url == reverse("jobs:progress", args=[job.pk])
    order.refresh_from_db()
    assert order.state == Order.State.WAITING
    assert jobs.run_waiting() == 1
    order.refresh_from_db()
    job.refresh_from_db()
    assert (order.state, order.entry.number, order.date) == (Order.State.SIGNED, "1", DAY)
    assert (job.state, job.result) == ("done", {"url": order.get_absolute_url()})
    assert job.message == "Подписан приказ № 1 от 27.11.2026."


def test_two_clicks_make_one_job(order, boss, visit):
    client = visit(boss)
    assert press_sign(client, order).url == press_sign(client, order).url
    assert Job.objects.count() == 1


def test_a_job_that_runs_again_finds_the_order_signed(order, boss, visit):
    press_sign(visit(boss), order)
    jobs.run_waiting()
    Job.objects.update(state=Job.State.WAITING)
    jobs.run_waiting()
    job = Job.objects.get()
    assert (job.state, job.message) == ("done", "Приказ уже подписан: № 1.")


def test_an_order_that_changed_meanwhile_is_refused_in_words(order, methodist, boss, visit):
    press_sign(visit(boss), order)
    signing.withdraw(order=order, by=methodist)
    signing.submit(order=order, by=methodist)
    jobs.run_waiting()
    job = Job.objects.get()
    assert (job.state, job.message) == ("failed", signing.CHANGED)
    assert job.arguments["url"] == reverse("orders:sign", args=[order.pk])


def test_whoever_lost_the_right_does_not_sign(order, boss, visit):
    press_sign(visit(boss), order)
    Role.objects.filter(user=boss).delete()
    jobs.run_waiting()
    assert Job.objects.get().message == "Подписать этот приказ вы больше не можете."
    order.refresh_from_db()
    assert order.state == Order.State.WAITING
