"""The page of an order: the editor while its words may change, the document afterwards; its files."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from methodservice.directory import audit
from methodservice.directory.access import fetch_visible
from methodservice.documents.orders.models import Order, OrderPerson
from methodservice.documents.orders.printed import TEMPLATE, order_snapshot
from methodservice.documents.orders.screen import Screen
from methodservice.documents.orders.views.common import (
    back_to,
    fetch_order,
    fetch_order_to_change,
    order_crumbs,
)
from methodservice.documents.printing import DRAFT_NOTE, copy_note, document_response, printed_response


@require_GET
def order(request, pk):
    """Up to 13 queries beside the user's rights: order, style, points twice, annexes twice, people twice, changes of
    both ways and which of these may be opened, texts of points, cancelled targets."""
    found = fetch_order(request.user, pk)
    screen = Screen(found, request.user)
    context = {
        "order": found,
        "screen": screen,
        "crumbs": order_crumbs(),
        "may_write": request.user.access.is_methodist,
        "may_sign": found.state == Order.State.WAITING
        and Order.objects.signable_by(request.user).filter(pk=found.pk).exists(),
        "oob": False,
    }
    return render(request, "orders/editor.html" if screen.may_edit else "orders/order.html", context)


@require_GET
def draft(request, pk):
    """Remarks and the document anew, after something was saved as one types."""
    found = fetch_order_to_change(request.user, pk)
    if not request.htmx:
        return redirect(found)
    context = {"order": found, "screen": Screen(found, request.user), "oob": True}
    return render(request, "orders/_answer.html", context)


@require_GET
def file(request, pk, fmt):
    """PDF or Word. The PDF of a signed order is the one that was signed; its Word twin says that it is a copy."""
    found = fetch_order(request.user, pk)
    if found.document_id is None:
        name = f"Проект приказа {found.title}"
        return printed_response(request, TEMPLATE, order_snapshot(found), name=name, fmt=fmt, note=DRAFT_NOTE)
    name = f"Приказ {found.document.number} от {found.document.date:%d.%m.%Y}"
    if fmt == "pdf":
        return document_response(bytes(found.document.pdf), name=name, fmt=fmt)
    return printed_response(
        request, TEMPLATE, found.document.snapshot, name=name, fmt=fmt, note=copy_note(found.document)
    )


@require_POST
def read(request, pk):
    """«Ознакомлен»: the person's own line of the acquaintance sheet of a signed order."""
    found = fetch_order(request.user, pk)
    if found.state not in Order.KEPT or not request.user.teacher_id:
        raise Http404
    mine = OrderPerson.objects.filter(order=found, part=OrderPerson.Part.ACQUAINTED)
    line = fetch_visible(mine, request.user, teacher_id=request.user.teacher_id)
    if line.read_at is None:
        line.read_at = timezone.now()
        line.save(update_fields=["read_at"])
        audit.record(audit.Verb.READ, by=request.user, obj=found, note="ознакомлен с приказом")
        messages.success(request, "Записано: вы ознакомлены с приказом.")
        return redirect(found)
    return back_to(request, pk, "Вы уже ознакомлены с этим приказом.")
