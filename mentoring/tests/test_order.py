"""The order: drafted from chosen pairs, signed, given to pairs by itself; from names of «Новый приказ» too."""

from datetime import date
from unittest import mock

import pytest
from django.urls import reverse

from mentoring.models import Pair
from methodservice.documents.orders.models import Order
from methodservice.documents.orders.services import signing
from methodservice.testing import mentoring as make
from methodservice.testing.drafts import draft as draft_order
from methodservice.testing.drafts import rows_of

ORDER = reverse("mentoring:order")
TODAY = date(2026, 11, 20)


def sign(order, by) -> Order:
    signing.submit(order=order, by=by)
    with mock.patch.object(signing, "render_order", return_value=b"%PDF"):
        return signing.sign(order=order, on=TODAY, by=by)


def test_the_order_is_drafted_from_pairs_and_its_signature_reaches_them(client, district, draft):
    other = make.pair(district.school, mentee=make.young(district.school, surname="Новова"))
    form = client.get(f"{ORDER}?pair={draft.pk}").context["form"]
    assert form["records"].value() == [draft.pk]
    assert [key for key, _ in form.fields["records"].choices] == [other.pk, draft.pk]
    client.post(ORDER, {"records": [draft.pk], "programmes_by": "2026-12-01"})
    order = Order.objects.get()
    assert order.title == "О назначении наставников"
    assert rows_of(order.annexes.get()) == [
        [
            "1", "Опытова Мария Ивановна, учитель математики Школы № 1",
            "Юнова Мария Ивановна, учитель математики Школы № 1", "педагог — педагог", "01.09.2026 — 31.05.2027",
        ]
    ]  # fmt: skip
    page = client.get(draft.get_absolute_url())
    assert page.context["order_under_way"] == order
    assert [key for key, _ in client.get(ORDER).context["form"].fields["records"].choices] == [other.pk]

    sign(order, district.methodist)
    draft.refresh_from_db()
    other.refresh_from_db()
    assert (draft.order, other.order) == (order, None)
    assert draft.order_words == f"Приказ № 1 от {TODAY:%d.%m.%Y}"


def test_two_clicks_make_one_order(client, draft):
    client.post(ORDER, {"records": [draft.pk]})
    answer = client.post(ORDER, {"records": [draft.pk]})
    assert Order.objects.count() == 1
    assert answer.context["form"].errors == {
        "records": ["Одну из отмеченных пар уже внесли в другой приказ. Отметьте заново."]
    }


def test_nothing_chosen_is_a_sentence(client, draft):
    assert client.post(ORDER, {}).context["form"].errors == {"records": ["Отметьте хотя бы одну пару."]}


def test_an_order_from_names_gives_drafts_and_makes_the_missing_ones(district, draft):
    second = make.young(district.school, surname="Новова")
    order = draft_order(
        "mentors",
        district.methodist,
        {
            "form_of": "peer", "starts": "2026-09-01", "ends": "2027-05-31", "rows": 2, "sure": "on",
            "mentor_1": district.mentor.full_name, "mentee_1": district.mentee.full_name,
            "mentor_2": district.mentor.full_name, "mentee_2": second.full_name,
        },
    )  # fmt: skip
    sign(order, district.methodist)
    found = Pair.objects.order_by("pk")
    assert [(pair.mentee, pair.order, pair.state) for pair in found] == [
        (district.mentee, order, "draft"), (second, order, "draft"),
    ]  # fmt: skip


@pytest.mark.parametrize(("state", "kept"), [("draft", False), ("active", True)])
def test_a_cancelled_order_is_taken_from_pairs_in_preparation(client, district, draft, state, kept):
    from mentoring.services import pairs
    from methodservice import registries

    client.post(ORDER, {"records": [draft.pk]})
    order = sign(Order.objects.get(), district.methodist)
    if state == "active":
        for side in ("mentor", "mentee"):
            pairs.give_consent(pair=draft, side=side, given_on=TODAY, by=district.methodist)
        pairs.start_pair(pair=draft, by=district.methodist)
    registries.withdraw(f"order:{order.pk}", district.methodist)
    draft.refresh_from_db()
    assert (draft.order == order) is kept
