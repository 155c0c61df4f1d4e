"""«Мои дела»: orders to sign, orders returned, orders to read."""

from methodservice.documents.orders.models import Order, OrderPerson
from methodservice.registries import Task

SIGN, MEND, READ = "На подпись", "Приказы", "Ознакомиться"


def orders_to_sign(user, day):
    """Whoever signs: orders handed over, the oldest first. 1 query, none for others."""
    access = user.access
    if not (access.is_department_head or access.is_service_head):
        return
    rows = Order.objects.signable_by(user).filter(state=Order.State.WAITING)
    for order in rows.order_by("submitted_at", "pk"):
        yield Task(SIGN, f"Подписать приказ «{order.title}»", order.get_absolute_url())


def orders_returned(user, day):
    """Methodists: orders returned with a remark. 1 query, none for others."""
    if not user.access.is_methodist:
        return
    rows = Order.objects.editable_by(user).filter(state=Order.State.RETURNED)
    for order in rows.order_by("pk"):
        yield Task(
            MEND, f"Исправить приказ «{order.title}»", order.get_absolute_url(), detail=order.comment[:150]
        )


def orders_to_read(user, day):
    """Whoever is on the acquaintance sheet of a signed order and has not said to have read it. 1 query."""
    if not user.teacher_id:
        return
    rows = OrderPerson.objects.filter(
        part=OrderPerson.Part.ACQUAINTED,
        teacher_id=user.teacher_id,
        read_at__isnull=True,
        order__state=Order.State.SIGNED,
        order__municipality_id=user.municipality_id,
    )
    for row in rows.select_related("order__entry").order_by("order__date", "pk"):
        yield Task(READ, f"{row.order.entry}: {row.order.title}", row.order.get_absolute_url())


TASKS = (orders_to_sign, orders_returned, orders_to_read)
