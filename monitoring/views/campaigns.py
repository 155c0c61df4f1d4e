"""The register of campaigns, and one campaign with its organisations."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from methodservice import registries
from methodservice.directory.exporting import export_if_asked
from methodservice.documents.orders.workflow import STATE_KINDS as ORDER_KINDS
from methodservice.lib.lists import page_of
from monitoring.burden import told_of
from monitoring.campaign_rows import LATE, ReturnFilter, in_view, rows_of
from monitoring.models import Campaign, Return
from monitoring.views.campaigns_common import CAMPAIGNS, TITLE, campaign_crumbs, fetch_campaign
from monitoring.workflow import STATE_KINDS

PER_PAGE = 25
REGISTER_COLUMNS = [
    ("Кампания", "title"),
    ("Период", "period_title"),
    ("Состояние", "get_state_display"),
    ("Сбор с", "opens_on"),
    ("Сбор по", "closes_on"),
    ("Организаций", "asked"),
    ("Принято", "accepted"),
    ("На проверке", "submitted"),
    ("Просрочено", "late"),
]
COLUMNS = [
    ("Организация", "given.who"),
    ("Состояние", "given.get_state_display"),
    ("Срок", "given.due"),
    ("Сданы", "given.submitted_at"),
    ("С опозданием", "given.submitted_late"),
    ("Почему продлён срок", "given.extension_reason"),
    ("Совпало с порталом", "agreed"),
    ("Отличается", "differs"),
    ("Не заполнено", "missing"),
    ("Всего значений", "total"),
]


@require_GET
def campaign_list(request):
    """Campaigns that the person may see, the newest period first. 2 queries beside the user's rights."""
    rows = CAMPAIGNS.visible_to(request.user).with_progress(request.user, timezone.localdate())
    rows = rows.order_by("-starts", "-pk")
    if download := export_if_asked(request, rows, REGISTER_COLUMNS, TITLE, by=request.user):
        return download
    page = page_of(rows, request.GET.get("page"), PER_PAGE)
    context = {
        "title": TITLE,
        "page": page,
        "rows": [(campaign, STATE_KINDS.get(campaign.state, "draft")) for campaign in page],
        "may_plan": request.user.access.is_methodist,
    }
    return render(request, "monitoring/campaigns/list.html", context)


@require_GET
def campaign(request, pk):
    """A campaign: what is next, and its organisations, those waited for first; coordinators see their own.

    8 queries beside the user's rights and the panels of others: the campaign, its progress, the next return to check,
    numbers by indicator, shares of the edition, the number of returns, the returns, their values.
    """
    found = fetch_campaign(request.user, pk)
    today = timezone.localdate()
    returns = Return.objects.visible_to(request.user).filter(campaign=found)
    chosen = ReturnFilter(request.GET, returns, campaign=found, day=today)
    ordered = in_view(chosen.qs, found, today)
    if request.GET.get("export"):
        rows = rows_of(found, ordered)
        if download := export_if_asked(request, rows, COLUMNS, f"Сведения, {found}", by=request.user):
            return download
    page = page_of(ordered, request.GET.get("page"))
    may_run, reads_all = request.user.access.is_methodist, request.user.access.is_district_staff
    context = {
        "campaign": found,
        "title": str(found),
        "state_kind": STATE_KINDS.get(found.state, "draft"),
        "order_kind": ORDER_KINDS[found.order.state] if found.order else "",
        "may_run": may_run,
        "reads_all": reads_all,
        "burden": told_of(found) if reads_all and found.state != Campaign.State.DRAFT else None,
        "progress": progress_of(found, request.user, today),
        "to_check": next_to_check(found) if may_run and found.is_open else None,
        "is_over": found.is_open and found.closes_on < today,
        "form": chosen.form,
        "page": page,
        "rows": rows_of(found, page.object_list),
        "is_filtered": any(request.GET.get(name) for name in chosen.filters),
        "today": today,
        "panels": registries.panels_of(found, request.user, today),
        "crumbs": campaign_crumbs(),
    }
    return render(request, "monitoring/campaigns/campaign.html", context)


def progress_of(found: Campaign, user, today) -> dict:
    """How many are asked, accepted, … and where each number leads. 1 query."""
    numbers = Campaign.objects.filter(pk=found.pk).with_progress(user, today).get()
    address = reverse("monitoring:campaign", args=[found.pk])
    unsent = numbers.asked - numbers.accepted - numbers.submitted
    shown = (
        ("просрочено", numbers.late, LATE, "overdue"),
        ("ещё не сдано", unsent - numbers.late, "unsent", ""),
        ("на проверке", numbers.submitted, Return.State.SUBMITTED, "waiting"),
    )
    return {
        "asked": numbers.asked,
        "accepted": numbers.accepted,
        "submitted": numbers.submitted,
        "late": numbers.late,
        "unsent": unsent,
        "counts": [(word, number, f"{address}?state={key}") for word, number, key, _ in shown if number],
        "accepted_url": f"{address}?state={Return.State.ACCEPTED}",
    }


def next_to_check(found: Campaign, after: Return | None = None) -> Return | None:
    """A sent return to be read next, in the order of arrival. 1 query."""
    rows = found.returns.filter(state=Return.State.SUBMITTED).select_related("school")
    if after is not None:
        rows = rows.exclude(pk=after.pk)
    return rows.order_by("submitted_at", "pk").first()
