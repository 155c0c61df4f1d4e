"""An indicator with its results, in words: one line of a page or of a document."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from methodservice.lib import charts
from monitoring import words
from monitoring.models import Campaign, Definition, MunicipalAggregate, SchoolAggregate, Verdict

Result = MunicipalAggregate | SchoolAggregate


@dataclass(frozen=True)
class Line:
    """history: results of the periods up to the shown one, in order of time, None where there is none."""

    definition: Definition
    target: Decimal | None
    campaigns: Sequence[Campaign]
    history: Sequence[Result | None]

    @property
    def result(self) -> Result | None:
        return self.history[-1] if self.history else None

    @property
    def to_date(self) -> Decimal | None:
        return self.result and self.result.to_date

    @cached_property
    def verdict(self) -> Verdict:
        return Verdict(self.result.verdict) if self.result else Verdict.NO_DATA

    @property
    def verdict_kind(self) -> str:
        return words.VERDICT_KINDS[self.verdict]

    @property
    def verdict_word(self) -> str:
        return self.verdict.label

    @property
    def is_unfavourable(self) -> bool:
        return self.verdict in words.UNFAVOURABLE

    @property
    def has_number(self) -> bool:
        return self.to_date is not None

    @cached_property
    def value_words(self) -> str:
        return words.value_words(self.definition, self.to_date, self.target)

    @cached_property
    def target_words(self) -> str:
        return words.target_words(self.definition, self.target)

    @cached_property
    def amount_words(self) -> str:
        """«34 из 51» of a share; "" of anything else, whose value says it."""
        if not words.is_percent(self.definition) or not self.has_number:
            return ""
        return words.amount_words(self.result.to_date_numerator, self.result.to_date_denominator)

    @cached_property
    def distance_words(self) -> str:
        return words.distance_words(self.definition, self.to_date, self.target)

    @property
    def added_words(self) -> str:
        return words.added_words(self.result and self.result.added)

    @cached_property
    def values(self) -> list[Decimal | None]:
        """Of each period alone."""
        return [row and row.value for row in self.history]

    @property
    def change_words(self) -> str:
        return words.change_words(self.definition, self.values)

    @cached_property
    def counted_words(self) -> str:
        """«12 из 14» organisations; "" where the municipality answers."""
        if self.definition.by_municipality or self.result is None:
            return ""
        return f"{self.result.counted} из {self.result.counted + self.result.missing}"

    @property
    def most(self) -> int | None:
        """What a full bar stands for."""
        return 100 if words.is_percent(self.definition) else None

    @property
    def bar(self) -> charts.Bar:
        return charts.bar(
            self.to_date,
            self.target,
            key=f"bar-{self.definition.pk}",
            title=f"{self.definition.name}: {self.value_words}",
            description=f"Цель: {self.target_words}. {self.verdict_word}.",
            is_reached=self.verdict == Verdict.REACHED,
            most=self.most,
        )

    @cached_property
    def spark(self) -> charts.Spark | None:
        """None where there is nothing to compare."""
        if len([value for value in self.values if value is not None]) < 2:
            return None
        said = ", ".join(words.value_words(self.definition, value) for value in self.values)
        return charts.spark(self.values, key=f"spark-{self.definition.pk}", title=f"По полугодиям: {said}")

    @cached_property
    def points(self) -> list[charts.Point]:
        """Values of the periods alone, with the targets of their years where the two can be compared."""
        comparable = self.definition.cumulative or self.definition.over_periods != Definition.OverPeriods.SUM
        return [
            charts.Point(
                row and row.value,
                words.short_period(campaign.period_title),
                words.value_words(self.definition, row and row.value, row and row.target),
                row.target if row and comparable else None,
            )
            for campaign, row in zip(self.campaigns, self.history, strict=True)
        ]

    @property
    def has_goals(self) -> bool:
        """Whether the chart shows targets."""
        return any(point.target is not None for point in self.points)

    @property
    def chart(self) -> charts.Line:
        said = "; ".join(
            f"{campaign.period_title} — {point.words}"
            for campaign, point in zip(self.campaigns, self.points, strict=True)
        )
        return charts.line(
            self.points,
            key=f"line-{self.definition.pk}",
            title=f"{self.definition.name}, по периодам",
            description=f"{said}.",
            unit="%" if self.most else "",
            most=self.most,
        )
