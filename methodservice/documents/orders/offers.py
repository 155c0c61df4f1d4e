"""What orders offer to the rooms above: parties, kinds, tasks, menu, pages of the register."""

from django.urls import reverse

from methodservice import registries
from methodservice.documents.models import DocumentKind
from methodservice.documents.orders import personal, tasks, tasks_for
from methodservice.documents.orders.models import Order
from methodservice.documents.orders.people import SOURCES
from methodservice.documents.orders.sample import SAMPLE
from methodservice.documents.orders.usual import KINDS
from methodservice.registries import MenuItem


def pages_of_orders(entries):
    """Addresses of the signed orders of the register. 1 query."""
    keys = Order.objects.filter(entry__in=entries).values_list("entry", "pk")
    return {entry: reverse("orders:order", args=[key]) for entry, key in keys}


def register():
    """Called once when the app is ready."""
    personal.register()
    for source in SOURCES:
        registries.party_sources[source.prefix] = source
    for kind in KINDS:
        registries.order_kinds[kind.key] = kind
    registries.document_pages[DocumentKind.ORDER] = pages_of_orders
    registries.style_samples[DocumentKind.ORDER] = SAMPLE
    registries.job_kinds[tasks.KIND] = tasks.sign_order
    registries.task_providers.extend(tasks_for.TASKS)
    registries.menu.append(MenuItem("Документы", "orders:list", order=70, page_title="Приказы"))
