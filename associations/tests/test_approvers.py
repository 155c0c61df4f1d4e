"""Who approves plans and accepts reports: a rule of the municipality."""

import pytest

from associations.models import Association, Level, Office
from methodservice.directory.models import RoleKind
from methodservice.testing import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def district():
    return make.MunicipalityFactory()


@pytest.fixture
def association(district):
    return make.AssociationFactory(municipality=district)


def approves(user, association) -> bool:
    return Association.objects.approved_by(user).filter(pk=association.pk).exists()


def set_rule(district, approver):
    district.rules.approver = approver
    district.rules.save()


def curator_of(association):
    teacher = make.TeacherFactory(school__municipality=association.municipality)
    make.TermFactory(association=association, teacher=teacher, office=Office.CURATOR)
    return make.user_with_role(RoleKind.TEACHER, municipality=association.municipality, teacher=teacher)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("methodist", {"methodist", "service_head", "admin"}),
        ("service_head", {"service_head", "admin"}),
        ("curator", {"curator"}),
    ],
)
def test_the_rule_names_who_approves_a_district_plan(district, association, rule, expected):
    set_rule(district, rule)
    users = {
        "methodist": make.user_with_role(RoleKind.METHODIST, municipality=district),
        "service_head": make.user_with_role(RoleKind.SERVICE_HEAD, municipality=district),
        "admin": make.user_with_role(RoleKind.PORTAL_ADMIN, municipality=district),
        "department": make.user_with_role(RoleKind.DEPARTMENT_HEAD, municipality=district),
        "curator": curator_of(association),
    }
    assert {name for name, user in users.items() if approves(user, association)} == expected


def test_without_a_curator_a_methodist_approves(district, association):
    set_rule(district, "curator")
    assert approves(make.user_with_role(RoleKind.METHODIST, municipality=district), association)


def test_a_school_plan_is_approved_by_the_own_coordinator_or_a_methodist(district):
    school, other = make.SchoolFactory.create_batch(2, municipality=district)
    association = make.AssociationFactory(municipality=district, level=Level.SCHOOL, school=school)
    own = make.user_with_role(RoleKind.COORDINATOR, municipality=district, school=school)
    stranger = make.user_with_role(RoleKind.COORDINATOR, municipality=district, school=other)
    methodist = make.user_with_role(RoleKind.METHODIST, municipality=district)
    assert [approves(user, association) for user in (own, stranger, methodist)] == [True, False, True]


def test_a_foreign_methodist_approves_nothing(association):
    stranger = make.user_with_role(RoleKind.METHODIST, municipality=make.MunicipalityFactory())
    assert not approves(stranger, association)
