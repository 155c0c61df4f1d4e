"""Orders for tests: made through the services, signed without laying out a PDF."""

from datetime import date
from unittest import mock

from methodservice.documents.orders.kinds import kind_of
from methodservice.documents.orders.models import Order
from methodservice.documents.orders.services import editing, making, signing
from methodservice.testing import factories as make

TITLE = "Об организации методической работы"


def draft_order(
    *, municipality, by, title: str = TITLE, points: tuple[str, ...] = ("Провести семинар.",)
) -> Order:
    """A draft with the points; control is kept by whoever signs. The municipality needs a signatory."""
    kind = kind_of("blank")
    form = kind.form({"title": title, "issuer": Order.Issuer.AUTHORITY}, municipality=municipality, user=by)
    assert form.is_valid(), form.errors
    order = making.start_order(kind=kind, facts=kind.facts(form), municipality=municipality, by=by)
    for text in points:
        editing.add_point(order=order, text=text, by=by)
    return editing.set_control(order=order, key="self", by=by)


def signed_order(*, municipality, by, on: date = date(2026, 11, 27), number: str = "", **words) -> Order:
    """A signed one: numbered, registered, frozen; its PDF is no file that anybody could open."""
    order = signing.submit(order=draft_order(municipality=municipality, by=by, **words), by=by)
    with mock.patch.object(signing, "render_order", return_value=b"%PDF"):
        return signing.sign(order=order, on=on, number=number, by=by)


def staffed_municipality(**names):
    """A municipality with rules and a signatory since 2020."""
    municipality = make.MunicipalityFactory(**names)
    make.SignatoryFactory(municipality=municipality)
    return municipality
