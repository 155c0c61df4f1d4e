"""The order of a campaign."""

from collections.abc import Callable

from django.db import transaction

from methodservice.documents.orders.kinds import Facts, kind_of
from methodservice.documents.orders.models import Order
from methodservice.documents.orders.services.making import start_order
from monitoring.models import Campaign
from monitoring.services.locks import lock_campaign

KIND = "campaign"


@transaction.atomic
def prepare_order(*, campaign: Campaign, facts: Callable[[], Facts], by) -> Order:
    """Draft the order and link it. Raises AlreadyDrafted when it is there."""
    current = lock_campaign(campaign.pk)
    order = start_order(kind=kind_of(KIND), facts=facts(), municipality=current.municipality, by=by)
    current.order = order
    current.save(update_fields=["order"])
    return order
