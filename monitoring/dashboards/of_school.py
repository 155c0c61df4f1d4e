"""One organisation: all its indicators over periods beside the municipality."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from methodservice.directory.models import School
from monitoring import words
from monitoring.dashboards.board import definitions_of, line_of
from monitoring.dashboards.choice import earlier_of
from monitoring.dashboards.depth import answer_words, mean_of
from monitoring.dashboards.line import Line
from monitoring.models import Campaign, Definition, MunicipalAggregate, Return, SchoolAggregate
from monitoring.rules.verdicts import OF_ONE

SHOWN = 4
"""Periods that stand in columns."""


@dataclass(frozen=True)
class SchoolLine:
    """own: results of the organisation over the periods; whole: of the municipality."""

    own: Line
    whole: Line

    @property
    def definition(self) -> Definition:
        return self.own.definition

    @property
    def cells(self) -> list[tuple[Campaign, str]]:
        """(period, words) of the last periods; the shown one is judged, the others are as they were."""
        rows = list(zip(self.own.campaigns, self.own.history, strict=True))[-SHOWN:]
        return [(campaign, answer_words(self.definition, row)) for campaign, row in rows]

    @property
    def is_judged(self) -> bool:
        return self.definition.formula in OF_ONE and self.own.result is not None

    @property
    def mean(self) -> Decimal | None:
        return mean_of(self.whole)

    @property
    def gap(self) -> Decimal | None:
        value = self.own.to_date
        return None if value is None or self.mean is None else value - self.mean

    @property
    def gap_words(self) -> str:
        return words.signed(self.definition, self.gap)

    @property
    def is_worse(self) -> bool:
        return words.is_noticeably_worse(self.definition, self.gap)

    @property
    def whole_words(self) -> str:
        """The municipality's value; of a sum with the mean that one organisation is compared with."""
        said = self.whole.value_words
        if self.definition.formula != Definition.Formula.SUM or self.mean is None:
            return said
        return f"{said}, в среднем {words.value_words(self.definition, self.mean)}"


@dataclass(frozen=True)
class SchoolView:
    """given: the return of the shown campaign; None: it was not asked."""

    school: School
    campaign: Campaign
    periods: list[Campaign]
    lines: list[SchoolLine]
    given: Return | None


def read_school(school: School, campaign: Campaign, campaigns: Sequence[Campaign]) -> SchoolView:
    """4 queries: definitions with targets, results of the organisation and of the municipality, the return."""
    shown = earlier_of(campaigns, campaign)
    keys = [each.pk for each in shown]
    own = _by_indicator(SchoolAggregate.objects.filter(school=school, campaign__in=keys))
    whole = _by_indicator(MunicipalAggregate.objects.filter(campaign__in=keys))
    lines = []
    for definition in definitions_of(campaign.edition_id, campaign.year):
        if not definition.asks(school):
            continue
        lines.append(
            SchoolLine(
                line_of(definition, shown, own[definition.indicator_id]),
                line_of(definition, shown, whole[definition.indicator_id]),
            )
        )
    given = campaign.returns.filter(school=school).first()
    return SchoolView(school, campaign, shown[-SHOWN:], lines, given)


def _by_indicator(rows) -> dict[int, dict]:
    found: dict[int, dict] = defaultdict(dict)
    for row in rows:
        found[row.indicator_id][row.campaign_id] = row
    return found
