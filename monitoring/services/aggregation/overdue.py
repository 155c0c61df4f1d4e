"""What must be computed though nobody asked, or the request was lost: the work of a day."""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, Subquery

from methodservice.directory.models import AuditEvent
from methodservice.jobs import services as jobs
from methodservice.jobs.models import Job
from methodservice.lib.periods import calendar_half_year
from monitoring.models import Campaign, MunicipalAggregate, Return
from monitoring.services.aggregation.running import kept
from monitoring.services.requesting import KIND, request_aggregation

KIND_ALL = "monitoring.aggregate_all"
OVERLAP = timedelta(minutes=5)
"""A change may be written down a little before it can be read by others."""


def overdue():
    """Campaigns whose aggregates are absent, or older than what the journal says of the campaign, its edition or its
    returns. 1 query."""
    computed = MunicipalAggregate.objects.filter(campaign=OuterRef("pk")).values("computed_at")[:1]
    changed = AuditEvent.objects.filter(at__gt=OuterRef("computed") - OVERLAP)
    returns = (
        Return.objects.filter(campaign=OuterRef("pk"))
        .annotate(computed=OuterRef("computed"))
        .filter(Exists(changed.filter(record_type="monitoring.return", record_id=OuterRef("pk"))))
    )
    return (
        kept()
        .annotate(computed=Subquery(computed))
        .filter(
            Q(computed=None)
            | Exists(changed.filter(record_type="monitoring.campaign", record_id=OuterRef("pk")))
            | Exists(changed.filter(record_type="monitoring.edition", record_id=OuterRef("edition")))
            | Exists(returns)
        )
        .order_by("municipality", "set", "starts", "ends")
    )


def compute_overdue(day: date) -> None:
    """Daily work. One job for each municipality and set suffices: it goes on to the later periods."""
    seen = set()
    for campaign in overdue().select_related("municipality", "set"):
        chain = (campaign.municipality_id, campaign.set_id)
        if chain not in seen:
            seen.add(chain)
            request_aggregation(campaign, by=None)


def compute_half_yearly(day: date) -> Job | None:
    """Daily work: once a calendar half-year everything is computed anew, on its first day or as soon as possible."""
    half = calendar_half_year(day.year, 1 if day.month <= 6 else 2)
    arguments = {"half_year": half.starts.isoformat()}
    if Job.objects.filter(kind=KIND_ALL, arguments=arguments).exists() or not kept().exists():
        return None
    return jobs.start(kind=KIND_ALL, title="Итоги всех кампаний мониторинга", by=None, arguments=arguments)


def recount(*, campaign: Campaign, by) -> Job:
    """A person asks for it and watches it: the person's own job, the one that waits already if there is one."""
    waiting = (
        Job.objects.visible_to(by)
        .select_for_update()
        .filter(kind=KIND, state=Job.State.WAITING, arguments__campaign=campaign.pk)
        .first()
    )
    arguments = {"campaign": campaign.pk, "url": campaign.get_absolute_url()}
    return waiting or jobs.start(kind=KIND, title=f"Итоги: {campaign}"[:200], by=by, arguments=arguments)
