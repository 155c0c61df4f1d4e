"""The consolidated analysis: the main facts of all associations for a school year, and what their reports say."""

from dataclasses import dataclass
from fractions import Fraction

from associations.models import Association
from associations.reports.amounts import Amount, difference
from associations.reports.facts import FACTS, Amounts, Fact, Span, amounts_of, totals_of
from associations.reports.figures import previous_of
from associations.reports.models import AnnualReport

MAIN = tuple(fact for fact in FACTS.values() if fact.main)
NOTICEABLE = Fraction(5, 100)
"""Shares nearer than this to that of all associations are «как у всех»: nobody is named for a chance percent."""


@dataclass(frozen=True)
class Row:
    """An association of the analysis. amounts: in the order of `MAIN`."""

    association: Association
    amounts: tuple[Amount, ...]

    @property
    def known(self) -> bool:
        return any(amount.known for amount in self.amounts)


@dataclass(frozen=True)
class Total:
    """A main fact over all associations: people once each, parts of shares added."""

    fact: Fact
    now: Amount
    before: Amount

    @property
    def difference(self) -> str:
        return difference(self.now, self.before)


@dataclass(frozen=True)
class Spread:
    """Associations whose share is noticeably above and below that of all, in the order of the register."""

    total: Total
    above: tuple[str, ...]
    below: tuple[str, ...]


@dataclass(frozen=True)
class Said:
    """What accepted reports say in one section: (association, text) each."""

    title: str
    texts: tuple[tuple[Association, str], ...]


@dataclass(frozen=True)
class Analysis:
    """See the module's docstring. accepted: how many of the reports have been accepted."""

    span: Span
    rows: tuple[Row, ...]
    totals: tuple[Total, ...]
    spreads: tuple[Spread, ...]
    said: tuple[Said, ...]
    accepted: int


def analyse(associations: list[Association], span: Span) -> Analysis:
    """The analysis of the associations, in their order. 21 queries, whatever their number: 8 sources and 2 totals of
    people for each of two years, the accepted reports."""
    now, before = amounts_of(associations, span), amounts_of(associations, previous_of(span))
    all_now = totals_of(associations, span, now)
    all_before = totals_of(associations, previous_of(span), before)
    rows = tuple(Row(each, tuple(now[each.pk][fact.key] for fact in MAIN)) for each in associations)
    totals = tuple(Total(fact, all_now[fact.key], all_before[fact.key]) for fact in MAIN)
    reports = _accepted(associations, span)
    return Analysis(
        span=span,
        rows=rows,
        totals=totals,
        spreads=tuple(_spread(total, now, associations) for total in totals if total.now.share is not None),
        said=tuple(_said(section, reports, associations) for section in ("problems", "next_goals")),
        accepted=len(reports),
    )


def is_noticeable(amount: Amount, whole: Amount) -> int:
    """1: noticeably above the whole's share, −1: below, 0: like it, or not known."""
    if amount.share is None or whole.share is None:
        return 0
    distance = amount.share - whole.share
    return 0 if abs(distance) < NOTICEABLE else 1 if distance > 0 else -1


def _spread(total: Total, amounts: dict[int, Amounts], associations) -> Spread:
    sides = {1: [], -1: [], 0: []}
    for each in associations:
        sides[is_noticeable(amounts[each.pk][total.fact.key], total.now)].append(each.title)
    return Spread(total, tuple(sides[1]), tuple(sides[-1]))


def _accepted(associations, span) -> dict[int, AnnualReport]:
    rows = AnnualReport.objects.filter(
        association__in=associations, school_year=span.year.first, state=AnnualReport.State.ACCEPTED
    )
    return {report.association_id: report for report in rows.defer("figures")}


def _said(section: str, reports: dict[int, AnnualReport], associations) -> Said:
    title = AnnualReport._meta.get_field(section).verbose_name
    texts = (
        (each, getattr(reports[each.pk], section).strip()) for each in associations if each.pk in reports
    )
    return Said(title[:1].upper() + title[1:], tuple((each, text) for each, text in texts if text))
