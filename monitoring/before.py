"""The period before: what the same organisations gave then, for checks and for the eye."""

from monitoring.models import Campaign, Return, Value
from monitoring.rules.arithmetic import Amount


def previous_of(campaign: Campaign) -> Campaign | None:
    """The latest campaign of the same municipality and indicators for an earlier period. 1 query."""
    rows = Campaign.objects.filter(
        municipality=campaign.municipality_id, set=campaign.set_id, starts__lt=campaign.starts
    )
    return rows.exclude(state=Campaign.State.DRAFT).order_by("-starts", "-pk").first()


def accepted_before(campaign: Campaign, returns=None) -> dict[tuple[int | None, int], Amount]:
    """{(organisation or None, indicator): the accepted value of the period before}, what was not given left out.

    returns: only of their organisations. 2 queries, 1 without a campaign before.
    """
    previous = previous_of(campaign)
    if previous is None:
        return {}
    rows = Value.objects.filter(
        campaign=previous, given__state=Return.State.ACCEPTED, numerator__isnull=False
    )
    if returns is not None:
        wanted = {given.school_id for given in returns}
        rows = rows.filter(school=None) if wanted == {None} else rows
        rows = rows.filter(school__in=wanted) if wanted and None not in wanted else rows
    found = rows.values_list("school", "indicator", "numerator", "denominator")
    return {(school, indicator): Amount(*numbers) for school, indicator, *numbers in found}
