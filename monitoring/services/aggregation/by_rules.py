"""Aggregates by `rules/`, for any database: what the statements of PostgreSQL must equal."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import F

from monitoring.formula_words import formula_in_words
from monitoring.models import (
    Campaign,
    Definition,
    Edition,
    MunicipalAggregate,
    Return,
    SchoolAggregate,
    Target,
    Value,
    WideAggregate,
)
from monitoring.rules.arithmetic import (
    NOTHING,
    Amount,
    added,
    is_answered,
    over_municipalities,
    over_organisations,
    over_periods,
    stored,
)
from monitoring.rules.verdicts import OF_ONE, verdict_of

BATCH = 1000
FIELDS = ("value", "numerator", "denominator", "to_date", "to_date_numerator", "to_date_denominator", "added",
          "target", "verdict", "computed_at")  # fmt: skip
OF_MUNICIPALITY = ("counted", "missing", "formula", "edition_number", "result_version")
OF_WIDE = ("municipalities", "counted", "missing")


def compute(campaigns: Iterable[int], stamp: datetime) -> None:
    """Rows of organisations and municipalities. 7 queries a campaign, memory of one municipality."""
    for campaign in Campaign.objects.filter(pk__in=campaigns).select_related("edition").order_by("pk"):
        Picture(campaign, stamp).write()


class Picture:
    """A campaign with all that its numbers depend on."""

    def __init__(self, campaign: Campaign, stamp: datetime):
        self.campaign, self.stamp = campaign, stamp
        self.definitions = list(Definition.objects.of(campaign.edition))
        self.targets = _targets(campaign.edition_id, campaign.year)
        self.earlier = [
            row
            for row in Campaign.objects.filter(municipality=campaign.municipality_id, set=campaign.set_id)
            .order_by("starts", "ends")
            .only("starts", "ends", "year")
            if (row.starts, row.ends) < (campaign.starts, campaign.ends)
        ]
        self.asked = _asked(campaign)

    def write(self) -> None:
        schools = self._history(SchoolAggregate, "school")
        municipal = self._history(MunicipalAggregate, None)
        ones, whole = [], []
        for definition in self.definitions:
            values = [row for row in self.asked[definition.indicator_id] if row.answers(definition)]
            accepted = [row for row in values if row.accepted]
            for row in accepted:
                if row.school is not None:
                    ones.append(
                        self._of_school(definition, row, schools[row.school, definition.indicator_id])
                    )
            amounts = [row.amount for row in accepted]
            whole.append(
                self._of_all(definition, amounts, len(values), municipal[None, definition.indicator_id])
            )
        keep(SchoolAggregate, ones, ("campaign", "school", "indicator"), FIELDS)
        keep(MunicipalAggregate, whole, ("campaign", "indicator"), FIELDS + OF_MUNICIPALITY)

    def _history(self, model, who: str | None) -> Mapping[tuple, dict[int, Amount]]:
        """{(organisation or None, indicator): {key of an earlier campaign: its amount}}"""
        found = defaultdict(dict)
        rows = model.objects.filter(campaign__in=[row.pk for row in self.earlier]).order_by()
        for row in rows.values("campaign", "indicator", "numerator", "denominator", *([who] if who else [])):
            amount = Amount(row["numerator"], row["denominator"])
            found[row.get(who), row["indicator"]][row["campaign"]] = amount
        return found

    def _of_school(self, definition: Definition, row: "Asked", history: dict) -> SchoolAggregate:
        now = over_organisations(definition.formula, [row.amount])
        target = self.targets.get(definition.pk) if definition.formula in OF_ONE else None
        return SchoolAggregate(
            campaign=self.campaign, school_id=row.school, indicator_id=definition.indicator_id,
            **self._numbers(definition, now, history, target),
        )  # fmt: skip

    def _of_all(
        self, definition: Definition, amounts: list[Amount], asked: int, history: dict
    ) -> MunicipalAggregate:
        now = over_organisations(definition.formula, amounts)
        counted = sum(is_answered(amount, definition.formula) for amount in amounts)
        return MunicipalAggregate(
            campaign=self.campaign,
            indicator_id=definition.indicator_id,
            counted=counted,
            missing=asked - counted,
            formula=formula_in_words(definition),
            edition_number=self.campaign.edition.number,
            result_version=self.campaign.result_version,
            **self._numbers(definition, now, history, self.targets.get(definition.pk)),
        )

    def _numbers(
        self, definition: Definition, now: Amount, history: dict[int, Amount], target: Decimal | None
    ) -> dict:
        this_year = [history.get(row.pk, NOTHING) for row in self.earlier if row.year == self.campaign.year]
        so_far = over_periods(
            definition.formula, definition.over_periods, definition.cumulative, [*this_year, now]
        )
        known = [
            amount
            for row in reversed(self.earlier)
            if (amount := history.get(row.pk, NOTHING)).numerator is not None
        ]
        return numbers(
            definition,
            now,
            so_far,
            added(definition.cumulative, now, known[0] if known else NOTHING),
            target,
            self.campaign.ends_year,
            self.stamp,
        )


@dataclass(frozen=True)
class Asked:
    """A value that was asked for. school and kind: None for the municipality itself."""

    school: int | None
    kind: str | None
    amount: Amount
    accepted: bool

    def answers(self, definition: Definition) -> bool:
        """Whether the edition still asks for it: an edition adopted later may ask others."""
        if definition.by_municipality or self.school is None:
            return definition.by_municipality and self.school is None
        return not definition.school_kinds or self.kind in definition.school_kinds


def _asked(campaign: Campaign) -> dict[int, list[Asked]]:
    """{indicator: its values}, in the order of organisations."""
    found = defaultdict(list)
    rows = Value.objects.filter(campaign=campaign).order_by("school", "pk")
    for indicator, school, kind, numerator, denominator, state in rows.values_list(
        "indicator", "school", "school__kind", "numerator", "denominator", "given__state"
    ):
        amount = Amount(numerator, denominator)
        found[indicator].append(Asked(school, kind, amount, state == Return.State.ACCEPTED))
    return found


def _targets(edition: int, year: int) -> dict[int, Decimal | None]:
    rows = Target.objects.filter(definition__edition=edition, year=year)
    return dict(rows.values_list("definition", "value"))


def numbers(
    definition: Definition,
    now: Amount,
    so_far: Amount,
    brought: Decimal | None,
    target: Decimal | None,
    ends_year: bool,
    stamp: datetime,
) -> dict:
    """Fields of `Computed`."""
    to_date = so_far.value(definition.formula)
    return {
        "value": stored(now.value(definition.formula)),
        "numerator": now.numerator,
        "denominator": now.denominator,
        "to_date": stored(to_date),
        "to_date_numerator": so_far.numerator,
        "to_date_denominator": so_far.denominator,
        "added": brought,
        "target": target,
        "verdict": verdict_of(definition, to_date, target, ends_year),
        "computed_at": stamp,
    }


def keep(model, rows: list, keys: tuple[str, ...], fields: tuple[str, ...]) -> None:
    """One upsert."""
    model.objects.bulk_create(
        rows, batch_size=BATCH, update_conflicts=True, unique_fields=keys, update_fields=fields
    )


def compute_wide(set_id: int, starts: date, ends: date, edition: Edition, stamp: datetime) -> None:
    """Rows of regions and the country for a period of a common set. 3 queries, memory of all its municipalities."""
    targets = _targets(edition.pk, ends.year)
    parts = defaultdict(list)
    rows = (
        MunicipalAggregate.objects.filter(campaign__set=set_id, campaign__starts=starts, campaign__ends=ends)
        .exclude(campaign__state=Campaign.State.DRAFT)
        .annotate(region=F("campaign__municipality__region"), ends_year=F("campaign__ends_year"))
        .order_by("pk")
    )
    for row in rows:
        for region in {"", row.region}:
            parts[row.indicator_id, region].append(row)
    keep(
        WideAggregate,
        [
            _wide(definition, parts[definition.indicator_id, region], targets, stamp,
                  set_id=set_id, region=region, starts=starts, ends=ends)
            for definition in Definition.objects.of(edition)
            for region in sorted(key for indicator, key in parts if indicator == definition.indicator_id)
        ],
        ("set", "indicator", "region", "starts", "ends"),
        FIELDS + OF_WIDE,
    )  # fmt: skip


def _wide(definition: Definition, rows: list[MunicipalAggregate], targets: dict, stamp: datetime, **keys):
    formula = definition.formula
    now = over_municipalities(formula, (Amount(row.numerator, row.denominator) for row in rows))
    so_far = over_municipalities(
        formula, (Amount(row.to_date_numerator, row.to_date_denominator) for row in rows)
    )
    brought = over_municipalities(Definition.Formula.MAXIMUM if formula == Definition.Formula.MAXIMUM
                                  else Definition.Formula.SUM, (Amount(row.added) for row in rows))  # fmt: skip
    target = targets.get(definition.pk) if formula in OF_ONE else None
    return WideAggregate(
        indicator_id=definition.indicator_id,
        municipalities=sum(row.numerator is not None for row in rows),
        counted=sum(row.counted for row in rows),
        missing=sum(row.missing for row in rows),
        **keys,
        **numbers(
            definition, now, so_far, brought.numerator, target, any(row.ends_year for row in rows), stamp
        ),
    )
