"""«Мои дела» and panels of campaigns: what the methodist has to begin, check, close; how far the collecting is."""

from datetime import timedelta

from django.urls import reverse

from methodservice.lib.numerals import counted
from methodservice.registries import Panel, Task
from monitoring.models import Campaign, Return
from monitoring.planning import unplanned

GROUP = "Мониторинг"
BEFORE_OPENING = timedelta(days=7)
BEFORE_CLOSING = timedelta(days=3)
PLANNED_WITHIN = timedelta(days=120)
"""A period that is over so long without a campaign is nobody's task any more."""


def campaigns_to_run(user, day):
    """Methodists: to open, to check, to hurry, to close. 1 query, none for others."""
    if not user.access.is_methodist or not user.municipality_id:
        return
    rows = Campaign.objects.visible_to(user).exclude(state=Campaign.State.CLOSED)
    for campaign in rows.with_progress(user, day).order_by("closes_on", "pk"):
        yield from (_of_open if campaign.is_open else _of_draft)(campaign, day)


def _of_draft(campaign: Campaign, day):
    waits = not campaign.opens_itself and campaign.opens_on - BEFORE_OPENING <= day
    if waits or campaign.opens_on < day:
        yield Task(GROUP, "Открыть сбор", campaign.get_absolute_url(), campaign.opens_on, str(campaign))


def _of_open(campaign: Campaign, day):
    address = campaign.get_absolute_url()
    unsent = campaign.asked - campaign.accepted - campaign.submitted
    if campaign.submitted:
        words = counted(campaign.submitted, "организация", "организации", "организаций")
        yield Task(
            GROUP,
            f"Проверить сведения: {words}",
            f"{address}?state={Return.State.SUBMITTED}",
            detail=str(campaign),
        )
    if unsent and day <= campaign.closes_on <= day + BEFORE_CLOSING:
        words = counted(unsent, "организации", "организаций", "организаций")
        yield Task(
            GROUP,
            f"Сбор заканчивается: нет сведений от {words}",
            f"{address}?state=unsent",
            campaign.closes_on,
            str(campaign),
        )
    done = campaign.asked and campaign.accepted == campaign.asked
    # whoever was given more time is waited for
    if done or (campaign.closes_on < day and campaign.late == unsent):
        yield Task(GROUP, "Закрыть кампанию", address, campaign.closes_on, str(campaign))


def campaigns_to_plan(user, day):
    """Methodists: a period is over and nobody has begun its campaign. 2 queries, none for others."""
    if not user.access.is_methodist or not user.municipality_id:
        return
    due, sets = unplanned(user.municipality_id, day)
    if due.period.ends + PLANNED_WITHIN < day:
        return
    for row in sets:
        address = f"{reverse('monitoring:campaign_add')}?set={row.pk}&period={due.period.starts:%Y-%m-%d}"
        yield Task(GROUP, f"Начать сбор за {due.period.title}", address, detail=row.title)


def campaigns_under_way(user, day):
    """The staff of the district: how far each campaign that collects has come. 1 query, none for others."""
    if not user.access.is_district_staff or not user.municipality_id:
        return
    rows = Campaign.objects.visible_to(user).filter(state=Campaign.State.OPEN)
    found = list(rows.with_progress(user, day).order_by("closes_on", "pk"))
    if found:
        yield Panel("monitoring/campaigns/_under_way.html", {"campaigns": found}, order=6)


def reminders(user, day):
    """Coordinators: what the methodist has reminded them of. 1 query, none for others."""
    if not user.access.is_coordinator:
        return
    rows = Return.objects.visible_to(user).unsent().filter(campaign__state=Campaign.State.OPEN)
    rows = rows.filter(reminded_at__isnull=False, school_id__in=user.access.school_ids)
    found = list(rows.select_related("campaign", "school").order_by("pk"))
    if found:
        yield Panel("monitoring/campaigns/_reminders.html", {"returns": found}, order=5)


TASKS = (campaigns_to_run, campaigns_to_plan)
PANELS = (campaigns_under_way, reminders)
