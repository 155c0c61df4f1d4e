"""Where orders name a person: work given, approval, acquaintance."""

from methodservice import registries
from methodservice.documents.orders.models import Order, OrderPerson, OrderPoint
from methodservice.registries import PersonalSection


def _title(order: Order) -> str:
    return f"{order}, {order.get_state_display().lower()}"


def given(teacher) -> list[dict]:
    """Points whose executor is the person, and orders whose control is laid on the person. 2 queries."""
    key = f"teacher:{teacher.pk}"
    points = OrderPoint.objects.filter(executor_key=key).select_related("order").order_by("order", "position")
    control = Order.objects.filter(control_key=key).order_by("pk")
    return [
        *({"Приказ": _title(point.order), "Поручено": point.text[:1000]} for point in points),
        *({"Приказ": _title(order), "Контроль": order.control} for order in control),
    ]


def named(teacher) -> list[dict]:
    """Sheets of approval and acquaintance. 1 query."""
    rows = OrderPerson.objects.filter(teacher=teacher).select_related("order").order_by("order", "pk")
    return [
        {"Приказ": _title(row.order), "Зачем": row.get_part_display()}
        | ({"Ознакомлен(а)": f"{row.read_at:%d.%m.%Y}"} if row.read_at else {})
        for row in rows
    ]


def register():
    """Called once when the app is ready."""
    registries.personal_data += [
        PersonalSection("orders_given", "Поручения в приказах", ("orders.orderpoint", "orders.order"), given),
        PersonalSection(
            "orders_named", "Согласование приказов и ознакомление", ("orders.orderperson",), named
        ),
    ]
