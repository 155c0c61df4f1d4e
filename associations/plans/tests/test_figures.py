"""How many associations have an approved plan on the cut-off day."""

from datetime import date

import pytest

from associations.models import Level
from associations.plans.models import AnnualPlan, PlanEdition
from methodservice.lib.periods import SchoolYear
from methodservice.testing import factories as make
from methodservice.testing.figures import assert_lists_agree, costs, count, listed
from methodservice.testing.plans import APPROVED_AT, SUBMITTED_AT, edition_with

KEY = "plans.approved"
State = PlanEdition.State


@pytest.fixture
def district(db):
    return make.MunicipalityFactory()


@pytest.fixture
def methodist(district):
    return make.user_with_role("methodist", municipality=district)


def association(district):
    school = make.SchoolFactory(municipality=district)
    return make.AssociationFactory(municipality=district, level=Level.SCHOOL, school=school)


def test_only_an_approved_plan_of_the_year_of_the_cut_off_day_counts(district, methodist):
    """Approved on 12 September 2026 for 2026/2027."""
    small, big = association(district), make.AssociationFactory(municipality=district)
    for each in (small, big):
        edition_with(association=each, state=State.APPROVED)
    edition_with(association=association(district), state=State.SUBMITTED)
    edition_with(association=association(district), state=State.APPROVED, year=SchoolYear(2025))
    expected = {None: 1, small.school_id: 1}
    assert count(KEY, district) == expected
    assert count(KEY, district, cut_off=date(2026, 9, 12)) == expected
    assert count(KEY, district, cut_off=date(2026, 9, 11)) == {}
    assert assert_lists_agree(KEY, district, methodist) == 2
    assert listed(KEY, district, methodist)[0].detail == "план на 2026/2027 учебный год"


def test_a_plan_that_is_being_changed_stays_approved(district):
    small = association(district)
    plan = edition_with(association=small, state=State.APPROVED).plan
    PlanEdition.objects.create(plan=plan, number=2, state=State.SUBMITTED, submitted_at=SUBMITTED_AT)
    assert count(KEY, district) == {small.school_id: 1}


@pytest.mark.parametrize("rows", [1, 30])
def test_the_cost_does_not_grow_with_schools(district, methodist, rows):
    for _ in range(rows):
        plan = AnnualPlan.objects.create(association=association(district), school_year=2026)
        PlanEdition.objects.create(plan=plan, state=State.APPROVED, approved_at=APPROVED_AT)
    assert costs(KEY, district, methodist) == (1, 1, 1)
    assert assert_lists_agree(KEY, district, methodist) == rows
