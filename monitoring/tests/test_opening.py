from decimal import Decimal

import pytest

from methodservice import registries
from methodservice.directory.models import RoleKind
from methodservice.lib.refusals import AlreadyDone, Refused
from methodservice.registries import Figure
from methodservice.testing import factories as make
from methodservice.testing.monitoring import OWN, SHARE, SUM, indicator_set, opened, planned
from monitoring.models import Return, Value
from monitoring.services.opening import open_campaign

pytestmark = pytest.mark.django_db


@pytest.fixture
def district():
    municipality = make.MunicipalityFactory()
    for name, fields in (
        ("Школа", {}),
        ("Сад", {"kind": "kindergarten"}),
        ("Закрытая", {"closed_on": "2026-05-01"}),
    ):
        make.SchoolFactory(municipality=municipality, short_name=name, **fields)
    return municipality


@pytest.fixture
def methodist(district):
    return make.user_with_role(RoleKind.METHODIST, municipality=district)


def asked(campaign):
    return {
        given.school and given.school.short_name: given.values.count()
        for given in Return.objects.filter(campaign=campaign).select_related("school")
    }


def test_open_organisations_are_asked_what_is_asked_of_their_kind(district, methodist):
    edition = indicator_set(district, SHARE, SUM | {"school_kinds": ["school"]}, OWN)
    campaign = opened(edition, methodist)
    assert asked(campaign) == {"Школа": 2, "Сад": 1, None: 1}
    with pytest.raises(AlreadyDone):
        open_campaign(campaign=campaign, by=methodist)
    assert Value.objects.count() == 4


def test_what_the_portal_knows_stands_in_the_values(district, methodist, monkeypatch):
    school = district.schools.get(short_name="Школа")
    spans = []

    def count(span):
        spans.append((span.first, span.last))
        return {school.pk: 7}

    figure = Figure("test.people", "Люди", "Проба", "чел.", "Все.", count, lambda *_: [])
    monkeypatch.setitem(registries.figures, figure.key, figure)
    known = {"numerator_figure": figure.key, "numerator_window": "programme"}
    edition = indicator_set(district, SHARE | known, SUM | known, OWN | known)
    campaign = opened(edition, methodist, year=2027)
    found = {
        (value.school and value.school.short_name, value.numerator, value.denominator)
        for value in Value.objects.filter(campaign=campaign).select_related("school")
    }
    assert found == {("Школа", Decimal(7), None), ("Сад", Decimal(0), None), (None, Decimal(7), None)}
    assert {(first.year, last.isoformat()) for first, last in spans} == {(2026, "2027-06-30")}
    assert len(spans) == 2


def test_a_period_has_one_campaign(district, methodist):
    edition = indicator_set(district)
    planned(edition, methodist)
    with pytest.raises(Refused, match="Кампания за I полугодие 2026 года по этим показателям уже есть"):
        planned(edition, methodist)


def test_indicators_without_an_edition_in_force_are_not_asked(district, methodist):
    with pytest.raises(Refused, match="нет действующей редакции"):
        planned(indicator_set(district, state="draft"), methodist)
