"""Computing one layer: campaigns no two of which are of one municipality and set, whatever their number."""

from collections.abc import Collection, Iterable
from datetime import date

from django.db import connection, transaction
from django.utils import timezone

from monitoring.models import Campaign, Edition, MunicipalAggregate, SchoolAggregate, WideAggregate
from monitoring.services.aggregation import by_rules, by_statement


def way():
    """By which of the two equal ways aggregates are computed here."""
    return by_statement if connection.vendor == "postgresql" else by_rules


@transaction.atomic
def compute_layer(campaigns: Collection[int], *, by=None) -> None:
    """Aggregates of organisations and municipalities, written over what stood there; what is asked no more is deleted.

    Earlier periods must have been computed. Two runs over the same campaigns wait for each other. by: one of the two
    ways. 11 statements on PostgreSQL, however many campaigns; otherwise 8 queries for each.
    """
    hold_layer(campaigns)
    # taken before anything is read: a change that comes later is newer than the aggregates
    stamp = timezone.now()
    counted = list(
        Campaign.objects.filter(pk__in=campaigns)
        .exclude(state=Campaign.State.DRAFT)
        .values_list("pk", flat=True)
    )
    (by or way()).compute(counted, stamp)
    for model in (SchoolAggregate, MunicipalAggregate):
        model.objects.filter(campaign__in=campaigns).exclude(computed_at=stamp).delete()


@transaction.atomic
def compute_wide(*, set_id: int, starts: date, ends: date, by=None) -> None:
    """Aggregates of regions and the country for a period of a common set, from those of municipalities.

    Explained by the newest edition that one of the campaigns was computed with. 5 statements on PostgreSQL.
    """
    hold(f"wide:{set_id}:{starts}:{ends}")
    stamp = timezone.now()
    campaigns = Campaign.objects.filter(set=set_id, starts=starts, ends=ends)
    edition = (
        Edition.objects.filter(campaigns__in=campaigns.exclude(state=Campaign.State.DRAFT))
        .order_by("-number")
        .first()
    )
    if edition is not None:
        (by or way()).compute_wide(set_id, starts, ends, edition, stamp)
    stale = WideAggregate.objects.filter(set=set_id, starts=starts, ends=ends)
    stale.exclude(computed_at=stamp).delete()


def hold_layer(campaigns: Collection[int]) -> None:
    """Until the end of the transaction nobody else computes these campaigns; their own rows stay free for people."""
    sets = Campaign.objects.filter(pk__in=campaigns).order_by("set").values_list("set", flat=True).distinct()
    for key in list(sets):
        hold(f"set:{key}", shared=len(campaigns) == 1)
    if len(campaigns) == 1:
        hold(f"campaign:{next(iter(campaigns))}")


def hold(name: str, *, shared: bool = False) -> None:
    """An advisory lock of PostgreSQL. SQLite lets one transaction write at a time anyway."""
    if connection.vendor != "postgresql":
        return
    function = "pg_advisory_xact_lock_shared" if shared else "pg_advisory_xact_lock"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(hashtextextended(%s, 0))", [f"monitoring:{name}"])


def common_periods(campaigns: Iterable[int]) -> list[tuple[int, date, date]]:
    """(set, first day, last day) of the campaigns whose set is common: what regions are computed for. 1 query."""
    rows = Campaign.objects.filter(pk__in=campaigns, set__municipality=None).order_by("set", "starts", "ends")
    return list(rows.values_list("set", "starts", "ends").distinct())
