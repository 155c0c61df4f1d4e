"""Every change of an order waits for its row: editing, handing over and signing come one after another."""

from methodservice.documents.orders.models import Order
from methodservice.lib.refusals import Refused, Stale

CLOSED = "Приказ передан на подпись или подписан: менять его сейчас нельзя."
GONE = "Этого в приказе уже нет: кто-то убрал."


def lock_order(pk: int) -> Order:
    """The order under a row lock, with its municipality. Raises Refused when it is gone.

    Signatory and register entry are read afterwards: PostgreSQL joins what stood there before the wait for the lock.
    """
    rows = Order.objects.select_for_update(of=("self",)).select_related("municipality")
    order = rows.filter(pk=pk).first()
    if order is None:
        raise Refused("Этого приказа больше нет: черновик удалили.")
    return order


def lock_open_order(pk: int) -> Order:
    """Like `lock_order`; raises Refused when its words may not change any more."""
    order = lock_order(pk)
    if order.state not in Order.OPEN:
        raise Refused(CLOSED)
    return order


def lock_part(part):
    """(order, the part as it is now), the order open and under its lock. Raises Refused when the part is gone."""
    order = lock_open_order(part.order_id)
    current = type(part).objects.filter(pk=part.pk, order=order).first()
    if current is None:
        raise Refused(GONE)
    current.order = order
    return order, current


def check_version(row, version: int | None) -> None:
    """Raises Stale when somebody saved the row after it was read. None: whatever it is."""
    if version is not None and row.version != version:
        raise Stale(row)
