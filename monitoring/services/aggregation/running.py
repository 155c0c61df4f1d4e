"""In which order campaigns are computed: a period after those before it, regions after their municipalities."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Exists, OuterRef

from monitoring.models import Campaign, MunicipalAggregate
from monitoring.services.aggregation.computing import common_periods, compute_layer, compute_wide

OWN_SETS = 100
"""Sets of single municipalities that are computed together."""


def kept():
    """Campaigns that have aggregates: those in preparation have none."""
    return Campaign.objects.exclude(state=Campaign.State.DRAFT)


def chain_of(campaign: Campaign) -> list[Campaign]:
    """The campaign and the later ones of its municipality and set, which build upon it; before it, whatever earlier
    ones were never computed. In order of time. 1 query."""
    rows = list(
        kept()
        .filter(municipality=campaign.municipality_id, set=campaign.set_id)
        .annotate(is_computed=Exists(MunicipalAggregate.objects.filter(campaign=OuterRef("pk"))))
        .order_by("starts", "ends")
    )
    begins = (campaign.starts, campaign.ends)
    first = next(
        (at for at, row in enumerate(rows) if not row.is_computed or (row.starts, row.ends) >= begins),
        len(rows),
    )
    return rows[first:]


def compute_in_order(layer: list[int]) -> None:
    """A layer, then the regions and the country of its common sets."""
    compute_layer(layer)
    for set_id, starts, ends in common_periods(layer):
        compute_wide(set_id=set_id, starts=starts, ends=ends)


def layers_of(campaigns) -> Iterator[list[int]]:
    """Keys of the campaigns of a queryset in layers that can be computed together, in order.

    A common set at once over all municipalities, own sets OWN_SETS at a time; the memory is that of the keys of one
    layer.
    """
    sets = list(
        campaigns.order_by("set__municipality", "set").values_list("set", "set__municipality").distinct()
    )
    common = [[key] for key, owner in sets if owner is None]
    own = [key for key, owner in sets if owner is not None]
    for batch in [*common, *(own[at : at + OWN_SETS] for at in range(0, len(own), OWN_SETS))]:
        rows = campaigns.filter(set__in=batch)
        for starts, ends in list(rows.order_by("starts", "ends").values_list("starts", "ends").distinct()):
            yield list(rows.filter(starts=starts, ends=ends).order_by("pk").values_list("pk", flat=True))


def not_computed_since(moment: datetime):
    """Campaigns that nobody has computed since: where a whole rebuilding that was cut off goes on."""
    fresh = MunicipalAggregate.objects.filter(campaign=OuterRef("pk"), computed_at__gte=moment)
    return kept().exclude(Exists(fresh))
