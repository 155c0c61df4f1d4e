"""Which campaign a page of results shows."""

from collections.abc import Sequence

from django.db.models import Exists, Max, OuterRef, Subquery

from monitoring.models import Campaign, MunicipalAggregate

MOST_PERIODS = 8
"""Half-years that a trend shows."""


def campaigns_of(user) -> list[Campaign]:
    """Opened campaigns that the user sees, the latest first, with `has_results` and `computed_at`, when the latest of
    their results was computed (None: never). 1 query."""
    results = MunicipalAggregate.objects.filter(campaign=OuterRef("pk"))
    latest = results.order_by().values("campaign").annotate(latest=Max("computed_at")).values("latest")
    rows = Campaign.objects.visible_to(user).exclude(state=Campaign.State.DRAFT)
    rows = rows.select_related("set").annotate(
        has_results=Exists(results.filter(numerator__isnull=False)), computed_at=Subquery(latest)
    )
    found = list(rows.order_by("-starts", "-ends", "-pk"))
    for campaign in found:
        campaign.municipality = user.municipality
    return found


def chosen_of(campaigns: Sequence[Campaign], asked: str | None) -> Campaign | None:
    """The campaign asked for by its key; otherwise the latest closed one: of one that is being collected the results
    are a part. Without it the latest with results, or the latest at all."""
    found = next((each for each in campaigns if str(each.pk) == asked), None)
    known = [each for each in campaigns if each.has_results]
    closed = (each for each in known if not each.is_open)
    return found or next(closed, next(iter(known), next(iter(campaigns), None)))


def earlier_of(campaigns: Sequence[Campaign], shown: Campaign) -> list[Campaign]:
    """Campaigns of the same set up to the shown one, in order of time, at most MOST_PERIODS."""
    same = [each for each in campaigns if each.set_id == shown.set_id and each.starts <= shown.starts]
    return sorted(same, key=lambda each: (each.starts, each.pk))[-MOST_PERIODS:]
