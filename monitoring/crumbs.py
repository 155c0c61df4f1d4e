"""The path to the pages of monitoring: all of them begin at its first page."""

from django.urls import reverse

from monitoring.models import Campaign

ROOM = "Мониторинг"


def room_crumbs(campaign: Campaign | None = None) -> list[tuple[str, str]]:
    """The first page of monitoring; with the results of the campaign where one is given."""
    chosen = f"?campaign={campaign.pk}" if campaign else ""
    return [(ROOM, reverse("monitoring:home") + chosen)]
