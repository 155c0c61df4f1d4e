"""Writing an order: texts as one types, requisites, points, control."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from methodservice.directory.views.pages import form_page, typed
from methodservice.directory.views.saving import (
    conflict_response,
    is_autosave,
    refused_json,
    save_typed,
    saved_json,
)
from methodservice.documents.orders.forms.order import ControlPartyForm, PartyForm, RequisitesForm
from methodservice.documents.orders.forms.texts import ControlForm, OrderTextsForm, PointForm
from methodservice.documents.orders.models import Order, OrderPoint
from methodservice.documents.orders.services import editing
from methodservice.documents.orders.services.locks import lock_open_order
from methodservice.documents.orders.views.common import (
    NOTHING_OPEN,
    back_to,
    fetch_order_to_change,
    fetch_part,
    order_crumbs,
)
from methodservice.lib.refusals import Refused, Stale


def _save_as_typed(request, order: Order, form, row, save, *, title: str, anchor: str):
    """Save a form as one types, or whole by its button; refusals and conflicts keep what was typed."""
    quick = is_autosave(request)
    if not form.is_valid():
        if quick:
            return refused_json(form)
        return form_page(
            request, form, title, crumbs=order_crumbs(order), template="orders/typed_form.html",
            back_url=f"{order.get_absolute_url()}#{anchor}",
        )  # fmt: skip
    try:
        saved = save_typed(row, form, save)
    except Stale as stale:
        return conflict_response(
            request, form, stale, title=title, crumbs=order_crumbs(order),
            back_url=f"{order.get_absolute_url()}#{anchor}",
        )  # fmt: skip
    except Refused as refusal:
        return refused_json(sentence=str(refusal)) if quick else back_to(request, order.pk, str(refusal))
    return saved_json(saved, form) if quick else back_to(request, order.pk, anchor=anchor)


@require_POST
def texts(request, pk):
    """Heading and preamble."""
    order = fetch_order_to_change(request.user, pk)
    form = OrderTextsForm(request.POST, auto_id=f"order-{pk}-%s")

    def save(version, **values):
        return editing.change_order(order=order, version=version, by=request.user, **values)

    return _save_as_typed(request, order, form, order, save, title="Заголовок и преамбула", anchor="texts")


@require_POST
def point_text(request, pk):
    """Who, what, by when of one point."""
    point = fetch_part(OrderPoint, request.user, pk)
    form = PointForm(request.POST, auto_id=f"orderpoint-{pk}-%s")

    def save(version, **values):
        return editing.change_point(point=point, version=version, by=request.user, **values)

    return _save_as_typed(request, point.order, form, point, save, title="Пункт", anchor=f"point-{pk}")


@require_POST
def control_text(request, pk):
    """The words of the control point."""
    order = fetch_order_to_change(request.user, pk)
    form = ControlForm(request.POST, auto_id=f"control-{pk}-%s")

    def save(version, control):
        return editing.change_control(order=order, text=control, version=version, by=request.user)

    return _save_as_typed(request, order, form, order, save, title="Пункт о контроле", anchor="control")


@require_http_methods(["GET", "POST"])
def requisites(request, pk):
    """Who issues, date, number, who signs, and what is written otherwise than usual."""
    order = fetch_order_to_change(request.user, pk)
    if order.state not in Order.OPEN:
        return back_to(request, pk, NOTHING_OPEN)
    try:
        with transaction.atomic():
            if request.method == "POST":
                order = lock_open_order(pk)
            form = RequisitesForm(typed(request), instance=order, back_url=order.get_absolute_url())
            if request.method == "POST" and form.is_valid():
                words = {name: form.cleaned_data[name] for name in RequisitesForm.Meta.fields}
                editing.change_order(order=order, by=request.user, **words)
                messages.success(request, "Сохранено.")
                return redirect(order)
    except Refused as refusal:
        return back_to(request, pk, str(refusal))
    return form_page(request, form, "Реквизиты", crumbs=order_crumbs(order))


@require_POST
def point_add(request, pk):
    """An empty point at the end, or a sub-point of the point named in the form."""
    order = fetch_order_to_change(request.user, pk)
    parent = None
    if request.POST.get("parent"):
        parent = fetch_part(OrderPoint, request.user, request.POST["parent"])
        if parent.order_id != order.pk:
            return back_to(request, pk, "Этого пункта в приказе нет.")
    try:
        point = editing.add_point(order=order, parent=parent, by=request.user)
    except Refused as refusal:
        return back_to(request, pk, str(refusal), anchor="points")
    return back_to(request, pk, anchor=f"point-{point.pk}")


@require_http_methods(["GET", "POST"])
def point_executor(request, pk):
    """Choose who does it: the portal puts the words into the dative."""
    point = fetch_part(OrderPoint, request.user, pk)
    order = point.order
    if order.state not in Order.OPEN:
        return back_to(request, order.pk, NOTHING_OPEN)
    form = PartyForm(
        typed(request),
        municipality=order.municipality,
        initial={"party": point.executor_key},
        back_url=point.get_absolute_url(),
    )
    if request.method == "POST" and form.is_valid():
        try:
            editing.set_executor(point=point, key=form.cleaned_data["party"], by=request.user)
        except Refused as refusal:
            form.add_error("party", str(refusal))
        else:
            return redirect(point)
    return form_page(request, form, "Кому поручить", crumbs=order_crumbs(order), intro=point.text[:300])


@require_http_methods(["GET", "POST"])
def control(request, pk):
    """Choose who controls: the portal writes the point."""
    order = fetch_order_to_change(request.user, pk)
    if order.state not in Order.OPEN:
        return back_to(request, pk, NOTHING_OPEN)
    place = f"{order.get_absolute_url()}#control"
    form = ControlPartyForm(
        typed(request), municipality=order.municipality, initial={"party": order.control_key}, back_url=place
    )
    if request.method == "POST" and form.is_valid():
        try:
            editing.set_control(order=order, key=form.cleaned_data["party"], by=request.user)
        except Refused as refusal:
            form.add_error("party", str(refusal))
        else:
            return redirect(place)
    return form_page(request, form, "Контроль", crumbs=order_crumbs(order))


@require_POST
def point_confirm(request, pk):
    """«Верно»: a person has looked at doubtful forms."""
    point = fetch_part(OrderPoint, request.user, pk)
    return _done(request, point.order_id, f"point-{pk}", lambda by: editing.confirm_forms(point=point, by=by))


@require_POST
def control_confirm(request, pk):
    """The same of the control point."""
    order = fetch_order_to_change(request.user, pk)
    return _done(request, pk, "control", lambda by: editing.confirm_control(order=order, by=by))


@require_POST
def point_move(request, pk):
    """«Выше», «ниже»."""
    point = fetch_part(OrderPoint, request.user, pk)
    up = request.POST.get("way") == "up"
    return _done(
        request, point.order_id, f"point-{pk}", lambda by: editing.move_part(part=point, up=up, by=by)
    )


def _done(request, order_id: int, anchor: str, change):
    """Make a small change and go back to its place; a refusal is a message."""
    try:
        change(request.user)
    except Refused as refusal:
        return back_to(request, order_id, str(refusal), anchor=anchor)
    return back_to(request, order_id, anchor=anchor)


@require_http_methods(["GET", "POST"])
def point_remove(request, pk):
    """Take a point out; asks once where something was written."""
    point = fetch_part(OrderPoint, request.user, pk)
    return remove_page(
        request, point, question="Убрать этот пункт?", consequence=point.text, anchor="points",
        title="Убрать пункт",
    )  # fmt: skip


def remove_page(request, part, *, title: str, question: str, consequence: str, anchor: str):
    """Ask once, then take a part of the order out."""
    order = part.order
    if order.state not in Order.OPEN:
        return back_to(request, order.pk, NOTHING_OPEN)
    if request.method == "POST":
        return _done(request, order.pk, anchor, lambda by: editing.remove_part(part=part, by=by))
    context = {
        "title": title,
        "crumbs": order_crumbs(order),
        "question": question,
        "consequence": consequence,
        "action": "Убрать",
        "back_url": f"{order.get_absolute_url()}#{anchor}",
    }
    return render(request, "components/confirm.html", context)
