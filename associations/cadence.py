"""Which associations lack the meetings that the municipality's rule requires (Положение о ММО, п. 5.1.5).

The periods are those of the rule in the school year of the day; in summer, and between school terms, none is running.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from associations.models import Association, Meeting
from associations.picture import cadence_rule
from associations.rules import Cadence, cadence
from methodservice.directory.models import MunicipalityRules
from methodservice.lib.periods import Period, SchoolYear


@dataclass(frozen=True)
class Requirement:
    """What the rule asks for on the day: `needed` meetings in the running `period`; None when nothing is required."""

    needed: int
    period: Period | None

    @property
    def is_running(self) -> bool:
        return self.period is not None and self.needed > 0

    def lacking(self, associations):
        """Those of the queryset that have not held enough meetings in the running period."""
        if not self.is_running:
            return associations.none()
        return associations.with_held(self.period.starts, self.period.ends).filter(held_now__lt=self.needed)


@dataclass(frozen=True)
class Standing:
    """An association and where it stands in the school year."""

    association: Association
    cadence: Cadence


def rules_of(municipality_id: int) -> MunicipalityRules:
    """The municipality's rules. 1 query."""
    return MunicipalityRules.objects.get(municipality_id=municipality_id)


def requirement(rules: MunicipalityRules, day: date) -> Requirement:
    """The running period of the rule and how many meetings it must see. No query."""
    rule = cadence_rule(rules)
    periods = rule.periods(SchoolYear.containing(day))
    return Requirement(rule.minimum, next((period for period in periods if day in period), None))


def standings(associations, rules: MunicipalityRules, day: date) -> list[Standing]:
    """Where each association of the queryset stands in the school year of the day. 2 queries."""
    rule = cadence_rule(rules)
    year = SchoolYear.containing(day)
    periods = rule.periods(year)
    held = defaultdict(list)
    took_place = Meeting.objects.filter(
        association__in=associations, state__in=Meeting.TOOK_PLACE,
        date__range=(periods[0].starts, periods[-1].ends),
    )  # fmt: skip
    for association_id, when in took_place.order_by().values_list("association_id", "date"):
        held[association_id].append(when)
    rows = associations.select_related("municipality", "school")
    return [Standing(row, cadence(held[row.pk], rule, day, year)) for row in rows]
