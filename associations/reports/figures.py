"""Figures of an annual report: what each fact came to, last year's beside it. Live in a draft, kept from submission."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from associations.models import Association
from associations.reports.amounts import Amount, difference
from associations.reports.facts import FACTS, GROUPS, Amounts, Span, amounts_of, span_of
from methodservice.lib.periods import SchoolYear

GROUP_OF = {fact.key: group for group, facts in GROUPS for fact in facts}


@dataclass(frozen=True)
class Figure:
    """A fact of one association and year. before: of the year before. detail: what the number is made of, in words."""

    key: str
    title: str
    now: Amount
    before: Amount
    detail: str = ""

    @property
    def difference(self) -> str:
        return difference(self.now, self.before)

    @property
    def group(self) -> str:
        return GROUP_OF.get(self.key, "Другое")

    @property
    def opens(self) -> bool:
        """There is a list behind the figure."""
        return self.key in FACTS and self.now.known

    def kept(self) -> dict:
        """JSON-able; read back by `of`."""
        return {
            "key": self.key,
            "title": self.title,
            "now": [self.now.numerator, self.now.denominator],
            "before": [self.before.numerator, self.before.denominator],
            "detail": self.detail,
        }

    @classmethod
    def of(cls, kept: Mapping) -> "Figure":
        return cls(
            kept["key"], kept["title"], Amount(*kept["now"]), Amount(*kept["before"]), kept.get("detail", "")
        )


@dataclass(frozen=True)
class Change:
    """A figure that has come out differently since it was kept."""

    figure: Figure
    now: Amount


def figures_of(association: Association, year: SchoolYear, today: date) -> list[Figure]:
    """Live figures in the order of the report. 18 queries: rules, 8 sources for each of two years, kinds of events."""
    span = span_of(association.municipality_id, year, today)
    before = amounts_of([association], previous_of(span))[association.pk]
    return _figures(association, amounts_of([association], span)[association.pk], before, span)


def previous_of(span: Span) -> Span:
    """The year before, by the same rules."""
    return Span(span.year.previous, span.today, span.rules)


def kept_figures(figures: Sequence[Mapping]) -> list[Figure]:
    """Figures as they were when the report was submitted."""
    return [Figure.of(each) for each in figures]


def changes(kept: Iterable[Figure], live: Iterable[Figure]) -> list[Change]:
    """What has come out differently since; facts that the portal no longer counts stay as they were kept."""
    now = {figure.key: figure.now for figure in live}
    return [Change(each, now[each.key]) for each in kept if each.key in now and now[each.key] != each.now]


def compares(figures: Iterable[Figure]) -> bool:
    """There is a year before to compare with."""
    return any(figure.before.known for figure in figures)


def grouped(figures: Iterable[Figure]) -> list[tuple[str, list[Figure]]]:
    """[(heading, figures)] in order."""
    return [(group, list(rows)) for group, rows in groupby(figures, key=lambda figure: figure.group)]


def _figures(association: Association, now: Amounts, before: Amounts, span: Span) -> list[Figure]:
    return [
        Figure(key, fact.title, now[key], before[key], _detail(fact, association, span))
        for key, fact in FACTS.items()
    ]


def _detail(fact, association, span) -> str:
    return fact.detail([association], span).get(association.pk, "") if fact.detail else ""
