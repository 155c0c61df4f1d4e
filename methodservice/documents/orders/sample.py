"""A made-up order that shows how the municipality's orders look; nothing of it is stored."""

from datetime import date

from django.utils import timezone

from methodservice.directory.models import Signatory
from methodservice.documents.models import DocumentKind, DocumentStyle
from methodservice.documents.orders.kinds import drawn_words, worded_kinds
from methodservice.documents.orders.models import Order, OrderAnnex, OrderPoint
from methodservice.documents.orders.people import SELF
from methodservice.documents.orders.printed import TEMPLATE, snapshot_of
from methodservice.documents.orders.services.control import control_words
from methodservice.documents.orders.services.making import usual_signatory
from methodservice.documents.register.services import numbering_of
from methodservice.registries import StyleSample

ORDINAL = 12
TITLE = "О проведении недели открытых уроков (образец оформления)"
PREAMBLE = (
    "В соответствии с планом работы методической службы и в целях обмена опытом между педагогами "
    "муниципалитета"
)
POINTS = (
    ("", "Провести с 16 по 20 ноября неделю открытых уроков по прилагаемой программе (приложение)."),
    ("Руководителям методических объединений:", ""),
    ("Методической службе", "подвести итоги недели на ближайшем совещании руководителей объединений."),
)
SUB_POINTS = (
    ("согласовать с организациями время уроков.", "до 9 ноября"),
    ("собрать конспекты уроков в методическую копилку.", "до 27 ноября"),
)
PROGRAMME = (
    ("16 ноября", "Открытые уроки в начальных классах"),
    ("18 ноября", "Открытые уроки математики и физики"),
    ("20 ноября", "Круглый стол: что взять в свою работу"),
)


def sample_snapshot(style: DocumentStyle, kind: str = "", issuer: str = Order.Issuer.AUTHORITY) -> dict:
    """Snapshot of an order in a style that may be unsaved, with the municipality's mask and present signatory.

    kind: whose preamble is shown where the style has its own words for it; issuer: whose heading. 2 queries.
    """
    municipality, today = style.municipality, timezone.localdate()
    order = Order(
        municipality=municipality,
        issuer=issuer,
        title=TITLE,
        preamble=_preamble(style, kind) or PREAMBLE,
        control=control_words(municipality, SELF, style)[0],
    )
    order.signatory = usual_signatory(order) or _somebody(today)
    mask = numbering_of(municipality, DocumentKind.ORDER, today.year).mask
    return snapshot_of(
        order,
        style,
        points=_points(),
        annexes=[_annex()],
        people=(),
        number=mask.number(ORDINAL, today.year),
        on=today,
    )


def _preamble(style: DocumentStyle, key: str) -> str:
    """The municipality's own words for a kind, as they print in an order made of a made-up record."""
    words, drawn = style.preambles.get(key, ""), drawn_words().get(key)
    return drawn.filled(words, drawn.example) if drawn else words


def _somebody(today: date) -> Signatory:
    """Who signs the sample of a municipality that has named nobody."""
    return Signatory(
        surname="Фамилия", given_name="Имя", patronymic="Отчество", position="начальник", starts=today
    )


def _points() -> list[OrderPoint]:
    """Unsaved points have keys, by which sub-points find their place."""
    points = [
        OrderPoint(pk=place, position=place, executor=executor, text=text)
        for place, (executor, text) in enumerate(POINTS, 1)
    ]
    return points + [
        OrderPoint(pk=len(POINTS) + place, parent_id=2, position=place, text=text, deadline=deadline)
        for place, (text, deadline) in enumerate(SUB_POINTS, 1)
    ]


def _annex() -> OrderAnnex:
    def cells(*words):
        return [{"text": each, "colspan": 1, "rowspan": 1} for each in words]

    table = {
        "kind": "table",
        "caption": "",
        "widths": [30, 70],
        "head": [cells("День", "Что проводится")],
        "rows": [{"group": False, "cells": cells(*row)} for row in PROGRAMME],
    }
    return OrderAnnex(position=1, title="Программа недели открытых уроков", blocks=[table])


SAMPLE = StyleSample(
    template=TEMPLATE,
    snapshot=sample_snapshot,
    issuers=Order.Issuer.choices,
    kinds=lambda: [(kind.key, kind.title) for kind in worded_kinds()],
    drawn=drawn_words,
)
