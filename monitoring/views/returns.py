"""The page of a return: filling it in, sending it, taking it back; read-only once it is sent."""

from uuid import uuid4

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from methodservice.directory.access import fetch_editable, fetch_visible
from methodservice.directory.models import AuditEvent
from methodservice.directory.views.pages import CONFLICT, done_or_told
from methodservice.directory.views.saving import (
    is_autosave,
    refused_json,
    remember_writer,
    was_written_by,
)
from methodservice.lib.numerals import counted
from methodservice.lib.refusals import AlreadyDone, Refused
from methodservice.lib.whole import whole
from monitoring.crumbs import room_crumbs
from monitoring.forms.returns import base_text, read_sent
from monitoring.models import Return
from monitoring.services import returns as services
from monitoring.sheet import read_sheet
from monitoring.workflow import STATE_KINDS

RETURNS = Return.objects.select_related("campaign__municipality", "campaign__set", "school")
SUBMITTED = "Сведения отправлены на проверку. Ответ придёт в «Мои дела»."
WITHDRAWN = "Сведения отозваны: их снова можно менять."
AGREED = "Взято число портала."
CONFIRMED = "Отмечено: число верно."


def crumbs_to(given: Return | None = None) -> list[tuple[str, str]]:
    """The path to a page of the list or of a return."""
    crumbs = [*room_crumbs(), ("Сведения", reverse("monitoring:returns"))]
    return [*crumbs, (title_of(given), given.get_absolute_url())] if given else crumbs


def title_of(given: Return) -> str:
    return f"{given.who}, {given.campaign.period_title}"


@require_GET
def page(request, pk):
    """The form, or what was sent. 5 queries beside the user's rights: the return, whether it may be filled in,
    definitions, values, the campaign before; one more for the values accepted then."""
    given = fetch_visible(RETURNS, request.user, pk=pk)
    may_fill = Return.objects.editable_by(request.user).filter(pk=given.pk).exists()
    may_edit = may_fill and given.state in Return.OPEN and given.campaign.is_open
    sheet = read_sheet(given, checked="check" in request.GET)
    context = {
        "given": given,
        "campaign": given.campaign,
        "sheet": sheet,
        "base": base_text(sheet),
        "writer": uuid4().hex,
        "may_edit": may_edit,
        "may_withdraw": may_fill and given.state == Return.State.SUBMITTED and given.campaign.is_open,
        "may_review": request.user.access.is_methodist and given.state == Return.State.SUBMITTED,
        "answers": (("1", "да"), ("0", "нет")),
        "state_kind": STATE_KINDS.get(given.state, "draft"),
        "title": title_of(given),
        "crumbs": crumbs_to(),
    }
    return render(request, "monitoring/returns/return.html", context)


@require_GET
def said(request, pk):
    """What the portal says to the values as they are saved: swapped in while one types. 5 queries as the page.

    Opened by itself it leads to the page.
    """
    given = fetch_editable(RETURNS, request.user, pk=pk)
    if not request.htmx:
        return redirect(given)
    return render(request, "monitoring/returns/_answer.html", {"sheet": read_sheet(given), "oob": True})


@require_POST
def save(request, pk):
    """All that is typed is kept; then what the pressed button wants."""
    given = fetch_editable(RETURNS, request.user, pk=pk)
    quick = is_autosave(request)
    sent = read_sent(request.POST)
    try:
        saved = services.save_texts(
            given=given,
            typed=sent.typed,
            base=sent.base,
            by=request.user,
            is_own=lambda current: was_written_by(current, sent.writer),
        )
    except Refused as refusal:
        if quick:
            return refused_json(sentence=str(refusal))
        messages.error(request, str(refusal))
        return redirect(given)
    if saved.clashes:
        return _conflict(request, given, saved.clashes)
    if saved.is_changed:
        remember_writer(saved.given, sent.writer)
    if quick:
        return JsonResponse({"version": saved.given.version, "base": base_text(saved.sheet)})
    return _after_saving(request, given)


def _after_saving(request, given: Return):
    """What the pressed button wants besides saving."""
    address = given.get_absolute_url()
    wish, value = request.POST.get("do", ""), request.POST.get("agree", "")
    try:
        if wish == "submit":
            services.submit(given=given, by=request.user)
            messages.success(request, SUBMITTED)
        elif wish == "refresh":
            messages.success(request, _refreshed(services.refresh(given=given, by=request.user)))
        elif (key := whole(value)) is not None:
            services.agree(given=given, value=key, by=request.user)
            messages.success(request, AGREED)
            address += f"#value-{key}"
        elif (key := whole(request.POST.get("confirm", ""))) is not None:
            services.confirm(given=given, value=key, by=request.user)
            messages.success(request, CONFIRMED)
            address += f"#value-{key}"
        else:
            messages.success(request, "Сохранено.")
    except AlreadyDone as repeat:
        messages.info(request, str(repeat))
    except Refused as refusal:
        messages.warning(request, str(refusal))
        address += f"?check=1#{refusal.anchor}" if refusal.anchor else ""
    return redirect(address)


def _refreshed(changed: int) -> str:
    if not changed:
        return "Данные портала не изменились."
    return f"Данные портала обновлены: {counted(changed, 'показатель', 'показателя', 'показателей')}."


def _conflict(request, given: Return, clashes):
    """409: what somebody else saved beside what was typed here; the rest of the form is saved."""
    others = AuditEvent.objects.about(given).exclude(actor=request.user).select_related("actor")
    last = others.order_by("-at", "-pk").first()
    context = {
        "rows": [(clash.label, clash.saved, clash.typed) for clash in clashes],
        "saved_by": str(last.actor) if last and last.actor else "",
        "back_url": given.get_absolute_url(),
        "title": "Две версии",
        "crumbs": crumbs_to(given),
    }
    template = "components/conflict.html" if is_autosave(request) else "409.html"
    return render(request, template, context, status=CONFLICT)


@require_POST
def withdraw(request, pk):
    """Take back while nobody has answered."""
    given = fetch_editable(RETURNS, request.user, pk=pk)
    return done_or_told(request, given, services.withdraw, given=given, done=WITHDRAWN)
