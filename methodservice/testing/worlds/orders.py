"""Orders in the world of the access table."""

from datetime import date

from methodservice.directory.models import Municipality, User
from methodservice.documents.annex_content import table_block
from methodservice.documents.models import FrozenDocument, RegisterEntry, new_check_code
from methodservice.documents.orders.models import Order, OrderAnnex, OrderPerson, OrderPoint
from methodservice.documents.orders.printed import order_snapshot

DAY, NUMBER = date(2026, 10, 12), "101"
"""Of the signed order; the world of the register has the first numbers."""


def add_orders(world) -> None:
    """`order` is a draft with `order_point`, `order_annex`, `order_person`; `waiting_order` is handed over;
    `signed_order` names the member of the district association."""
    world.put("order_kind", "own", ("blank",))
    for ownership, key in world.records["municipality"].items():
        municipality = Municipality.objects.get(pk=key)
        by = User.objects.filter(municipality=municipality).earliest("pk")
        signatory = municipality.signatories.get()
        made = {"municipality": municipality, "made_by": by, "signatory": signatory}
        draft = Order.objects.create(title="О семинаре", **made)
        world.put("order", ownership, draft)
        point = OrderPoint.objects.create(
            order=draft, position=1, text="Провести семинар (приложение).", doubt="«Льва»"
        )
        world.put("order_point", ownership, point)
        table = table_block(["№", "Тема"], [[1, "Оценивание"], [2, "Сети"]])
        annex = OrderAnnex.objects.create(order=draft, position=1, title="Темы", blocks=[table])
        world.put("order_annex", ownership, annex)
        reader = OrderPerson.objects.create(
            order=draft, part=OrderPerson.Part.ACQUAINTED, name="Светлова М. И."
        )
        world.put("order_person", ownership, reader)
        waiting = Order.objects.create(title="О конкурсе", state=Order.State.WAITING, **made)
        OrderPoint.objects.create(order=waiting, position=1, text="Провести конкурс.")
        world.put("waiting_order", ownership, waiting)
        world.put("signed_order", ownership, _signed(world, made))


def _signed(world, made) -> Order:
    """Frozen without signing: the text is true, the PDF is not a file anybody could open."""
    order = Order(title="О методическом дне", date=DAY, **made)
    snapshot = order_snapshot_of(order)
    code = new_check_code()
    document = FrozenDocument.objects.create(
        municipality=order.municipality, kind=FrozenDocument.Kind.ORDER, number=NUMBER, date=DAY, title="Приказ",
        snapshot=snapshot | {"check_code": code, "check_address": f"https://portal.example/check/{code}/"},
        pdf=b"%PDF", sha256="0" * 64, check_code=code, signed_by=order.made_by,
    )  # fmt: skip
    entry = RegisterEntry.objects.create(
        municipality=order.municipality, kind="order", year=DAY.year, ordinal=int(NUMBER), number=NUMBER, date=DAY,
        title=order.title, signatory=order.signatory, document=document, registered_by=order.made_by, key=NUMBER,
    )  # fmt: skip
    Order.objects.filter(pk=order.pk).update(state=Order.State.SIGNED, document=document, entry=entry)
    order.refresh_from_db()
    member = world.users["member"].teacher
    if member.school.municipality_id == order.municipality_id:
        OrderPerson.objects.create(
            order=order, part=OrderPerson.Part.ACQUAINTED, teacher=member, name=member.full_name
        )
    return order


def order_snapshot_of(order: Order) -> dict:
    """The snapshot of an order that is saved first with one point."""
    order.save()
    OrderPoint.objects.create(order=order, position=1, text="Провести методический день.")
    return order_snapshot(order, number=NUMBER, on=DAY)
