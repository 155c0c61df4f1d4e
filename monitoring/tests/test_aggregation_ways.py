"""The statements of PostgreSQL and the rules give the same rows, on numbers drawn at random.

On SQLite there is only one way; it is compared with the rules applied here once more, from the values themselves.
"""

import random
from decimal import Decimal
from itertools import product

import pytest

from methodservice.directory.models import RoleKind, School
from methodservice.testing import factories as make
from methodservice.testing.monitoring import indicator_set, opened
from monitoring.models import (
    Campaign,
    Definition,
    MunicipalAggregate,
    Return,
    SchoolAggregate,
    Value,
    WideAggregate,
)
from monitoring.rules.arithmetic import (
    Amount,
    Formula,
    OverPeriods,
    over_organisations,
    over_periods,
    stored,
)
from monitoring.services.aggregation import by_rules
from monitoring.services.aggregation.computing import compute_layer, compute_wide, way
from monitoring.services.aggregation.running import layers_of

pytestmark = pytest.mark.django_db

KINDS = [
    {"name": f"{formula} {how} {cumulative} {respondent}", "formula": formula, "over_periods": how,
     "cumulative": cumulative, "respondent": respondent, "more_is_better": more,
     "unit": "%" if formula == Formula.SHARE else "ед."}
    for (formula, how, cumulative), (respondent, more) in zip(
        [
            (formula, how, cumulative)
            for formula, how, cumulative in product(Formula.values, OverPeriods.values, (False, True))
            if not (how == "sum" and formula in ("count", "yes_share"))
        ],
        [("schools", True), ("schools", False), ("schools", True), ("municipality", False)] * 10,
        strict=False,
    )
]  # fmt: skip


def drawn(chance: random.Random, definition: Definition) -> tuple:
    """A numerator and a denominator: often round, sometimes absent, sometimes nothing to divide by."""
    if chance.random() < 0.2:
        return None, None
    if definition.is_yes_no:
        return Decimal(chance.randint(0, 1)), None
    numerator = Decimal(chance.choice([0, 1, 2, 3, 10, "7.25", 333]))
    if not definition.is_share:
        return numerator, None
    return numerator, chance.choice([None, Decimal(0), Decimal(3), Decimal(6), Decimal(7), Decimal(400)])


def fill_at_random(campaign: Campaign, chance: random.Random) -> None:
    definitions = {row.indicator_id: row for row in Definition.objects.of(campaign.edition)}
    values = list(Value.objects.filter(campaign=campaign).order_by("pk"))
    for value in values:
        value.numerator, value.denominator = drawn(chance, definitions[value.indicator_id])
        value.no_data = value.numerator is None and value.denominator is None and chance.random() < 0.5
    Value.objects.bulk_update(values, ["numerator", "denominator", "no_data"])
    returns = list(Return.objects.filter(campaign=campaign).order_by("pk"))
    for given in returns:
        given.state = chance.choice(["accepted", "accepted", "accepted", "submitted", "returned"])
    Return.objects.bulk_update(returns, ["state"])


@pytest.fixture(params=[1, 2, 3])
def country(request):
    """A common set in three municipalities of two regions, over four half-years of two years."""
    chance = random.Random(request.param)
    targets = {
        place: {
            2026: chance.choice([None, 0, 1, 33, Decimal("33.3333"), 50]),
            2027: chance.choice([2, 50, 100]),
        }
        for place in range(len(KINDS))
    }
    edition = indicator_set(None, *KINDS, targets=targets)
    for region in ("Озёрная область", "Озёрная область", ""):
        municipality = make.MunicipalityFactory(region=region)
        make.SchoolFactory.create_batch(2, municipality=municipality)
        make.SchoolFactory(municipality=municipality, kind="kindergarten")
        by = make.user_with_role(RoleKind.METHODIST, municipality=municipality)
        for year, half in ((2026, 1), (2026, 2), (2027, 1), (2027, 2)):
            fill_at_random(opened(edition, by, municipality=municipality, year=year, half=half), chance)
    # as if a later edition asked fewer: what kindergartens were asked before counts no more
    Definition.objects.filter(formula=Formula.SUM, respondent="schools").update(school_kinds=["school"])
    return edition.set


def rows(model) -> list[tuple]:
    """All rows, without what differs between two runs."""
    names = [
        field.attname for field in model._meta.concrete_fields if field.name not in ("id", "computed_at")
    ]
    return sorted(model.objects.order_by().values_list(*names), key=repr)


def compute_all(by) -> tuple:
    for layer in layers_of(Campaign.objects.all()):
        compute_layer(layer, by=by)
    for starts, ends in Campaign.objects.order_by("starts").values_list("starts", "ends").distinct():
        compute_wide(set_id=Campaign.objects.first().set_id, starts=starts, ends=ends, by=by)
    return tuple(rows(model) for model in (SchoolAggregate, MunicipalAggregate, WideAggregate))


@pytest.mark.postgres
def test_statements_equal_the_rules(country):
    by_the_statements = compute_all(way())
    for model in (SchoolAggregate, MunicipalAggregate, WideAggregate):
        model.objects.all().delete()
    assert way() is not by_rules
    assert compute_all(by_rules) == by_the_statements
    assert [len(found) for found in by_the_statements] == [
        SchoolAggregate.objects.count(), 3 * 4 * len(KINDS), 2 * 4 * len(KINDS)
    ]  # fmt: skip


def told(campaign, definition):
    """Accepted amounts of an indicator in a campaign."""
    found = Value.objects.filter(
        campaign=campaign, indicator=definition.indicator_id, given__state=Return.State.ACCEPTED,
        school__isnull=definition.by_municipality,
    )  # fmt: skip
    if definition.school_kinds:
        found = found.filter(school__kind__in=definition.school_kinds)
    return [Amount(*pair) for pair in found.values_list("numerator", "denominator")]


def test_municipalities_equal_the_rules_applied_to_their_values(country):
    compute_all(way())
    municipality = School.objects.order_by("pk").first().municipality
    campaigns = list(Campaign.objects.filter(municipality=municipality).order_by("starts"))
    for definition in Definition.objects.of(campaigns[0].edition):
        results = [over_organisations(definition.formula, told(row, definition)) for row in campaigns]
        for at, campaign in enumerate(campaigns):
            year = results[at // 2 * 2 : at + 1]
            so_far = over_periods(definition.formula, definition.over_periods, definition.cumulative, year)
            row = MunicipalAggregate.objects.get(campaign=campaign, indicator=definition.indicator_id)
            assert (row.value, row.to_date) == (
                stored(results[at].value(definition.formula)), stored(so_far.value(definition.formula))
            ), (definition.name, campaign)  # fmt: skip
            assert Amount(row.to_date_numerator, row.to_date_denominator) == so_far


def test_computing_again_changes_nothing(country):
    once = compute_all(way())
    keys = set(SchoolAggregate.objects.values_list("pk", flat=True))
    assert compute_all(way()) == once
    assert set(SchoolAggregate.objects.values_list("pk", flat=True)) == keys
