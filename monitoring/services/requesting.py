"""Asking for aggregates to be computed anew: by whoever changed an accepted value, a target, a formula."""

from django.db import transaction

from methodservice.jobs import services as jobs
from methodservice.jobs.models import Job
from monitoring.models import Campaign

KIND = "monitoring.aggregate"


@transaction.atomic
def request_aggregation(campaign: Campaign, *, by) -> Job:
    """The job that will compute the campaign, and what later campaigns of the year and programme build upon it.

    A job that still waits for the same campaign is enough for both; its row is held, so that it does not begin before
    the change is committed. One that runs already may have read old values. by: None when the portal asks by itself.
    """
    waiting = Job.objects.select_for_update().filter(
        kind=KIND, state=Job.State.WAITING, arguments__campaign=campaign.pk
    )
    return waiting.first() or jobs.start(
        kind=KIND,
        title=f"Итоги: {campaign}"[:200],
        by=by,
        municipality=campaign.municipality,
        arguments={"campaign": campaign.pk},
    )
