"""Indicators of a real programme computed from what the portal keeps about people: nothing is typed by schools.

Numbers are worked out by hand: two schools of five people each, the second half of 2026.
"""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from methodservice.documents.recognition import recognise_file
from methodservice.testing import development as have
from methodservice.testing import factories as make
from methodservice.testing import mentoring as made
from methodservice.testing.monitoring import indicator_set, opened
from monitoring.models import Definition, Edition, MunicipalAggregate, Value
from monitoring.reading.recognised import read_indicators
from monitoring.services.aggregation.running import compute_in_order
from monitoring.services.sets import put_in_force, start_set

pytestmark = pytest.mark.django_db
EARLIER, DAY = date(2025, 4, 14), have.DAY
PEOPLE = {"denominator_figure": "directory.teachers", "denominator_window": "period"}


def share(figure: str, window: str = "programme") -> dict:
    return {"formula": "share", "numerator_figure": figure, "numerator_window": window, **PEOPLE}


def sum_of(figure: str, **fields) -> dict:
    counted = {
        "formula": "sum",
        "over_periods": "sum",
        "numerator_figure": figure,
        "numerator_window": "period",
    }
    return counted | fields


def schools_with(figure: str) -> dict:
    return {"formula": "yes_share", "numerator_figure": figure, "numerator_window": "programme"}


FIGURES = {
    "1": share("development.diagnosed"),
    "2": share("development.routes"),
    "3": share("development.courses_36", "period"),
    "4": share("development.retrained_ever", "period"),
    "6": schools_with("development.team_schools"),
    "7": schools_with("mentoring.models"),
    "8": sum_of("development.regional"),
    "9": sum_of("events.contests", respondent="municipality"),
}
"""Number of an indicator → what its numbers are counted from."""
PARTS = (
    "development.regional_visiting",
    "development.regional_extramural",
    "development.regional_remote",
    "development.regional_portal",
    "development.profile",
)
"""Of the eighth, in the order of its lines."""
RESULTS = {
    # diagnosed 4 + 3, one of them twice: 7 of 10
    "1": (Decimal(70), "missed"),
    # routes 2 + 1, a draft does not count: 3 of 10
    "2": (Decimal(30), "reached"),
    # courses not older than 36 months 5 + 4
    "3": (Decimal(90), "missed"),
    # diplomas of retraining 4 + 4
    "4": (Decimal(80), "reached"),
    # the team of one school of two
    "6": (Decimal(50), "reached"),
    "7": (Decimal(100), "reached"),
    # three people at the institute in this half-year, one of them twice
    "8": (Decimal(3), "missed"),
    "9": (Decimal(5), "reached"),
}


@pytest.fixture
def district(db):
    return make.MunicipalityFactory()


@pytest.fixture
def methodist(district):
    return make.user_with_role("methodist", municipality=district)


@pytest.fixture
def lived(district):
    """The district's facts."""
    schools = [make.SchoolFactory(municipality=district, short_name=f"Школа {name}") for name in "АБ"]
    first, second = (make.TeacherFactory.create_batch(5, school=school) for school in schools)
    institute = have.provider(district)
    academy = have.provider(district, "Академия", is_regional=False)
    for person in (*first[:4], *second[:3]):
        have.diagnosis(person, EARLIER)
    have.diagnosis(first[0], DAY)
    for person in (*first[:2], second[0]):
        have.route(person)
    have.route(second[1], state="draft", approved_on=None)
    for person in (*first, *second[:4]):
        have.course(person, EARLIER, provider=academy)
    have.course(second[4], date(2023, 12, 1), provider=academy)
    for person in (*first[:4], *second[:4]):
        have.course(
            person, EARLIER, kind="retraining", programme="Переподготовка", hours=260, provider=academy
        )
    have.course(first[0], EARLIER, programme="Управление школой", for_team=True, provider=academy)
    have.course(first[1], provider=institute, mode="visiting", is_profile=True)
    have.course(first[1], provider=institute, mode="remote", programme="Вторая")
    have.course(first[2], provider=institute, mode="extramural")
    have.course(second[3], provider=institute, mode="portal", is_profile=True)
    for school in schools:
        made.school_model(school)
    for place in range(5):
        make.EventFactory(
            municipality=district,
            association=None,
            kind="contest",
            state="held",
            starts=date(2026, 10, 1 + place),
        )
    return schools


def count_from_facts(edition: Edition) -> None:
    for number, fields in FIGURES.items():
        rows = Definition.objects.filter(edition=edition, number=number, parent=None)
        assert rows.update(**fields) == 1
    parts = Definition.objects.filter(edition=edition, parent__number="8").order_by("position")
    for part, figure in zip(parts, PARTS, strict=True):
        Definition.objects.filter(pk=part.pk).update(**sum_of(figure))


def run_campaign(edition: Edition, by) -> dict[str, tuple]:
    """Open, agree to all that the portal knows, compute: {number: (to date, verdict)} of the main indicators."""
    campaign = opened(edition, by, half=2)
    campaign.returns.update(state="accepted")
    compute_in_order([campaign.pk])
    rows = MunicipalAggregate.objects.filter(campaign=campaign)
    by_key = {row.indicator_id: row for row in rows}
    found = {}
    for definition in Definition.objects.of(edition).filter(parent=None):
        row = by_key[definition.indicator_id]
        found[definition.number] = (row.to_date, row.verdict)
    return found


def parts_of(edition: Edition) -> list:
    rows = MunicipalAggregate.objects.filter(indicator__definitions__edition=edition)
    rows = rows.filter(indicator__definitions__parent__number="8").order_by(
        "indicator__definitions__position"
    )
    return [row.to_date for row in rows]


def test_indicators_like_those_of_a_programme(district, methodist, lived, visit):
    targets = {"1": 90, "2": 30, "3": 100, "4": 80, "6": 50, "7": 100, "8": 180, "9": 5}
    edition = indicator_set(
        district,
        *({"name": f"Показатель {each}", "unit": "%", "cumulative": each in "1267"} for each in FIGURES),
        targets={place: {2026: targets[each]} for place, each in enumerate(FIGURES)},
        years=(2024, 2027),
    )
    for definition, each in zip(Definition.objects.of(edition), FIGURES, strict=True):
        Definition.objects.filter(pk=definition.pk).update(number=each, **FIGURES[each])
    assert run_campaign(edition, methodist) == RESULTS
    assert not Value.objects.filter(typed=True).exists()
    page = visit(methodist).get(reverse("monitoring:home"))
    assert {line.definition.number: line.to_date for line in page.context["lines"]} == {
        each: value for each, (value, _) in RESULTS.items()
    }


@pytest.mark.shared
def test_the_indicators_of_seryshevo(district, methodist, lived, shared_dir):
    name = "seryshevo-indicators.xlsx"
    with (shared_dir / "real" / name).open("rb") as file:
        found = recognise_file(file, name)
    content = read_indicators(found.tables, title=found.title)
    edition = start_set(
        municipality=district, title="Показатели программы", first_year=2024, last_year=2027, content=content,
        by=methodist,
    )  # fmt: skip
    count_from_facts(edition)
    put_in_force(edition=edition, by=methodist)
    results = run_campaign(edition, methodist)
    assert {each: results[each] for each in RESULTS} == RESULTS
    # the fourth: people trained while teaching at the advanced level stand in a line of their own
    assert parts_of(edition) == [1, 1, 1, 1, 2]
