"""Two people at once: one approval, one order, one new edition."""

import contextlib
import threading
from datetime import date

import pytest

from associations.tests.test_signing_races import in_threads
from methodservice.directory.models import RoleKind
from methodservice.documents.orders.models import Order
from methodservice.documents.orders.services import signing
from methodservice.lib.refusals import AlreadyDone, Refused
from methodservice.testing import factories as make
from methodservice.testing.attachments import sent
from methodservice.testing.roadmap_life import item_of
from methodservice.testing.roadmaps import FIRST, draft_roadmap, revised, roadmap_in_force
from roadmap.forms.approving import OrderForm
from roadmap.models import Completion, Edition, Occurrence
from roadmap.orders import ROADMAP
from roadmap.services import approving
from roadmap.services.approving import approve_by_hand, prepare_order
from roadmap.services.watching import watch

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 4
LAST_YEAR = date(2025, 12, 1)


@pytest.fixture
def keeper():
    municipality = make.MunicipalityFactory()
    make.SignatoryFactory(municipality=municipality)
    return make.user_with_role(RoleKind.METHODIST, municipality=municipality)


def kinds(answers):
    return sorted(type(answer).__name__ for answer in answers)


def by_hand(edition, keeper):
    return approve_by_hand(
        edition=edition, order_number="7", approved_on=FIRST, approved_act="приказом", in_force_from=FIRST, by=keeper
    )  # fmt: skip


def ordered(edition, keeper):
    form = OrderForm({"in_force": ""}, edition=edition, user=keeper)
    assert form.is_valid(), form.errors
    return prepare_order(edition=edition, kind=ROADMAP, facts=lambda: ROADMAP.facts(form), by=keeper)


def test_an_edition_approved_by_several_is_approved_once(keeper):
    draft = draft_roadmap(keeper.municipality, keeper)
    answers = in_threads(lambda one: by_hand(one, keeper), [draft] * AT_ONCE)
    assert kinds(answers) == ["AlreadyDone"] * (AT_ONCE - 1) + ["Edition"]
    assert Occurrence.objects.count() == 6


def test_an_edition_is_ordered_or_approved_on_paper_but_not_both(keeper):
    draft = draft_roadmap(keeper.municipality, keeper)
    answers = in_threads(lambda number: (ordered if number % 2 else by_hand)(draft, keeper), range(AT_ONCE))
    assert all(isinstance(each, Edition | Order | Refused) for each in answers), answers
    draft.refresh_from_db()
    assert (draft.state == "in_force") == (not Order.objects.exists())


def test_one_new_edition_is_opened(keeper):
    edition = roadmap_in_force(keeper.municipality, keeper)
    answers = in_threads(lambda one: revised(one, keeper), [edition] * AT_ONCE)
    assert sum(isinstance(each, AlreadyDone) for each in answers) == AT_ONCE - 1, answers
    assert edition.programme.editions.count() == 2


@pytest.fixture
def quick_printing(monkeypatch):
    monkeypatch.setattr(signing, "render_order", lambda snapshot: b"%PDF")


@pytest.fixture
def meeting_point(monkeypatch):
    """meeting_point(module, name) → whoever has done this waits for the other, a second at most."""
    barrier = threading.Barrier(2)

    def pause(module, name):
        real = getattr(module, name)

        def do(*args, **kwargs):
            answer = real(*args, **kwargs)
            with contextlib.suppress(threading.BrokenBarrierError):
                barrier.wait(1)
            return answer

        monkeypatch.setattr(module, name, do)

    return pause


def waiting_order(draft, keeper, day):
    """(the order on signature, its day): orders of different years are numbered apart."""
    order = signing.submit(order=ordered(draft, keeper), by=keeper)
    return order, day


def test_two_signatures_that_close_items_of_each_others_roadmaps_do_not_wait_for_each_other(
    keeper, quick_printing, meeting_point
):
    standing = [roadmap_in_force(keeper.municipality, keeper, on=LAST_YEAR) for _ in range(2)]
    drafts = [revised(edition, keeper) for edition in standing]
    orders = [waiting_order(drafts[0], keeper, FIRST), waiting_order(drafts[1], keeper, LAST_YEAR)]
    for edition, (order, _) in zip(standing, reversed(orders), strict=True):
        watch(item=item_of(edition, "2.3"), key=f"order:{order.pk}", by=keeper)
    meeting_point(approving, "approve")
    answers = in_threads(lambda pair: signing.sign(order=pair[0], on=pair[1], by=keeper, number=""), orders)
    assert kinds(answers) == ["Order", "Order"], answers
    assert Completion.objects.filter(automatic=True).count() == 2


def test_a_signature_and_a_scan_of_another_order_do_not_wait_for_each_other(
    keeper, quick_printing, meeting_point
):
    """The one numbers before it locks the programme, so the other must too."""
    edition = roadmap_in_force(keeper.municipality, keeper)
    draft = revised(edition, keeper)
    order, day = waiting_order(draft_roadmap(keeper.municipality, keeper), keeper, FIRST)
    watch(item=item_of(edition, "2.3"), key=f"order:{order.pk}", by=keeper)
    meeting_point(approving, "approve")
    meeting_point(signing, "freeze")

    def act(number):
        if number:
            return signing.sign(order=order, on=day, by=keeper, number="")
        return approve_by_hand(
            edition=draft, order_number="77/1", approved_on=day, approved_act="приказом", in_force_from=day,
            by=keeper, upload=sent(),
        )  # fmt: skip

    assert kinds(in_threads(act, range(2))) == ["Edition", "Order"]
