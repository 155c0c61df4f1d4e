"""All indicators of a campaign with their results: the first page of monitoring."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from monitoring import words
from monitoring.dashboards.choice import earlier_of
from monitoring.dashboards.line import Line
from monitoring.models import (
    Campaign,
    Definition,
    MunicipalAggregate,
    Return,
    Target,
    Verdict,
    WideAggregate,
)

ORDERS = ("worst", "document")


@dataclass(frozen=True)
class Board:
    """lines: in the order of the document. wide: {key of an indicator: results of the region and the country}."""

    campaign: Campaign
    lines: list[Line]
    wide: dict[int, list[WideAggregate]]

    def ordered(self, order: str) -> list[Line]:
        """«worst»: missed, not reached yet, without data, then the rest; otherwise as the document has them."""
        if order != "worst":
            return self.lines
        ranks = {verdict: rank for rank, verdict in enumerate(words.UNFAVOURABLE)}
        return sorted(self.lines, key=lambda line: ranks.get(line.verdict, len(ranks)))

    @property
    def reached(self) -> int:
        return sum(line.verdict == Verdict.REACHED for line in self.lines)

    @property
    def judged(self) -> int:
        """That have a target and data."""
        return sum(line.verdict not in (Verdict.NO_TARGET, Verdict.NO_DATA) for line in self.lines)

    @property
    def has_results(self) -> bool:
        return any(line.has_number for line in self.lines)

    @property
    def computed_at(self):
        """When the latest result was computed; None: never."""
        return max((line.result.computed_at for line in self.lines if line.result), default=None)


def targets_of(edition_id: int, year: int) -> dict[int, Decimal | None]:
    """{key of a definition: target of the year}. 1 query."""
    rows = Target.objects.filter(definition__edition=edition_id, year=year)
    return dict(rows.values_list("definition", "value"))


def read_board(campaign: Campaign, campaigns: Sequence[Campaign]) -> Board:
    """campaigns: all that the user sees. 3 queries: definitions, targets of the year, results of all periods; 1 more
    with a common set, for region and country."""
    shown = earlier_of(campaigns, campaign)
    definitions = list(Definition.objects.of(campaign.edition_id).select_related("parent"))
    targets = targets_of(campaign.edition_id, campaign.year)
    results: dict[int, dict] = defaultdict(dict)
    for row in MunicipalAggregate.objects.filter(campaign__in=[each.pk for each in shown]):
        results[row.indicator_id][row.campaign_id] = row
    lines = [
        line_of(definition, targets.get(definition.pk), shown, results[definition.indicator_id])
        for definition in definitions
    ]
    return Board(campaign, lines, wide_of(campaign))


def line_of(definition: Definition, target: Decimal | None, shown: Sequence[Campaign], results: dict) -> Line:
    """results: {key of a campaign: result}. The target is the one that the shown result was judged by, if any."""
    history = [results.get(each.pk) for each in shown]
    judged = history[-1].target if history and history[-1] else target
    return Line(definition, judged, shown, history)


def wide_of(campaign: Campaign, indicator: int | None = None) -> dict[int, list[WideAggregate]]:
    """Results of region and country for the period of the campaign, the country last. 1 query for a common set, none
    for an own one."""
    found = defaultdict(list)
    if campaign.set.municipality_id is None:
        rows = WideAggregate.objects.filter(set=campaign.set_id, starts=campaign.starts, ends=campaign.ends)
        if indicator:
            rows = rows.filter(indicator=indicator)
        for row in rows.order_by("-region"):
            found[row.indicator_id].append(row)
    return found


@dataclass(frozen=True)
class Collection:
    """How far a campaign has come. late: returns that are due and not sent."""

    asked: int
    accepted: int
    waiting: int
    late: list[Return]

    @property
    def is_over(self) -> bool:
        return self.accepted == self.asked


def read_collection(campaign: Campaign, today: date) -> Collection:
    """1 query however many organisations."""
    returns = list(campaign.returns.select_related("school").order_by("school__short_name", "pk"))
    for given in returns:
        given.campaign = campaign
    late = [given for given in returns if given.state in Return.OPEN and given.due < today]
    return Collection(
        len(returns),
        sum(given.state == Return.State.ACCEPTED for given in returns),
        sum(given.state == Return.State.SUBMITTED for given in returns),
        late if campaign.is_open else [],
    )
