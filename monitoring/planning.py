"""What may be planned: indicators in force, periods without a campaign."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from methodservice.directory.models import MunicipalityRules
from monitoring.models import Campaign, Edition, IndicatorSet
from monitoring.rules.schedule import Due, latest_ended, periods_of_year


@dataclass(frozen=True)
class Choices:
    """sets: the chosen one first; dues: its periods without a campaign, newest first; usual: the one to begin with."""

    sets: list[IndicatorSet]
    dues: list[Due]
    usual: str


def sets_in_force(municipality):
    """Own and common sets that can be asked. 1 query."""
    standing = Edition.objects.filter(set=OuterRef("pk")).in_force()
    rows = IndicatorSet.objects.filter(Q(municipality=municipality) | Q(municipality=None))
    return rows.filter(Exists(standing)).order_by("-first_year", "title", "pk")


def choices_for(municipality, today: date, chosen: str | None) -> Choices:
    """chosen: key of a set as typed, nonsense means the first one. 3 queries."""
    sets = sorted(sets_in_force(municipality), key=lambda row: str(row.pk) != chosen)
    if not sets:
        return Choices([], [], "")
    rules = MunicipalityRules.objects.get(municipality=municipality)
    taken = set(Campaign.objects.filter(municipality=municipality, set=sets[0]).values_list("starts", "ends"))
    every = [due for year in range(today.year - 1, today.year + 2) for due in periods_of_year(rules, year)]
    dues = [due for due in reversed(every) if (due.period.starts, due.period.ends) not in taken]
    ended = latest_ended(rules, today)
    usual = next((due for due in dues if due.period.ends <= ended.period.ends), dues[-1] if dues else None)
    return Choices(sets, dues, usual.period.starts.isoformat() if usual else "")


def unplanned(municipality_id: int, today: date) -> tuple[Due, list[IndicatorSet]]:
    """The last period that is over, and the sets that have no campaign for any of its days. 2 queries."""
    rules = MunicipalityRules.objects.get(municipality=municipality_id)
    due = latest_ended(rules, today)
    there = Campaign.objects.filter(
        municipality=municipality_id,
        set=OuterRef("pk"),
        starts__lte=due.period.ends,
        ends__gte=due.period.starts,
    )
    rows = sets_in_force(municipality_id).filter(first_year__lte=due.year, last_year__gte=due.year)
    return due, list(rows.exclude(Exists(there)))
