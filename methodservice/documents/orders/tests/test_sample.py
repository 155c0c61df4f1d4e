"""The sample order: built as a real one, of the municipality's own data, and nothing of it is stored."""

from datetime import date

import pytest
from django.utils import timezone

from methodservice.documents.models import DocumentKind, DocumentStyle, NumberMask
from methodservice.documents.orders.models import Order, OrderPoint
from methodservice.documents.orders.printed import order_snapshot, point_text
from methodservice.documents.orders.sample import sample_snapshot
from methodservice.testing import factories as make

NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture
def district(db, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *args: date(2026, 10, 12))
    return make.MunicipalityFactory(service="Методический центр", place="п. Заречный")


def test_the_sample_has_the_shape_of_a_real_order(district, django_assert_num_queries):
    order = Order.objects.create(
        municipality=district, title="О плане", made_by=make.UserFactory(municipality=district)
    )
    point = OrderPoint.objects.create(order=order, position=1, text="Утвердить план.")
    OrderPoint.objects.create(
        order=order, parent=point, position=1, text="Разослать его.", deadline="1 ноября"
    )
    with django_assert_num_queries(4):
        real = order_snapshot(order, number="5")
    with django_assert_num_queries(2):
        sample = sample_snapshot(DocumentStyle(municipality=district))
    assert sample.keys() == real.keys()
    assert real["points"] == [
        {"text": "Утвердить план.", "points": [{"text": "Разослать его. Срок: 1 ноября.", "points": []}]}
    ]
    assert not Order.objects.exclude(pk=order.pk).exists()


def test_the_sample_has_the_municipality_s_number_place_and_signatory(district):
    NumberMask.objects.create(municipality=district, kind=DocumentKind.ORDER, year=2026, mask="01-12/{n}")
    make.SignatoryFactory(municipality=district, position="начальник управления")
    sample = sample_snapshot(DocumentStyle(municipality=district))
    assert (sample["number"], sample["date"], sample["place"], sample["is_draft"]) == (
        "01-12/12",
        "12.10.2026",
        f"п.{NBSP}Заречный",
        False,
    )
    assert sample["signature"] == {"post": "Начальник управления", "name": f"Н.{NBSP}П.{NBSP}Ковалёва"}
    assert sample["annexes"][0]["mark"][::2] == ["Приложение", f"от{NBSP}12.10.2026 №{NBSP}01-12/12"]


def test_a_municipality_without_signatories_has_a_sample_too(district):
    signature = sample_snapshot(DocumentStyle(municipality=district))["signature"]
    assert signature == {"post": "Начальник", "name": f"И.{NBSP}О.{NBSP}Фамилия"}


def test_every_setting_of_the_style_shows_in_the_sample(district):
    make.SignatoryFactory(municipality=district)
    style = DocumentStyle(
        municipality=district, authority_heading="ОТДЕЛ\nЗаречного района", service_heading="ЦЕНТР",
        header="row_place", word="П Р И К А З", dates="words", verb="ПРИКАЗЫВАЮ:", verb_on_own_line=True,
        initials_together=True, kept=True, control_phrase="Контроль за приказом", annex_numbered=True,
        preambles={"blank": "Во исполнение плана"},
    )  # fmt: skip
    sample = sample_snapshot(style, "blank")
    assert sample["style"] == {"header": "row_place", "verb_on_own_line": True, "kept": True}
    assert {key: sample[key] for key in ("organisation", "word", "date", "verb", "preamble")} == {
        "organisation": ["ОТДЕЛ", "Заречного района"],
        "word": "П Р И К А З",
        "date": f"12{NBSP}октября{NBSP}2026{NBSP}г.",
        "verb": "ПРИКАЗЫВАЮ:",
        "preamble": "Во исполнение плана",
    }
    assert sample["signature"]["name"] == f"Н.П.{NBSP}Ковалёва"
    assert sample["points"][-1] == {"text": "Контроль за приказом оставляю за собой.", "points": []}
    assert sample["annexes"][0]["mark"][0] == f"Приложение №{NBSP}1"
    of_service = sample_snapshot(style, "other", Order.Issuer.SERVICE)
    assert (of_service["organisation"], of_service["preamble"] == sample["preamble"]) == (["ЦЕНТР"], False)


@pytest.mark.parametrize("ending", ["", ".", ";", " ;"])
def test_a_deadline_follows_a_sentence_however_the_point_ends(ending):
    point = OrderPoint(text=f"согласовать время уроков{ending}", deadline="до 9.11.2026")
    assert point_text(point) == "согласовать время уроков. Срок: до 9.11.2026."
