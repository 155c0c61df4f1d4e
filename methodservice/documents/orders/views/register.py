"""The list of orders, and the start of a new one."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from methodservice.directory.access import require_methodist
from methodservice.directory.exporting import export_if_asked
from methodservice.directory.views.pages import form_page, typed
from methodservice.documents.orders.filters import OrderFilter
from methodservice.documents.orders.kinds import kind_of, offered_kinds
from methodservice.documents.orders.models import Order
from methodservice.documents.orders.services.making import AlreadyDrafted, start_order
from methodservice.documents.orders.views.common import fetch_order_to_change, order_crumbs
from methodservice.documents.orders.workflow import STATE_KINDS
from methodservice.lib.lists import page_of, sorted_by
from methodservice.lib.refusals import Refused

PER_PAGE = 25
SORTS = {
    "number": ("entry__year", "entry__ordinal", "entry__number"),
    "date": ("date", "entry__ordinal"),
    "title": ("title",),
    "state": ("state", "made_at"),
    "made": ("made_at",),
}
COLUMNS = [
    ("Номер", "entry.number"),
    ("Дата", "date"),
    ("Заголовок", "title"),
    ("Состояние", "get_state_display"),
    ("Подписал", "signatory"),
]


@require_GET
def order_list(request):
    """Orders that the person may see, newest first. 3 queries beside the user's rights: count, page, filter's own."""
    rows = Order.objects.visible_to(request.user).for_register()
    found = OrderFilter(request.GET, rows, request=request)
    ordered = sorted_by(found.qs, request.GET.get("sort", ""), SORTS, "-made")
    if download := export_if_asked(request, ordered, COLUMNS, "Приказы", by=request.user):
        return download
    page = page_of(ordered, request.GET.get("page"), PER_PAGE)
    context = {
        "form": found.form,
        "page": page,
        "rows": [(order, STATE_KINDS[order.state]) for order in page],
        "is_filtered": any(request.GET.get(name) for name in found.filters),
        "may_write": request.user.access.is_methodist,
    }
    return render(request, "orders/list.html", context)


@require_GET
def order_new(request):
    """What the order will be about. No query beyond the user's rights."""
    require_methodist(request.user)
    return render(request, "orders/new.html", {"kinds": offered_kinds(), "crumbs": order_crumbs()})


@require_http_methods(["GET", "POST"])
def order_start(request, key):
    """The facts of a kind, then its draft."""
    require_methodist(request.user)
    kind = kind_of(key)
    if kind is None or not kind.offered:
        raise Http404(key)
    form = kind.form(
        typed(request),
        request.FILES or None,
        municipality=request.user.municipality,
        user=request.user,
        back_url=reverse("orders:new"),
    )
    crumbs = [*order_crumbs(), ("Новый приказ", reverse("orders:new"))]
    return _started(request, kind, form, kind.title, intro=kind.note, crumbs=crumbs)


@require_http_methods(["GET", "POST"])
def order_change(request, pk):
    """A new order that amends or cancels a signed one."""
    target = fetch_order_to_change(request.user, pk)
    if target.state != Order.State.SIGNED:
        messages.info(request, "Изменить или отменить можно только подписанный приказ.")
        return redirect(target)
    kind = kind_of("changing")
    form = kind.form(typed(request), target=target, back_url=target.get_absolute_url())
    return _started(
        request, kind, form, kind.title, intro=f"{target.name} «{target.title}»", crumbs=order_crumbs(target)
    )


def _started(request, kind, form, title, *, intro, crumbs):
    if request.method == "POST" and form.is_valid():
        try:
            order = start_order(
                kind=kind, facts=kind.facts(form), municipality=request.user.municipality, by=request.user
            )
        except AlreadyDrafted as standing:
            messages.info(request, str(standing))
            return redirect(standing.order)
        except Refused as refusal:
            form.add_error(refusal.anchor if refusal.anchor in form.fields else None, str(refusal))
        else:
            messages.success(request, "Черновик готов. Прочитайте его и поправьте, что нужно.")
            return redirect(order)
    return form_page(request, form, title, crumbs=crumbs, intro=intro)
