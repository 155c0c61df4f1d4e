"""What the pages of an order share: the way to it through the user's scope, the path to the page."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse

from methodservice.directory.access import fetch_editable, fetch_visible
from methodservice.documents.orders.models import Order

NOTHING_OPEN = "Приказ на подписи или подписан: менять его сейчас нельзя."


def order_crumbs(order: Order | None = None) -> list[tuple[str, str]]:
    """The path to an order's page, or to a page under it."""
    path = [("Приказы", reverse("orders:list"))]
    return [*path, (order.name, order.get_absolute_url())] if order else path


def fetch_order(user, pk) -> Order:
    return fetch_visible(Order.objects.for_page(), user, pk=pk)


def fetch_order_to_change(user, pk) -> Order:
    """The order if the user prepares orders, whatever its state; 403, 404 as usual."""
    return fetch_editable(Order.objects.for_page(), user, pk=pk)


def fetch_order_to_sign(user, pk) -> Order:
    """The order if the user signs orders of its issuer; 403 if the user only sees it; 404 if not even that."""
    order = fetch_order(user, pk)
    if not Order.objects.signable_by(user).filter(pk=order.pk).exists():
        raise PermissionDenied
    return order


def fetch_part(model, user, pk):
    """A point, an annex, a person of an order that the user prepares."""
    return fetch_editable(model.objects.select_related("order__municipality", "order__entry"), user, pk=pk)


def back_to(request, order_id: int, sentence: str = "", *, anchor: str = ""):
    """To the order's page, with a message if there is something to say."""
    if sentence:
        messages.info(request, sentence)
    url = reverse("orders:order", args=[order_id])
    return redirect(f"{url}#{anchor}" if anchor else url)
