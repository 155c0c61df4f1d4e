"""Computing aggregates on demand."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from methodservice.directory.access import fetch_editable
from monitoring.models import Campaign
from monitoring.services.aggregation.overdue import recount as ask_to_recount

NOT_YET = "Сбор ещё не открыт: считать нечего."


@require_POST
def recount(request, pk):
    """Start computing and lead to its progress, from where the way goes back to the campaign."""
    campaign = fetch_editable(Campaign, request.user, pk=pk)
    if campaign.state == Campaign.State.DRAFT:
        messages.info(request, NOT_YET)
        return redirect(campaign)
    with transaction.atomic():
        job = ask_to_recount(campaign=campaign, by=request.user)
    return redirect("jobs:progress", pk=job.pk)
