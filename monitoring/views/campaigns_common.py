"""What the pages of campaigns share."""

from django.urls import reverse

from methodservice.directory.access import fetch_editable, fetch_visible
from monitoring.crumbs import room_crumbs
from monitoring.models import Campaign

TITLE = "Кампании"
CAMPAIGNS = Campaign.objects.select_related("municipality", "set", "edition", "order__entry")


def fetch_campaign(user, pk) -> Campaign:
    return fetch_visible(CAMPAIGNS, user, pk=pk)


def fetch_campaign_to_run(user, pk) -> Campaign:
    """404 when foreign, 403 for whoever only sees it."""
    return fetch_editable(CAMPAIGNS, user, pk=pk)


def campaign_crumbs(campaign: Campaign | None = None) -> list[tuple[str, str]]:
    """The path to the register, or to a page of a campaign."""
    crumbs = [*room_crumbs(), (TITLE, reverse("monitoring:campaigns"))]
    return [*crumbs, (str(campaign), campaign.get_absolute_url())] if campaign else crumbs
