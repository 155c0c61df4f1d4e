"""Results of campaigns on examples that were worked out by hand; the arithmetic stands in the tests."""

import json
from datetime import date
from decimal import Decimal

import pytest

from methodservice import registries
from methodservice.directory.models import RoleKind
from methodservice.registries import Figure
from methodservice.testing import factories as make
from methodservice.testing.monitoring import OWN, SHARE, SUM, YES, give, indicator_set, opened
from monitoring.models import Definition, MunicipalAggregate, SchoolAggregate, WideAggregate
from monitoring.services.aggregation.running import chain_of, compute_in_order

pytestmark = pytest.mark.django_db

GREATEST = {"name": "Наибольшая нагрузка", "unit": "ч", "formula": "maximum", "over_periods": "maximum"}
LESS = {
    "name": "Обращения с жалобами", "unit": "ед.", "formula": "sum", "over_periods": "sum", "more_is_better": False,
}  # fmt: skip


@pytest.fixture
def district():
    return make.MunicipalityFactory(region="Озёрная область")


@pytest.fixture
def schools(district):
    return [make.SchoolFactory(municipality=district, short_name=f"Школа {name}") for name in "АБВ"]


@pytest.fixture
def methodist(district):
    return make.user_with_role(RoleKind.METHODIST, municipality=district)


@pytest.fixture
def open_half(methodist):
    """open_half(edition, year, half) → the campaign; nothing is given yet."""
    return lambda edition, year, half: opened(edition, methodist, year=year, half=half)


def tell(campaign, **numbers):
    """tell(campaign, А=3, Б=(1, 4), МО=2): accepted values of its only indicator; МО is the municipality itself."""
    for given in campaign.returns.select_related("school", "campaign__edition"):
        name = given.school.short_name.removeprefix("Школа ") if given.school else "МО"
        if name in numbers:
            give(given, {0: numbers[name]})


def compute(campaign):
    for each in chain_of(campaign):
        compute_in_order([each.pk])


def result(campaign) -> MunicipalAggregate:
    return MunicipalAggregate.objects.get(campaign=campaign)


def told(row) -> tuple:
    return row.value, row.to_date, row.verdict


def test_a_cumulative_share_with_a_growing_denominator(district, schools, open_half):
    edition = indicator_set(district, SHARE, targets={0: {2026: 50}})
    first, second = open_half(edition, 2026, 1), open_half(edition, 2026, 2)
    # (6 + 4) / (10 + 10) = 50 %; then (8 + 5) / (16 + 12) = 13 / 28 = 46.42857… %: more people, a smaller share
    tell(first, А=(6, 10), Б=(4, 10))
    tell(second, А=(8, 16), Б=(5, 12))
    compute(first)
    assert told(result(first)) == (50, 50, "reached")
    row = result(second)
    assert told(row) == (Decimal("46.4286"), Decimal("46.4286"), "missed")
    assert (row.numerator, row.denominator, row.added, row.counted, row.missing) == (13, 28, 3, 2, 1)
    of_school = SchoolAggregate.objects.get(campaign=second, school=schools[0])
    assert (of_school.value, of_school.added, of_school.target, of_school.verdict) == (50, 2, 50, "reached")


def test_a_target_is_compared_exactly_and_not_as_rounded(district, schools, open_half):
    edition = indicator_set(district, SHARE, targets={0: {2026: Decimal("66.6667")}})
    campaign = open_half(edition, 2026, 2)
    # 2 / 3 = 66.6666… %, which is stored as 66.6667 and is still less than 66.6667
    tell(campaign, А=(2, 3))
    compute(campaign)
    assert told(result(campaign)) == (Decimal("66.6667"), Decimal("66.6667"), "missed")


def test_zero_denominators_are_no_data_and_change_nothing(district, schools, open_half):
    edition = indicator_set(district, SHARE | {"cumulative": False})
    first, second = open_half(edition, 2026, 1), open_half(edition, 2026, 2)
    tell(first, А=(0, 0), Б=(0, 0))
    # 3 / 4 with a school that has nobody to count: 75 %
    tell(second, А=(3, 4), Б=(0, 0))
    compute(first)
    empty = result(first)
    assert (told(empty), empty.counted, empty.missing) == ((None, None, "no_data"), 2, 1)
    assert told(result(second)) == (75, 75, "reached")


def test_an_earlier_period_corrected_later_changes_the_later_ones(district, schools, open_half):
    edition = indicator_set(district, SUM, targets={0: {2026: 10, 2027: 10}})
    halves = [open_half(edition, year, half) for year, half in ((2026, 1), (2026, 2), (2027, 1))]
    for campaign, number in zip(halves, (4, 5, 6), strict=True):
        tell(campaign, А=number)
    compute(halves[0])
    # 4; 4 + 5 = 9 of 10; a new year begins with 6
    assert [told(result(row)) for row in halves] == [(4, 4, "not_yet"), (5, 9, "missed"), (6, 6, "not_yet")]
    tell(halves[0], А=5)
    compute(halves[0])
    assert [told(result(row)) for row in halves] == [(5, 5, "not_yet"), (5, 10, "reached"), (6, 6, "not_yet")]
    assert SchoolAggregate.objects.get(campaign=halves[1]).to_date == 10


def test_a_later_period_computed_first_brings_the_earlier_ones_with_it(district, schools, open_half):
    edition = indicator_set(district, SUM, targets={0: {2026: 10}})
    first, second = open_half(edition, 2026, 1), open_half(edition, 2026, 2)
    tell(first, А=4)
    tell(second, А=6)
    assert chain_of(second) == [first, second]
    compute(second)
    assert told(result(second)) == (6, 10, "reached")
    assert chain_of(second) == [second]


def test_what_was_added_is_counted_from_the_latest_period_that_is_known(district, schools, open_half):
    edition = indicator_set(district, SHARE)
    halves = [open_half(edition, year, half) for year, half in ((2026, 1), (2026, 2), (2027, 1))]
    tell(halves[0], А=(4, 10))
    tell(halves[2], А=(9, 12))
    compute(halves[0])
    # nothing is known of the second half-year: 9 − 4 = 5
    assert [result(row).added for row in halves] == [4, None, 5]
    assert told(result(halves[1])) == (None, None, "no_data")
    assert SchoolAggregate.objects.get(campaign=halves[2]).added == 5


def test_missing_schools_are_counted_and_a_return_that_came_back_counts_no_more(district, schools, open_half):
    edition = indicator_set(district, SUM)
    campaign = open_half(edition, 2026, 1)
    tell(campaign, А=4, Б=5)
    compute(campaign)
    assert (result(campaign).numerator, result(campaign).counted, result(campaign).missing) == (9, 2, 1)
    assert SchoolAggregate.objects.count() == 2
    campaign.returns.filter(school=schools[1]).update(state="returned")
    compute(campaign)
    assert (result(campaign).numerator, result(campaign).counted, result(campaign).missing) == (4, 1, 2)
    assert SchoolAggregate.objects.get().school == schools[0]


def test_a_school_that_says_it_has_no_data_is_missing(district, schools, open_half):
    campaign = open_half(indicator_set(district, SUM), 2026, 1)
    tell(campaign, А=4, Б=5)
    given = campaign.returns.get(school=schools[1])
    given.values.update(numerator=None, no_data=True)
    compute(campaign)
    assert (result(campaign).numerator, result(campaign).counted, result(campaign).missing) == (4, 1, 2)
    assert SchoolAggregate.objects.get(school=schools[1]).verdict == "no_data"


def test_a_school_closed_mid_year_keeps_what_it_did(district, schools, open_half):
    edition = indicator_set(district, SUM, targets={0: {2026: 12}})
    first = open_half(edition, 2026, 1)
    tell(first, А=3, Б=4, В=5)
    schools[2].closed_on = date(2026, 8, 31)
    schools[2].save()
    second = open_half(edition, 2026, 2)
    tell(second, А=1, Б=0)
    compute(first)
    # 3 + 4 + 5 = 12, then 1 + 0 more of two schools; nobody is missing
    row = result(second)
    assert (told(row), row.counted, row.missing) == ((1, 13, "reached"), 2, 0)


def test_answers_are_counted_and_shared(district, schools, open_half):
    edition = indicator_set(district, YES, targets={0: {2026: 50}})
    campaign = open_half(edition, 2026, 2)
    # 1 «да» of 2 answers; the third is silent
    tell(campaign, А=1, Б=0)
    compute(campaign)
    row = result(campaign)
    assert (told(row), row.numerator, row.denominator, row.missing) == ((50, 50, "reached"), 1, 2, 1)
    one = SchoolAggregate.objects.get(campaign=campaign, school=schools[1])
    assert (one.value, one.target, one.verdict) == (0, 50, "missed")


def test_a_count_is_a_matter_of_all_together(district, schools, open_half):
    edition = indicator_set(district, YES | {"formula": "count", "unit": "ед."}, targets={0: {2026: 2}})
    campaign = open_half(edition, 2026, 2)
    tell(campaign, А=1, Б=1, В=0)
    compute(campaign)
    assert told(result(campaign)) == (2, 2, "reached")
    one = SchoolAggregate.objects.get(campaign=campaign, school=schools[0])
    assert (one.value, one.target, one.verdict) == (1, None, "no_target")


def test_maxima_over_schools_and_over_half_years(district, schools, open_half):
    edition = indicator_set(district, GREATEST, targets={0: {2026: 9}})
    first, second = open_half(edition, 2026, 1), open_half(edition, 2026, 2)
    tell(first, А=9, Б=7)
    tell(second, А=5, Б=8)
    compute(first)
    # max(9, 7) = 9; max(5, 8) = 8, of the year max(9, 8) = 9
    assert [told(result(row)) for row in (first, second)] == [(9, 9, "reached"), (8, 9, "reached")]
    of_b = SchoolAggregate.objects.get(campaign=second, school=schools[1])
    assert (of_b.value, of_b.to_date, of_b.verdict) == (8, 8, "missed")


def test_less_is_better_is_lost_at_once_when_the_number_only_grows(district, schools, open_half):
    edition = indicator_set(district, LESS, targets={0: {2026: 3}})
    first, second = open_half(edition, 2026, 1), open_half(edition, 2026, 2)
    tell(first, А=3)
    tell(second, А=1)
    compute(first)
    assert [told(result(row)) for row in (first, second)] == [(3, 3, "reached"), (1, 4, "missed")]
    tell(first, А=4)
    compute(first)
    assert told(result(first)) == (4, 4, "missed")


def test_what_the_municipality_answers_itself(district, schools, open_half):
    edition = indicator_set(district, OWN, targets={0: {2026: 2}})
    first, second = open_half(edition, 2026, 1), open_half(edition, 2026, 2)
    tell(first, МО=2)
    compute(first)
    row = result(first)
    assert (told(row), row.counted, row.missing) == ((2, 2, "reached"), 1, 0)
    row = result(second)
    assert (told(row), row.counted, row.missing) == ((None, 2, "reached"), 0, 1)
    assert not SchoolAggregate.objects.exists()


def people(facts, monkeypatch):
    """A figure of distinct people. facts: (person, school where it was, day)."""

    def found(span):
        return [(person, school) for person, school, day in facts if span.first <= day <= span.last]

    def count(span):
        latest = {}
        for person, school in found(span):
            latest[person] = school.pk
        return {key: list(latest.values()).count(key) for key in latest.values()}

    figure = Figure(
        "test.people", "Прошедшие диагностику", "Проба", "чел.", "Каждый один раз.", count, lambda *_: [],
        whole=lambda span: len({person for person, _ in found(span)}),
    )  # fmt: skip
    monkeypatch.setitem(registries.figures, figure.key, figure)
    return {"numerator_figure": figure.key, "numerator_window": "programme", "cumulative": True}


def test_a_person_diagnosed_twice_or_in_two_schools_counts_once(district, schools, open_half, monkeypatch):
    a, b, _ = schools
    known = people(
        [
            ("Лугова", a, date(2026, 2, 1)),
            ("Лугова", a, date(2026, 9, 1)),
            ("Озеров", a, date(2026, 3, 1)),
            ("Озеров", b, date(2026, 10, 1)),
        ],
        monkeypatch,
    )
    edition = indicator_set(district, SUM | known | {"over_periods": "last"})
    first, second = open_half(edition, 2026, 1), open_half(edition, 2026, 2)
    for campaign in (first, second):
        campaign.returns.update(state="accepted")
    compute(first)
    # two people in both half-years; Озеров moved from А to Б and is counted where he is
    assert [(result(row).numerator, result(row).added) for row in (first, second)] == [(2, 2), (2, 0)]
    shares = SchoolAggregate.objects.filter(campaign=second).order_by("school")
    assert [row.numerator for row in shares] == [1, 1, 0]


def test_regions_and_the_country_add_what_municipalities_have(district, schools, methodist):
    edition = indicator_set(None, SHARE, targets={0: {2026: 50}})
    others = [make.MunicipalityFactory(region=region) for region in ("Озёрная область", "Лесной край")]
    numbers = {district: (1, 10), others[0]: (60, 90), others[1]: (0, 0)}
    make.SchoolFactory(municipality=others[0], short_name="Школа А")
    make.SchoolFactory(municipality=others[1], short_name="Школа А")
    for municipality, pair in numbers.items():
        campaign = opened(edition, methodist, municipality=municipality, half=2)
        tell(campaign, А=pair)
        compute(campaign)
    found = {row.region: row for row in WideAggregate.objects.all()}
    # (1 + 60) / (10 + 90) = 61 %, not the mean of 10 % and 66.7 %; two schools of the district are missing
    assert {
        name: (*told(row), row.municipalities, row.counted, row.missing) for name, row in found.items()
    } == {
        "": (61, 61, "reached", 3, 3, 2),
        "Озёрная область": (61, 61, "reached", 2, 2, 2),
        "Лесной край": (None, None, "no_data", 1, 1, 0),
    }


def test_own_sets_are_not_summed_over_regions(district, schools, open_half):
    campaign = open_half(indicator_set(district, SUM), 2026, 1)
    tell(campaign, А=4)
    compute(campaign)
    assert not WideAggregate.objects.exists()


def test_a_changed_formula_recomputes_by_the_new_edition(district, schools, open_half):
    edition = indicator_set(district, SUM, OWN)
    campaign = open_half(edition, 2026, 1)
    tell(campaign, А=4, Б=7)
    compute(campaign)
    definition = Definition.objects.of(edition).first()
    definition.formula, definition.over_periods = "maximum", "last"
    definition.save()
    Definition.objects.of(edition).last().delete()
    compute(campaign)
    row = result(campaign)
    assert (row.numerator, row.formula.split(".")[0]) == (7, "Берётся наибольшее из чисел организаций")


def test_whom_a_new_edition_asks_no_more_counts_no_more(district, schools, open_half):
    edition = indicator_set(district, SUM)
    campaign = open_half(edition, 2026, 1)
    tell(campaign, А=4, Б=7)
    compute(campaign)
    type(schools[1]).objects.filter(pk=schools[1].pk).update(kind="kindergarten")
    Definition.objects.of(edition).update(school_kinds=["school"])
    compute(campaign)
    row = result(campaign)
    assert (row.numerator, row.counted, row.missing) == (4, 1, 1)
    assert SchoolAggregate.objects.get().school == schools[0]


@pytest.mark.shared
def test_targets_of_seryshevo_over_2024_to_2027(district, schools, open_half, shared_dir):
    table = json.loads((shared_dir / "real/truth/seryshevo-indicators.xlsx.json").read_text())["tables"][0]
    rows = {row["number"]: row for row in table["rows"]}
    judge_seryshevo(
        district, open_half,
        [{int(year): value for year, value in rows[number]["targets"].items()} for number in ("1", "3", "5")],
    )  # fmt: skip


def test_targets_like_those_of_a_real_programme(district, schools, open_half):
    judge_seryshevo(
        district,
        open_half,
        [
            {2024: 80, 2025: 85, 2026: 90, 2027: 100},
            {2024: None, 2025: 100, 2026: 100, 2027: 100},
            {2024: 1, 2025: 2, 2026: 1, 2027: 1},
        ],
    )


def judge_seryshevo(district, open_half, targets):
    """Two schools, four years of two half-years: a cumulative share, a share without a target for the first year, a
    number of events. The third school stays silent."""
    definitions = (SHARE, SHARE | {"cumulative": False}, OWN)
    edition = indicator_set(district, *definitions, targets=dict(enumerate(targets)), years=(2024, 2027))
    year_by_year = {
        # 30 + 50 of 100 = 80 %; courses 45 of 100; one event
        2024: ((20, 20, 40, 0), (30, 50, 45, 1)),
        # 84 of 100 is short of 85; courses 100 of 100; 1 + 1 events
        2025: ((32, 50, 60, 1), (33, 51, 100, 1)),
        # 91 of 100; courses 99; no event in the second half, one in the first
        2026: ((40, 50, 50, 1), (41, 50, 99, 0)),
        # 99 of 100 is short of 100; courses 100; no event
        2027: ((48, 50, 50, 0), (49, 50, 100, 0)),
    }
    verdicts = {}
    for year, halves in year_by_year.items():
        for half, (a, b, courses, events) in enumerate(halves, start=1):
            campaign = open_half(edition, year, half)
            for given in campaign.returns.select_related("school", "campaign__edition"):
                name = given.school and given.school.short_name
                numbers = {
                    "Школа А": {0: (a, 50), 1: (courses, 100)}, "Школа Б": {0: (b, 50), 1: (0, 0)}, None: {2: events},
                }  # fmt: skip
                if name in numbers:
                    give(given, numbers[name])
            compute(campaign)
            rows = MunicipalAggregate.objects.filter(campaign=campaign).order_by("indicator")
            verdicts[year, half] = [(row.to_date, row.verdict) for row in rows]
    assert verdicts == {
        (2024, 1): [(40, "not_yet"), (40, "no_target"), (0, "not_yet")],
        (2024, 2): [(80, "reached"), (45, "no_target"), (1, "reached")],
        (2025, 1): [(82, "not_yet"), (60, "not_yet"), (1, "not_yet")],
        (2025, 2): [(84, "missed"), (100, "reached"), (2, "reached")],
        (2026, 1): [(90, "reached"), (50, "not_yet"), (1, "reached")],
        (2026, 2): [(91, "reached"), (99, "missed"), (1, "reached")],
        (2027, 1): [(98, "not_yet"), (50, "not_yet"), (0, "not_yet")],
        (2027, 2): [(99, "missed"), (100, "reached"), (0, "missed")],
    }
