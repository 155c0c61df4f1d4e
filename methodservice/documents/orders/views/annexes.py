"""Annexes of an order: adding, editing as text, tables row by row, another file."""

from functools import partial

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from methodservice.directory.views.pages import form_page, typed
from methodservice.documents.annex_tables import with_row
from methodservice.documents.orders.forms.annex import AnnexFileForm, AnnexForm, NewAnnexForm
from methodservice.documents.orders.models import Order, OrderAnnex
from methodservice.documents.orders.services import annexes as services
from methodservice.documents.orders.services import editing
from methodservice.documents.orders.services.locks import lock_part
from methodservice.documents.orders.views.common import (
    NOTHING_OPEN,
    back_to,
    fetch_order_to_change,
    fetch_part,
    order_crumbs,
)
from methodservice.documents.orders.views.editing import remove_page
from methodservice.documents.row_forms import RowForm
from methodservice.documents.table_rows import WAYS, Table, row_edit, tables_of, with_addresses
from methodservice.lib.refusals import Refused

PER_PAGE = 100


def _crumbs(annex: OrderAnnex):
    return [*order_crumbs(annex.order), (str(annex)[:60], annex.get_absolute_url())]


def _tell(request, warnings) -> None:
    for sentence in warnings:
        messages.warning(request, sentence)


@require_http_methods(["GET", "POST"])
def annex_add(request, pk):
    """A new annex: typed, or from a Word or Excel file."""
    order = fetch_order_to_change(request.user, pk)
    if order.state not in Order.OPEN:
        return back_to(request, pk, NOTHING_OPEN)
    place = f"{order.get_absolute_url()}#annexes"
    form = NewAnnexForm(typed(request), request.FILES or None, back_url=place)
    if request.method == "POST" and form.is_valid():
        try:
            annex = services.add_annex(
                order=order, by=request.user, blocks=form.content, title=form.cleaned_data["title"],
                landscape=form.cleaned_data["landscape"], mark=form.mark,
            )  # fmt: skip
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            _tell(request, form.warnings)
            messages.success(request, "Приложение добавлено.")
            return redirect(annex if form.cleaned_data["file"] else place)
    return form_page(request, form, "Новое приложение", crumbs=order_crumbs(order))


@require_http_methods(["GET", "POST"])
def annex(request, pk):
    """Heading, mark and text; the tables beneath, row by row. 3 queries beside the user's rights."""
    found = fetch_part(OrderAnnex, request.user, pk)
    if found.order.state not in Order.OPEN:
        return back_to(request, found.order_id, NOTHING_OPEN)
    try:
        with transaction.atomic():
            if request.method == "POST":
                _, found = lock_part(found)
            form = AnnexForm(
                typed(request), instance=found, back_url=f"{found.order.get_absolute_url()}#annexes"
            )
            if request.method == "POST" and form.is_valid() and _changed(request, found, form):
                return redirect(f"{found.order.get_absolute_url()}#annexes")
    except Refused as refusal:
        return back_to(request, found.order_id, str(refusal))
    return form_page(
        request, form, str(found)[:80], crumbs=order_crumbs(found.order), template="orders/annex.html",
        annex=found, tables=tables_of(found.blocks),
    )  # fmt: skip


def _changed(request, annex: OrderAnnex, form: AnnexForm) -> bool:
    """Save what was typed; what cannot be printed stands beside the text."""
    try:
        services.change_annex(annex=annex, by=request.user, **form.words)
    except Refused as refusal:
        form.add_error("text", str(refusal))
        return False
    messages.success(request, "Сохранено.")
    return True


@require_http_methods(["GET", "POST"])
def annex_file(request, pk):
    """Another file in place of the content."""
    found = fetch_part(OrderAnnex, request.user, pk)
    if found.order.state not in Order.OPEN:
        return back_to(request, found.order_id, NOTHING_OPEN)
    form = AnnexFileForm(typed(request), request.FILES or None, back_url=found.get_absolute_url())
    if request.method == "POST" and form.is_valid():
        try:
            words = {"blocks": form.content, "mark": form.mark or found.mark}
            words["landscape"] = found.landscape or form.cleaned_data["landscape"]
            services.change_annex(annex=found, by=request.user, **words)
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            _tell(request, form.warnings)
            messages.success(request, "Содержание заменено.")
            return redirect(found)
    return form_page(
        request, form, "Взять содержание из файла", crumbs=_crumbs(found),
        intro="Нынешний текст и таблицы приложения заменятся содержанием файла.",
    )  # fmt: skip


def _table(blocks: list, number: int) -> Table:
    found = tables_of(blocks)
    if not 1 <= number <= len(found):
        raise Http404(number)
    return found[number - 1]


@require_GET
def table(request, pk, number):
    """The rows of a table with their tools, by pages."""
    found = fetch_part(OrderAnnex, request.user, pk)
    if found.order.state not in Order.OPEN:
        return back_to(request, found.order_id, NOTHING_OPEN)
    shown = _table(found.blocks, number)
    page = shown.page(request.GET.get("page"), PER_PAGE)

    def address(name):
        return lambda place: reverse(f"orders:{name}", args=[pk, number, place])

    context = {
        "annex": found,
        "table": shown,
        "page": page,
        "rows": with_addresses(page.object_list, address("row"), address("row_change")),
        "title": f"Таблица {number}",
        "crumbs": _crumbs(found),
    }
    return render(request, "orders/table.html", context)


@require_http_methods(["GET", "POST"])
def row(request, pk, number, place):
    """The cells of a row."""
    found = fetch_part(OrderAnnex, request.user, pk)
    if found.order.state not in Order.OPEN:
        return back_to(request, found.order_id, NOTHING_OPEN)
    try:
        with transaction.atomic():
            if request.method == "POST":
                _, found = lock_part(found)
            line = _table(found.blocks, number).row(place)
            if line is None:
                raise Http404(place)
            form = RowForm(
                typed(request), instance=found, cells=line.texts, labels=line.labels,
                back_url=_address(found, number),
            )  # fmt: skip
            if request.method == "POST" and form.is_valid() and _row_changed(request, form, number, place):
                return redirect(f"{_address(found, number, place)}#row-{place}")
    except Refused as refusal:
        return back_to(request, found.order_id, str(refusal))
    crumbs = [*_crumbs(found), (f"Таблица {number}", _address(found, number))]
    return form_page(request, form, f"Строка {place}", crumbs=crumbs)


def _row_changed(request, form: RowForm, number: int, place: int) -> bool:
    edit = partial(with_row, table_index=number - 1, row_index=place - 1, cells=form.cells)
    try:
        services.edit_table(annex=form.instance, by=request.user, edit=edit)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _address(annex: OrderAnnex, number: int, place: int = 1) -> str:
    """Of the table's page, where the row stands."""
    page = (place - 1) // PER_PAGE + 1
    address = reverse("orders:table", args=[annex.pk, number])
    return f"{address}?page={page}" if page > 1 else address


@require_POST
def row_change(request, pk, number, place):
    """«Выше», «ниже», «добавить ниже», «убрать», by the button pressed."""
    found = fetch_part(OrderAnnex, request.user, pk)
    shown = _table(found.blocks, number)
    if not 0 <= place <= len(shown.rows):
        raise Http404(place)
    way = request.POST.get("way")
    if way not in WAYS:
        raise Http404(way)
    edit = row_edit(number, place, way, request.GET.get("was"))
    try:
        services.edit_table(annex=found, by=request.user, edit=edit)
    except Refused as refusal:
        messages.info(request, str(refusal))
        way = ""
    if way == "add":
        return redirect("orders:row", found.pk, number, place + 1)
    return redirect(f"{_address(found, number, max(place, 1))}#row-{place}")


@require_POST
def annex_move(request, pk):
    """«Выше», «ниже»."""
    found = fetch_part(OrderAnnex, request.user, pk)
    try:
        editing.move_part(part=found, up=request.POST.get("way") == "up", by=request.user)
    except Refused as refusal:
        return back_to(request, found.order_id, str(refusal))
    return back_to(request, found.order_id, anchor="annexes")


@require_http_methods(["GET", "POST"])
def annex_remove(request, pk):
    """Take an annex out; asks once."""
    found = fetch_part(OrderAnnex, request.user, pk)
    return remove_page(
        request, found, title="Убрать приложение", question=f"Убрать приложение {found.position}?",
        consequence=f"«{found}»: текст и таблицы приложения пропадут.", anchor="annexes",
    )  # fmt: skip
