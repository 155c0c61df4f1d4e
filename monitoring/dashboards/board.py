"""All indicators of a campaign with their results: the first page of monitoring."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import Count

from monitoring import words
from monitoring.dashboards.choice import earlier_of
from monitoring.dashboards.line import Line
from monitoring.models import (
    Campaign,
    Definition,
    MunicipalAggregate,
    Return,
    Verdict,
    WideAggregate,
)

ORDERS = ("worst", "document")
SHOWN = (
    "value", "to_date", "to_date_numerator", "to_date_denominator", "added", "target", "verdict", "computed_at",
    "counted", "missing", "formula",
)  # fmt: skip
"""Of the results of a municipality."""
SHOWN_WIDE = ("to_date", "to_date_numerator", "to_date_denominator", "municipalities")
"""Of those of a region."""


@dataclass(frozen=True)
class Board:
    """lines: in the order of the document. wide: {key of an indicator: rows of the region and the country}, see
    `wide_of`."""

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
        return self.campaign.computed_at

    @property
    def stamp(self) -> str:
        return stamp_of(self.campaign)


def stamp_of(campaign: Campaign) -> str:
    """Another one whenever the lines are: an edition in force never changes, and whatever recomputes an earlier period
    recomputes this one. Reads `computed_at`, see `campaigns_of`."""
    return f"{campaign.pk}-{campaign.edition_id}-{campaign.computed_at}"


def definitions_of(edition_id: int, year: int) -> list[Definition]:
    """In the order of the edition, each part with its indicator, with `goal` for the year. 1 query."""
    rows = list(Definition.objects.of(edition_id).with_goal(year))
    by_key = {row.pk: row for row in rows}
    for row in rows:
        row.parent = by_key.get(row.parent_id)
    return rows


@lru_cache(maxsize=256)
def _stored(stamp: str, edition_id: int, year: int, shown: tuple[int, ...]) -> tuple[list[Definition], dict]:
    """Definitions, and {key of an indicator: {key of a campaign: result}} of the shown campaigns. 2 queries, none while
    the process remembers the stamp."""
    results: dict[int, dict] = defaultdict(dict)
    rows = MunicipalAggregate.objects.filter(campaign__in=shown)
    for row in rows.values_list("campaign_id", "indicator_id", *SHOWN, named=True):
        results[row.indicator_id][row.campaign_id] = row
    return definitions_of(edition_id, year), dict(results)


def read_board(campaign: Campaign, campaigns: Sequence[Campaign]) -> Board:
    """campaigns: all that the user sees, of `campaigns_of`. 2 queries: definitions with targets, results of all
    periods, once for each computation; 1 more with a common set, for region and country."""
    shown = earlier_of(campaigns, campaign)
    definitions, results = _stored(
        stamp_of(campaign), campaign.edition_id, campaign.year, tuple(each.pk for each in shown)
    )
    lines = [line_of(each, shown, results.get(each.indicator_id, {})) for each in definitions]
    return Board(campaign, lines, wide_of(campaign))


def forget_boards() -> None:
    """For tests, whose databases begin anew with the same keys."""
    _stored.cache_clear()


def line_of(definition: Definition, shown: Sequence[Campaign], results: dict) -> Line:
    """definition: with `goal`. results: {key of a campaign: result}. The target is the one that the shown result was
    judged by, if any."""
    history = [results.get(each.pk) for each in shown]
    judged = history[-1].target if history and history[-1] else definition.goal
    return Line(definition, judged, shown, history)


def wide_of(campaign: Campaign, indicator: int | None = None) -> dict[int, list[WideAggregate]]:
    """Results of the municipality's region and of the country for the period of the campaign, the country last.
    1 query for a common set, none for an own one."""
    found = defaultdict(list)
    if campaign.set.municipality_id is None:
        rows = WideAggregate.objects.filter(
            region__in={"", campaign.municipality.region},
            set=campaign.set_id,
            starts=campaign.starts,
            ends=campaign.ends,
        )
        if indicator:
            rows = rows.filter(indicator=indicator)
        rows = rows.order_by("-region").values_list("indicator_id", "region", *SHOWN_WIDE, named=True)
        for row in rows:
            found[row.indicator_id].append(row)
    return found


@dataclass(frozen=True)
class Collection:
    """How far a campaign has come. late: returns that are due and not sent."""

    asked: int
    accepted: int
    waiting: int
    late: list[Return]


def read_collection(campaign: Campaign, today: date) -> Collection:
    """1 query however many organisations; 1 more while a campaign is open after its day."""
    counts = dict(campaign.returns.order_by().values_list("state").annotate(Count("pk")))
    late = []
    if campaign.is_open and campaign.closes_on < today:
        unsent = campaign.returns.unsent().select_related("school").order_by("school__short_name", "pk")
        for given in unsent:
            given.campaign = campaign
        late = [given for given in unsent if given.due < today]
    return Collection(
        sum(counts.values()),
        counts.get(Return.State.ACCEPTED, 0),
        counts.get(Return.State.SUBMITTED, 0),
        late,
    )
