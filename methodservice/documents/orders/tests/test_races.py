"""Orders that many work on at once. Each thread has its own connection."""

from datetime import date

import pytest

from associations.tests.test_signing_races import in_threads
from methodservice.directory.models import RoleKind
from methodservice.documents.models import RegisterEntry
from methodservice.documents.orders.kinds import Facts, kind_of
from methodservice.documents.orders.models import Order
from methodservice.documents.orders.people import Person
from methodservice.documents.orders.services import editing, making, people, signing
from methodservice.lib.refusals import AlreadyDone, Refused
from methodservice.testing import factories as make
from methodservice.testing.orders import draft_order, staffed_municipality

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2026, 11, 27)
MANY = 12


@pytest.fixture
def district():
    return staffed_municipality()


@pytest.fixture
def methodist(district):
    return make.user_with_role(RoleKind.METHODIST, municipality=district)


@pytest.fixture
def waiting(district, methodist):
    def _waiting() -> Order:
        return signing.submit(order=draft_order(municipality=district, by=methodist), by=methodist)

    return _waiting


@pytest.fixture(autouse=True)
def _no_layout(monkeypatch):
    monkeypatch.setattr(signing, "render_order", lambda snapshot: b"%PDF")


def test_orders_signed_at_once_get_numbers_without_gaps_or_twins(waiting, methodist):
    orders = [waiting() for _ in range(MANY)]
    answers = in_threads(lambda order: signing.sign(order=order, on=DAY, by=methodist), orders)
    assert sorted(int(order.entry.number) for order in answers) == list(range(1, MANY + 1))


def test_an_order_signed_by_many_at_once_gets_one_number(waiting, methodist):
    answers = in_threads(lambda order: signing.sign(order=order, on=DAY, by=methodist), [waiting()] * MANY)
    assert sum(isinstance(answer, Order) for answer in answers) == 1
    assert {str(answer) for answer in answers if isinstance(answer, AlreadyDone)} == {
        "Приказ уже подписан: № 1."
    }
    assert sum(isinstance(answer, AlreadyDone) for answer in answers) == MANY - 1
    assert RegisterEntry.objects.count() == 1


def test_an_order_is_either_signed_or_withdrawn(waiting, methodist):
    for _ in range(MANY):
        order = waiting()
        works = [
            lambda order: signing.sign(order=order, on=DAY, by=methodist),
            lambda order: signing.withdraw(order=order, by=methodist),
        ]
        answers = in_threads(lambda work, order=order: work(order), works)
        assert sum(isinstance(answer, Order) for answer in answers) == 1
        assert sum(isinstance(answer, Refused) for answer in answers) == 1
        order.refresh_from_db()
        assert (order.state == Order.State.SIGNED) == (order.entry is not None)


def test_nothing_is_written_into_an_order_that_is_being_handed_over(district, methodist):
    for _ in range(MANY):
        order = draft_order(municipality=district, by=methodist)
        point = order.points.get()
        works = [
            lambda order, point: editing.change_point(point=point, text="", by=methodist),
            lambda order, point: signing.submit(order=order, by=methodist),
        ]
        answers = in_threads(lambda work, order=order, point=point: work(order, point), works)
        order.refresh_from_db()
        point.refresh_from_db()
        assert sum(isinstance(answer, Refused) for answer in answers) == 1
        assert (order.state == Order.State.WAITING) == (point.text != "")


def test_facts_are_drafted_once_by_many(district, methodist):
    kind = kind_of("election")
    facts = Facts(text=making.TextDraft(title="О назначении"), source="election:1")

    def start(_):
        return making.start_order(kind=kind, facts=facts, municipality=district, by=methodist)

    answers = in_threads(start, [None] * MANY)
    assert sum(isinstance(answer, making.AlreadyDrafted) for answer in answers) == MANY - 1
    assert {answer.order for answer in answers if isinstance(answer, AlreadyDone)} == set(Order.objects.all())


def test_an_empty_order_started_by_many_clicks_is_one(district, methodist):
    facts = Facts(text=making.TextDraft(title="О семинаре"))

    def start(_):
        return making.start_order(kind=kind_of("blank"), facts=facts, municipality=district, by=methodist)

    answers = in_threads(start, [None] * MANY)
    assert sum(isinstance(answer, making.AlreadyDrafted) for answer in answers) == MANY - 1
    assert Order.objects.count() == 1


def test_an_order_cancelled_by_two_is_cancelled_by_one(district, methodist):
    target = signing.sign(
        order=signing.submit(order=draft_order(municipality=district, by=methodist), by=methodist),
        on=DAY,
        by=methodist,
    )
    orders = []
    for place in range(2):
        facts = Facts(
            text=making.TextDraft(title=f"Об отмене {place}", points=[making.PointDraft("Отменить.")]),
            changes=(("cancels", target.pk),),
        )
        order = making.start_order(kind=kind_of("changing"), facts=facts, municipality=district, by=methodist)
        orders.append(signing.submit(order=order, by=methodist))
    answers = in_threads(lambda order: signing.sign(order=order, on=DAY, by=methodist), orders)
    assert sum(isinstance(answer, Order) for answer in answers) == 1
    assert sum(isinstance(answer, Refused) for answer in answers) == 1
    assert RegisterEntry.objects.count() == 2


def test_points_and_people_added_at_once_keep_places_of_their_own(district, methodist):
    order = draft_order(municipality=district, by=methodist)

    def add(place):
        editing.add_point(order=order, text=f"Пункт {place}", by=methodist)
        people.add_person(order=order, part="visa", person=Person(f"Светлова {place}", ""), by=methodist)

    assert in_threads(add, range(MANY)) == [None] * MANY
    assert sorted(order.points.values_list("position", flat=True)) == list(range(1, MANY + 2))
    assert sorted(order.people.values_list("position", flat=True)) == list(range(1, MANY + 1))
