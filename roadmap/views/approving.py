"""Approving a draft: what is in the way, an order of the portal or one on paper."""

from functools import partial

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from methodservice.directory.views.pages import form_page, service_page, typed
from methodservice.documents.orders.models import Order
from methodservice.documents.orders.services.making import AlreadyDrafted
from methodservice.documents.orders.workflow import STATE_KINDS
from methodservice.lib.files import NotKept
from methodservice.lib.refusals import AlreadyDone, Refused
from roadmap.forms.approving import OrderForm, PaperForm
from roadmap.models import Edition
from roadmap.orders import ROADMAP
from roadmap.services import approving
from roadmap.views.common import fetch_draft, programme_crumbs

NOTHING = "Утверждать нечего: черновика нет."
APPROVED = "Утверждение записано."
RENEWED = "Приложение обновлено."
LOOK = " Проверьте название и срок в тексте приказа: сам он не меняется."


def _back(request, programme, sentence: str = NOTHING):
    messages.info(request, sentence)
    return redirect(programme)


def _crumbs(programme):
    return [*programme_crumbs(programme), ("Утверждение", reverse("roadmap:approve", args=[programme.pk]))]


@require_GET
def approve(request, pk):
    """What is in the way, the order that is being prepared, or the choice between two ways."""
    programme, draft = fetch_draft(request.user, pk)
    if draft is None:
        return _back(request, programme)
    order = draft.order
    context = {
        "programme": programme,
        "edition": draft,
        "order": order,
        "order_kind": STATE_KINDS[order.state] if order else "",
        "differs": approving.unlike_order(order, draft) if order else "",
        "may_refresh": order is not None and order.state in Order.OPEN,
        "obstacles": approving.obstacles_to(draft),
        "title": "Утверждение",
        "crumbs": programme_crumbs(programme),
    }
    return render(request, "roadmap/approving/approve.html", context)


@require_http_methods(["GET", "POST"])
def approve_order(request, pk):
    """Draft the order; a second click finds the same one."""
    programme, draft = fetch_draft(request.user, pk)
    if draft is None:
        return _back(request, programme)
    today = timezone.localdate()
    form = OrderForm(
        typed(request),
        edition=draft,
        user=request.user,
        initial={"in_force": draft.first if draft.first > today else None},
        back_url=reverse("roadmap:approve", args=[pk]),
    )

    def do(form):
        try:
            order = approving.prepare_order(
                edition=draft, kind=ROADMAP, facts=partial(ROADMAP.facts, form), by=request.user
            )
        except AlreadyDrafted as standing:
            return standing.order.get_absolute_url()
        return order.get_absolute_url()

    return service_page(
        request, form, "Приказ об утверждении", do, back_url=form.back_url, crumbs=_crumbs(programme),
        done="Черновик приказа готов. Проверьте его и передайте на подпись.", intro=draft.title,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def approve_paper(request, pk):
    """Approved outside the portal: number, date, who approved, since when; odd days are asked about once."""
    programme, draft = fetch_draft(request.user, pk)
    if draft is None:
        return _back(request, programme)
    form = PaperForm(
        typed(request),
        request.FILES or None,
        initial={
            "number": draft.order_number,
            "approved_on": draft.approved_on,
            "act": draft.approved_act or approving.act_of(Order(municipality=programme.municipality)),
            "in_force": draft.in_force_from,
        },
        back_url=reverse("roadmap:approve", args=[pk]),
    )
    if request.method == "POST" and form.is_valid() and (answer := _recorded(request, draft, form)):
        return answer
    return form_page(request, form, "Утверждена приказом", crumbs=_crumbs(programme), intro=draft.title)


def _recorded(request, draft: Edition, form: PaperForm):
    """Where to go once it is written; None when the form says what is wrong."""
    data = form.cleaned_data
    note = approving.dates_note(draft, data["approved_on"], data["in_force"], timezone.localdate())
    known = "" if data["upload"] else approving.register_note(draft, data["number"], data["approved_on"])
    if form.ask_about(note, number=known):
        return None
    try:
        approved = approving.approve_by_hand(
            edition=draft, order_number=data["number"], approved_on=data["approved_on"], approved_act=data["act"],
            in_force_from=data["in_force"], upload=data["upload"], by=request.user,
        )  # fmt: skip
    except AlreadyDone as done:
        return _back(request, draft.programme, str(done))
    except Refused as refusal:
        form.add_error(refusal.anchor if refusal.anchor in form.fields else None, str(refusal))
        return None
    except NotKept as failure:
        form.add_error("upload", failure.sentence)
        return None
    messages.success(request, APPROVED)
    return redirect(approved)


@require_POST
def refresh(request, pk):
    """Write the draft as it is now into the annex of its order."""
    programme, draft = fetch_draft(request.user, pk)
    if draft is None:
        return _back(request, programme)
    words_differ = draft.order and approving.is_named_otherwise(draft.order, draft)
    try:
        approving.refresh_annex(edition=draft, by=request.user)
    except Refused as refusal:
        messages.info(request, str(refusal))
    else:
        messages.success(request, RENEWED + (LOOK if words_differ else ""))
    return redirect("roadmap:approve", pk)
