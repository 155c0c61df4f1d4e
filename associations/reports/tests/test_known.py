"""How many associations have an accepted report on the cut-off day, and of which year."""

from datetime import date

import pytest

from associations.models import Level
from associations.reports.known import year_due
from associations.reports.models import AnnualReport
from methodservice.lib.periods import SchoolYear
from methodservice.testing import factories as make
from methodservice.testing.figures import assert_lists_agree, costs, count, listed
from methodservice.testing.reports import ACCEPTED_AT, report_with

KEY = "reports.accepted"
State = AnnualReport.State
SUMMER = date(2026, 6, 30)
"""Reports on 2025/2026 were due on 10 June; the accepted ones of the tests were accepted on 5 June."""


@pytest.fixture
def district(db):
    return make.MunicipalityFactory()


@pytest.fixture
def methodist(district):
    return make.user_with_role("methodist", municipality=district)


def association(district):
    school = make.SchoolFactory(municipality=district)
    return make.AssociationFactory(municipality=district, level=Level.SCHOOL, school=school)


@pytest.mark.parametrize(
    ("due", "day", "year"),
    [
        ("10.06", date(2026, 6, 9), 2024),
        ("10.06", date(2026, 6, 10), 2025),
        ("10.06", date(2026, 12, 31), 2025),
        ("01.10", date(2026, 9, 30), 2024),
        ("01.10", date(2026, 10, 1), 2025),
    ],
)
def test_the_year_is_the_last_one_whose_report_was_due(due, day, year):
    assert year_due(due, day) == SchoolYear(year)


def test_only_a_report_accepted_by_the_cut_off_day_counts(district, methodist):
    small, big = association(district), make.AssociationFactory(municipality=district)
    for each in (small, big):
        report_with(association=each, state=State.ACCEPTED)
    report_with(association=association(district), state=State.SUBMITTED)
    report_with(association=association(district), state=State.ACCEPTED, year=SchoolYear(2024))
    assert count(KEY, district, cut_off=SUMMER) == {None: 1, small.school_id: 1}
    assert assert_lists_agree(KEY, district, methodist, cut_off=SUMMER) == 2
    found = listed(KEY, district, methodist, small.school_id, cut_off=SUMMER)
    assert [(row.detail, row.day) for row in found] == [("отчёт за 2025/2026 учебный год", date(2026, 6, 5))]


def test_a_report_accepted_later_does_not_count_yet(district):
    report = report_with(association=association(district), state=State.DRAFT)
    AnnualReport.objects.filter(pk=report.pk).update(
        state=State.ACCEPTED, accepted_at=ACCEPTED_AT.replace(month=7)
    )
    assert count(KEY, district, cut_off=SUMMER) == {}


@pytest.mark.parametrize("rows", [1, 30])
def test_the_cost_does_not_grow_with_schools(district, methodist, rows):
    """The municipality's rule of the due day is read beside."""
    for _ in range(rows):
        AnnualReport.objects.create(
            association=association(district), school_year=2025, state=State.ACCEPTED, accepted_at=ACCEPTED_AT
        )
    assert costs(KEY, district, methodist) == (2, 2, 2)
    assert assert_lists_agree(KEY, district, methodist) == rows
