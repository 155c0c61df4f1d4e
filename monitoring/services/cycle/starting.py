"""A cycle begins from a missed target of a closed campaign, or from a finding told in words."""

from django.db import transaction
from django.db.models import Exists, OuterRef, Subquery

from methodservice.directory import audit
from methodservice.lib.refusals import AlreadyDone, Refused
from monitoring.models import Campaign, Cycle, Indicator, MunicipalAggregate, Verdict
from monitoring.services.locks import lock_campaign, lock_cycle

NOT_CLOSED = "Итоги ещё не подведены: сначала закройте кампанию."
NOT_ASKED = "В этой кампании такого показателя нет."
STARTED = "По этому показателю цикл уже начат."
CLOSED = "Цикл закрыт: менять его нельзя."
KEPT = "Удалить можно только цикл на стадии анализа, у которого нет справки."


def missed_in(campaign: Campaign):
    """Aggregates of missed targets that no cycle follows yet. 1 query."""
    followed = Cycle.objects.filter(campaign=campaign, indicator__isnull=False).values("indicator")
    return (
        MunicipalAggregate.objects.filter(campaign=campaign, verdict__in=(Verdict.MISSED, Verdict.NOT_YET))
        .exclude(indicator__in=followed)
        .select_related("indicator")
        .order_by("indicator")
    )


def missed_lately(municipality_id: int):
    """Missed targets without a cycle, of the latest closed campaign of each set. 1 query."""
    closed = Campaign.objects.filter(municipality=municipality_id, state=Campaign.State.CLOSED)
    latest = closed.filter(set=OuterRef("campaign__set")).order_by("-starts", "-pk").values("pk")[:1]
    cycles = Cycle.objects.filter(campaign=OuterRef("campaign"), indicator=OuterRef("indicator"))
    return MunicipalAggregate.objects.filter(
        ~Exists(cycles), campaign__in=closed, campaign=Subquery(latest), verdict=Verdict.MISSED
    ).order_by("campaign", "indicator")


@transaction.atomic
def start_cycle(
    *, campaign: Campaign, title: str, by, indicator: Indicator | None = None, causes: str = ""
) -> Cycle:
    """A thread in the stage of analysis. Refused before the campaign is closed; one thread for each indicator."""
    current = lock_campaign(campaign.pk)
    if current.state != Campaign.State.CLOSED:
        raise Refused(NOT_CLOSED)
    if indicator is not None:
        if not current.edition.definitions.filter(indicator=indicator).exists():
            raise Refused(NOT_ASKED, "indicator")
        if Cycle.objects.filter(campaign=current, indicator=indicator).exists():
            raise AlreadyDone(STARTED)
    cycle = Cycle.objects.create(
        municipality=current.municipality,
        campaign=current,
        indicator=indicator,
        title=title,
        causes=causes,
    )
    audit.record(audit.Verb.CREATED, by=by, obj=cycle)
    return cycle


def rewrite_cycle(*, cycle: Cycle, title: str, causes: str, by) -> Cycle:
    """Change the finding or its causes. The caller holds the row's lock: it compared the row with the form."""
    if cycle.is_closed:
        raise Refused(CLOSED)
    before = audit.state_of(cycle)
    cycle.title, cycle.causes = title, causes
    cycle.version += 1
    cycle.save(update_fields=["title", "causes", "version"])
    audit.record_change(by=by, obj=cycle, before=before)
    return cycle


@transaction.atomic
def delete_cycle(*, cycle: Cycle, by) -> None:
    """Throw away what was begun by mistake."""
    current = lock_cycle(cycle.pk)
    if current.state != Cycle.State.ANALYSIS or current.note_id:
        raise Refused(KEPT)
    audit.record(audit.Verb.DELETED, by=by, obj=current)
    current.delete()
