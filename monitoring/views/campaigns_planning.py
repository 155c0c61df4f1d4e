"""A campaign before it collects: planned, changed, ordered, opened, thrown away."""

from functools import partial

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from methodservice.directory.access import require_methodist
from methodservice.directory.views.pages import done_or_told, edit_page, form_page, service_page, typed
from methodservice.documents.orders.services.making import AlreadyDrafted
from methodservice.lib.refusals import AlreadyDone, Refused
from monitoring.forms.campaigns import ChangeForm, PlanForm
from monitoring.forms.order import initial_of
from monitoring.models import Campaign
from monitoring.orders import CAMPAIGN
from monitoring.planning import choices_for
from monitoring.services import campaigns as services
from monitoring.services.opening import AlreadyPlanned, open_campaign, plan_campaign
from monitoring.services.ordering import prepare_order
from monitoring.views.campaigns_common import campaign_crumbs, fetch_campaign_to_run

TITLE = "Новая кампания"


@require_http_methods(["GET", "POST"])
def campaign_add(request):
    """Indicators, period, days: those of the last period that is over are proposed."""
    require_methodist(request.user)
    today = timezone.localdate()
    found = choices_for(request.user.municipality, today, request.POST.get("set") or request.GET.get("set"))
    if not found.dues:
        context = {"title": TITLE, "crumbs": campaign_crumbs(), "has_sets": bool(found.sets)}
        return render(request, "monitoring/campaigns/nothing_to_plan.html", context)
    form = PlanForm(
        typed(request),
        sets=found.sets,
        dues=found.dues,
        today=today,
        chosen=request.GET.get("period") or found.usual,
        back_url=reverse("monitoring:campaigns"),
    )
    if form.again:
        return form_page(request, form, TITLE, crumbs=campaign_crumbs())

    def do(form):
        data = dict(form.cleaned_data)
        for name in ("period", "noted"):
            data.pop(name)
        municipality = request.user.municipality
        try:
            made = plan_campaign(municipality=municipality, due=form.due, by=request.user, **data)
        except AlreadyPlanned as standing:
            made = standing.campaign
        return made.get_absolute_url()

    return service_page(
        request, form, TITLE, do, back_url=form.back_url, crumbs=campaign_crumbs(),
        done="Кампания добавлена. Проверьте сроки и откройте сбор.",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def campaign_edit(request, pk):
    """Title and days."""
    found = fetch_campaign_to_run(request.user, pk)
    if found.state == Campaign.State.CLOSED:
        messages.info(request, services.FROZEN)
        return redirect(found)
    back_url = found.get_absolute_url()
    try:
        return edit_page(
            request, ChangeForm, found, "Изменить сроки", back_url=back_url, crumbs=campaign_crumbs(found), save=_save,
        )  # fmt: skip
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("monitoring:campaign_edit", pk)


def _save(form, *, by) -> Campaign:
    fields = {name: form.cleaned_data[name] for name in form.Meta.fields if name in form.fields}
    return services.change_campaign(campaign=form.instance, by=by, **fields)


@require_POST
def campaign_open(request, pk):
    """Let the organisations fill in."""
    found = fetch_campaign_to_run(request.user, pk)
    return done_or_told(
        request, found, open_campaign, done="Сбор открыт: организации видят, что заполнить.", campaign=found
    )


@require_http_methods(["GET", "POST"])
def campaign_delete(request, pk):
    """Throw a draft away; asks once."""
    found = fetch_campaign_to_run(request.user, pk)
    if found.state != Campaign.State.DRAFT:
        messages.info(request, "Сбор уже открыт: удалить кампанию нельзя.")
        return redirect(found)
    if request.method == "POST":
        try:
            services.delete_campaign(campaign=found, by=request.user)
        except AlreadyDone as repeat:
            messages.info(request, str(repeat))
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect(found)
        else:
            messages.success(request, "Кампания удалена.")
        return redirect("monitoring:campaigns")
    context = {
        "title": "Удалить кампанию",
        "crumbs": campaign_crumbs(found),
        "question": f"Удалить кампанию «{found}»?",
        "consequence": "Показатели и приказ, если он подготовлен, останутся.",
        "action": "Удалить",
        "back_url": found.get_absolute_url(),
    }
    return render(request, "components/confirm.html", context)


@require_http_methods(["GET", "POST"])
def campaign_order(request, pk):
    """Draft the order on the monitoring; a second click finds the same one."""
    found = fetch_campaign_to_run(request.user, pk)
    form = CAMPAIGN.form(
        typed(request),
        campaign=found,
        user=request.user,
        initial=initial_of(found),
        back_url=found.get_absolute_url(),
    )

    def do(form):
        try:
            order = prepare_order(campaign=found, facts=partial(CAMPAIGN.facts, form), by=request.user)
        except AlreadyDrafted as standing:
            order = standing.order
        return order.get_absolute_url()

    return service_page(
        request, form, "Приказ о мониторинге", do, back_url=form.back_url, crumbs=campaign_crumbs(found),
        done="Черновик приказа готов. Проверьте его и передайте на подпись.", intro=form.intro,
    )  # fmt: skip
