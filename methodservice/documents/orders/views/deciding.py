"""Handing over, signing or returning, withdrawing, throwing away."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from methodservice.directory.views.pages import REFUSED, typed
from methodservice.documents.models import DocumentKind
from methodservice.documents.orders.forms.order import SignForm
from methodservice.documents.orders.models import Order
from methodservice.documents.orders.printed import order_snapshot
from methodservice.documents.orders.screen import Screen
from methodservice.documents.orders.services import editing, signing
from methodservice.documents.orders.tasks import is_long, sign_by_job
from methodservice.documents.orders.views.common import (
    back_to,
    fetch_order_to_change,
    fetch_order_to_sign,
    order_crumbs,
)
from methodservice.documents.register.services import date_order_note, next_number
from methodservice.lib.refusals import AlreadyDone, Refused


@require_POST
def submit(request, pk):
    """To the home page of whoever signs."""
    order = fetch_order_to_change(request.user, pk)
    try:
        signing.submit(order=order, by=request.user)
    except Refused as refusal:
        return back_to(request, pk, str(refusal), anchor=refusal.anchor)
    messages.success(request, "Передано на подпись. Пока приказ не подписан, его можно отозвать.")
    return redirect(order)


@require_POST
def withdraw(request, pk):
    """Back to the draft."""
    order = fetch_order_to_change(request.user, pk)
    try:
        signing.withdraw(order=order, by=request.user)
    except Refused as refusal:
        return back_to(request, pk, str(refusal))
    messages.success(request, "Отозвано: приказ снова можно менять.")
    return redirect(order)


@require_http_methods(["GET", "POST"])
def sign(request, pk):
    """The page of whoever signs: the document, date and number, or a remark to return with."""
    order = fetch_order_to_sign(request.user, pk)
    if order.state != Order.State.WAITING:
        return back_to(request, pk, f"Подписывать нечего: состояние приказа — «{order.get_state_display()}».")
    day = order.date or timezone.localdate()
    note = _date_note(order, day, order.wanted_number)
    form = SignForm(
        typed(request),
        order=order,
        next_number=next_number(order.municipality, DocumentKind.ORDER, day.year),
        initial={
            "date": day,
            "number": order.wanted_number,
            "signatory": order.signatory_id,
            "version": order.version,
            "noted": note,
        },
    )
    if request.method == "POST" and form.is_valid() and (answer := _decided(request, order, form)):
        return answer
    context = {
        "order": order,
        "screen": Screen(order, request.user),
        "form": form,
        "note": "" if form.is_bound else note,
        "crumbs": order_crumbs(order),
        "title": "Подписать приказ",
    }
    return render(request, "orders/sign.html", context, status=REFUSED if form.errors else 200)


def _date_note(order: Order, day, number: str) -> str:
    """What to tell when numbers and days of orders would run differently."""
    return date_order_note(municipality=order.municipality, kind=DocumentKind.ORDER, on=day, number=number)


def _decided(request, order: Order, form: SignForm):
    """Where to go after the decision; None when the form says what is wrong. A long order is signed by a job."""
    data = form.cleaned_data
    decision = {"order": order, "by": request.user, "version": data["version"]}
    try:
        if request.POST.get("decision") == "return":
            signing.return_order(comment=data["comment"], **decision)
            messages.success(request, "Возвращено с замечанием.")
            return redirect(order)
        if data["date"] is None:
            form.add_error("date", "Укажите дату приказа.")
            return None
        if form.ask_about(_date_note(order, data["date"], data["number"])):
            return None
        decision |= {"on": data["date"], "number": data["number"], "signatory": data["signatory"]}
        if is_long(order_snapshot(order)):
            return redirect("jobs:progress", sign_by_job(back=request.path, **decision).pk)
        signed = signing.sign(**decision)
        messages.success(request, f"Подписан приказ {signed.entry.number_and_date}.")
    except AlreadyDone as done:
        messages.info(request, str(done))
    except Refused as refusal:
        form.add_error(refusal.anchor if refusal.anchor in form.fields else None, str(refusal))
        return None
    return redirect(order)


@require_http_methods(["GET", "POST"])
def discard(request, pk):
    """Throw a draft away; asks once."""
    order = fetch_order_to_change(request.user, pk)
    if request.method == "POST":
        try:
            editing.discard(order=order, by=request.user)
        except Refused as refusal:
            return back_to(request, pk, str(refusal))
        messages.success(request, "Черновик удалён.")
        return redirect("orders:list")
    if order.state not in Order.OPEN:
        return back_to(request, pk, "Удалить можно только черновик. Приказ на подписи сначала отзовите.")
    context = {
        "title": "Удалить черновик",
        "crumbs": order_crumbs(order),
        "question": f"Удалить черновик приказа «{order.title}»?",
        "consequence": "Пункты и приложения пропадут.",
        "action": "Удалить",
        "back_url": order.get_absolute_url(),
    }
    return render(request, "components/confirm.html", context)
