"""Organisations of a kind taken together, as pages and notes set kinds beside each other."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction

from methodservice.directory.models import School
from monitoring.models import Campaign, Definition, SchoolAggregate
from monitoring.rules.arithmetic import SHARES, Amount, over_organisations

KINDS = {
    School.Kind.SCHOOL: "Школы",
    School.Kind.KINDERGARTEN: "Детские сады",
    School.Kind.EXTRA: "Дополнительное образование",
}


@dataclass(frozen=True)
class OfKind:
    """schools: how many have a value; value: to date, exact."""

    title: str
    schools: int
    amount: Amount
    value: Fraction | None


def together(definition: Definition, rows: Sequence[SchoolAggregate]) -> Amount:
    """The organisations as if they were all: numerators and denominators added, never averaged."""
    amounts = [Amount(row.to_date_numerator, row.to_date_denominator) for row in rows]
    return over_organisations(definition.formula, amounts)


def kinds_of(campaign: Campaign, indicators: Collection[int]) -> dict[int, list[OfKind]]:
    """{indicator: kinds beside each other} of the shares that organisations of several kinds answered for; sums grow
    with the number of organisations and say nothing about kinds. 2 queries, none without indicators."""
    if not indicators:
        return {}
    shares = Definition.objects.of(campaign.edition_id).filter(indicator__in=indicators, formula__in=SHARES)
    definitions = {definition.indicator_id: definition for definition in shares}
    behind = defaultdict(lambda: defaultdict(list))
    rows = SchoolAggregate.objects.filter(campaign=campaign, indicator__in=definitions, to_date__isnull=False)
    for row in rows.select_related("school").order_by("school__short_name", "school"):
        behind[row.indicator_id][row.school.kind].append(row)
    return {
        key: [_of_kind(definition, kind, behind[key][kind]) for kind in School.Kind if behind[key][kind]]
        for key, definition in definitions.items()
        if len(behind[key]) > 1
    }


def _of_kind(definition: Definition, kind: str, rows: Sequence[SchoolAggregate]) -> OfKind:
    amount = together(definition, rows)
    return OfKind(KINDS[kind], len(rows), amount, amount.value(definition.formula))
