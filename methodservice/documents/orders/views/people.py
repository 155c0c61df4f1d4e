"""Visas and the acquaintance sheet."""

from django.contrib import messages
from django.http import Http404
from django.views.decorators.http import require_http_methods, require_POST

from methodservice.directory.views.pages import form_page, typed
from methodservice.documents.orders.forms.people import AddPersonForm
from methodservice.documents.orders.models import Order, OrderPerson
from methodservice.documents.orders.services import people as services
from methodservice.documents.orders.views.common import (
    NOTHING_OPEN,
    back_to,
    fetch_order_to_change,
    fetch_part,
    order_crumbs,
)
from methodservice.lib.numerals import people
from methodservice.lib.refusals import Refused

PARTS = {
    OrderPerson.Part.VISA: ("Кто согласует приказ", "М. И. Иванова"),
    OrderPerson.Part.ACQUAINTED: ("Кто знакомится с приказом", "Иванова Мария Ивановна"),
}
"""Title of the page; how a name is written."""


@require_http_methods(["GET", "POST"])
def person_add(request, pk, part):
    """One more visa or reader."""
    order = fetch_order_to_change(request.user, pk)
    if part not in PARTS:
        raise Http404(part)
    if order.state not in Order.OPEN:
        return back_to(request, pk, NOTHING_OPEN)
    title, like = PARTS[part]
    form = AddPersonForm(
        typed(request),
        municipality=order.municipality,
        like=like,
        back_url=f"{order.get_absolute_url()}#people",
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.add_person(order=order, part=part, person=form.person, by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return back_to(request, pk, anchor="people")
    return form_page(request, form, title, crumbs=order_crumbs(order))


@require_POST
def people_fill(request, pk):
    """Everybody whom the points name, onto the acquaintance sheet."""
    order = fetch_order_to_change(request.user, pk)
    try:
        number = services.fill_acquainted(order=order, by=request.user)
    except Refused as refusal:
        return back_to(request, pk, str(refusal))
    told = (
        f"Добавлено: {people(number)}." if number else "Все, кого называет приказ, уже в листе ознакомления."
    )
    messages.success(request, told)
    return back_to(request, pk, anchor="people")


@require_POST
def person_remove(request, pk):
    """Off the list."""
    person = fetch_part(OrderPerson, request.user, pk)
    try:
        services.remove_person(person=person, by=request.user)
    except Refused as refusal:
        return back_to(request, person.order_id, str(refusal))
    return back_to(request, person.order_id, anchor="people")
