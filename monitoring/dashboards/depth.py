"""One indicator in depth: its periods, the organisations behind the number, those that are missing, its targets."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from methodservice.directory.models import School
from monitoring import words
from monitoring.by_kind import KINDS, together
from monitoring.dashboards.board import line_of, wide_of
from monitoring.dashboards.choice import earlier_of
from monitoring.dashboards.line import Line
from monitoring.models import (
    Campaign,
    Definition,
    Edition,
    Indicator,
    MunicipalAggregate,
    Return,
    SchoolAggregate,
    Target,
    Value,
    Verdict,
    WideAggregate,
)
from monitoring.rules.arithmetic import stored
from monitoring.rules.verdicts import OF_ONE, verdict_of

Formula = Definition.Formula


@dataclass(frozen=True)
class Contributor:
    """An organisation behind the number. mean: of all together, that its value is compared with; None: not compared."""

    definition: Definition
    given: Return
    value: Value
    result: SchoolAggregate
    mean: Decimal | None

    @property
    def school(self) -> School:
        return self.given.school

    @property
    def said(self) -> str:
        """What the organisation explains."""
        return self.value.word

    @property
    def value_words(self) -> str:
        return answer_words(self.definition, self.result)

    @property
    def amount_words(self) -> str:
        if self.definition.formula != Formula.SHARE:
            return ""
        return words.amount_words(self.result.to_date_numerator, self.result.to_date_denominator)

    @property
    def gap(self) -> Decimal | None:
        if self.mean is None or self.result.to_date is None:
            return None
        return self.result.to_date - self.mean

    @property
    def gap_words(self) -> str:
        return words.signed(self.definition, self.gap) or "—"

    @property
    def is_worse(self) -> bool:
        return words.is_noticeably_worse(self.definition, self.gap)

    @property
    def verdict_kind(self) -> str:
        return words.VERDICT_KINDS[Verdict(self.result.verdict)]

    @property
    def verdict_word(self) -> str:
        """ "" where a target is a matter of all together."""
        return self.result.get_verdict_display() if self.definition.formula in OF_ONE else ""

    @property
    def badness(self) -> tuple:
        """Sort key: the worst first, those without a value last."""
        value = self.result.to_date
        if value is None:
            return (1, 0, self.school.short_name)
        return (0, value if self.definition.more_is_better else -value, self.school.short_name)


@dataclass(frozen=True)
class Missing:
    """An organisation whose numbers are not in the result, and why."""

    given: Return
    why: str


@dataclass(frozen=True)
class Group:
    """Organisations of one kind taken together."""

    title: str
    count: int
    value_words: str
    amount_words: str
    verdict_kind: str
    verdict_word: str


@dataclass(frozen=True)
class Goal:
    """Targets as an edition sets them. values: (year, words, words of why it was changed or "")."""

    edition: Edition
    values: list[tuple[int, str, str]]


@dataclass(frozen=True)
class Depth:
    line: Line
    campaign: Campaign
    contributors: list[Contributor]
    missing: list[Missing]
    groups: list[Group]
    goals: list[Goal]
    wide: list[WideAggregate]
    own: Return | None
    """The municipality's return, where it answers itself."""

    @property
    def mean_words(self) -> str:
        """What organisations are compared with; "" where they are not."""
        return mean_words(self.line)


def answer_words(definition: Definition, result: SchoolAggregate | None) -> str:
    """The value of one organisation: «да» and «нет» where it was asked so."""
    if result is None or result.to_date is None:
        return words.NO_DATA
    if definition.is_yes_no:
        return "да" if result.to_date_numerator else "нет"
    return words.value_words(definition, result.to_date, result.target)


def mean_of(line: Line) -> Decimal | None:
    """What one organisation is compared with: the share of all together; of a sum the mean of those counted. Not of
    answers «да» and «нет», nor of the greatest number."""
    formula, result = line.definition.formula, line.result
    if result is None or result.to_date is None:
        return None
    if formula == Formula.SHARE:
        return result.to_date
    if formula == Formula.SUM and result.counted:
        return stored(Fraction(result.to_date_numerator) / result.counted)
    return None


def mean_words(line: Line) -> str:
    mean = mean_of(line)
    if mean is None:
        return ""
    said = words.value_words(line.definition, mean)
    if line.definition.formula == Formula.SHARE:
        return f"по муниципалитету — {said}"
    return f"в среднем на организацию — {said}"


def definition_of(indicator: Indicator, campaign: Campaign) -> Definition:
    """What the campaign's edition says of the indicator; what the latest one says where it is left out; with `goal`.
    1 query, 2 at most."""
    rows = indicator.definitions.with_goal(campaign.year).select_related("parent", "edition")
    return rows.filter(edition=campaign.edition_id).first() or rows.latest("edition__number")


def read_depth(indicator: Indicator, campaign: Campaign, campaigns: Sequence[Campaign]) -> Depth:
    """7 queries: the definition with the target, results of the periods and of the organisations, returns, values,
    editions with targets (2); 1 more with a common set."""
    definition = definition_of(indicator, campaign)
    shown = earlier_of(campaigns, campaign)
    rows = MunicipalAggregate.objects.filter(indicator=indicator, campaign__in=[each.pk for each in shown])
    line = line_of(definition, shown, {row.campaign_id: row for row in rows})
    contributors, missing, own = _behind(line, campaign)
    return Depth(
        line,
        campaign,
        contributors,
        missing,
        groups_of(definition, contributors, line),
        _goals(indicator),
        wide_of(campaign, indicator.pk)[indicator.pk],
        own,
    )


def _behind(line: Line, campaign: Campaign) -> tuple[list[Contributor], list[Missing], Return | None]:
    definition = line.definition
    results = {
        row.school_id: row
        for row in SchoolAggregate.objects.filter(campaign=campaign, indicator=definition.indicator_id)
    }
    values = {
        row.given_id: row
        for row in Value.objects.filter(campaign=campaign, indicator=definition.indicator_id)
    }
    mean = mean_of(line)
    found, missing, own = [], [], None
    for given in campaign.returns.select_related("school").order_by("school__short_name", "pk"):
        value = values.get(given.pk)
        if value is None:
            continue
        given.campaign = campaign
        if given.school_id is None:
            own = given
            continue
        result = results.get(given.school_id)
        if result and result.numerator is not None:
            found.append(Contributor(definition, given, value, result, mean))
        else:
            missing.append(Missing(given, _why(given, value)))
    return sorted(found, key=lambda each: each.badness), missing, own


def _why(given: Return, value: Value) -> str:
    """In a few words."""
    if value.no_data and given.state == Return.State.ACCEPTED:
        return f"сведений нет: {value.word}" if value.word else "сведений нет"
    if given.state == Return.State.DRAFT and not given.opened_at:
        return given.comment or "не начинали"
    return given.comment or given.get_state_display().lower()


def groups_of(definition: Definition, contributors: Iterable[Contributor], line: Line) -> list[Group]:
    """Kinds of organisations beside each other: numerators and denominators added, never averaged. Nothing where there
    is one kind only."""
    by_kind = {
        kind: [each.result for each in contributors if each.school.kind == kind] for kind in School.Kind
    }
    by_kind = {kind: rows for kind, rows in by_kind.items() if rows}
    if len(by_kind) < 2:
        return []
    return [group_of(definition, KINDS[kind], rows, line) for kind, rows in by_kind.items()]


def group_of(definition: Definition, title: str, rows: Sequence[SchoolAggregate], line: Line) -> Group:
    """The organisations as if they were all."""
    amount = together(definition, rows)
    exact = amount.value(definition.formula)
    judged = definition.formula in OF_ONE
    verdict = verdict_of(definition, exact, line.target if judged else None, line.campaigns[-1].ends_year)
    return Group(
        title,
        len(rows),
        words.value_words(definition, stored(exact), line.target if judged else None),
        words.amount_words(amount.numerator, amount.denominator) if words.is_percent(definition) else "",
        words.VERDICT_KINDS[verdict],
        verdict.label if judged else "",
    )


def _goals(indicator: Indicator) -> list[Goal]:
    """The latest edition first; drafts are left out. 2 queries."""
    rows = indicator.definitions.exclude(edition__state=Edition.State.DRAFT)
    rows = rows.select_related("edition__set").prefetch_related("targets").order_by("-edition__number")
    return [Goal(row.edition, [_goal(row, target) for target in row.targets.all()]) for row in rows]


def _goal(definition: Definition, target: Target) -> tuple[int, str, str]:
    why = ": ".join(part for part in (target.get_ground_display(), target.reason) if part)
    return target.year, words.target_words(definition, target.value), why
