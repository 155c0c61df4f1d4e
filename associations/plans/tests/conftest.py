import pytest

from associations.models import Office
from associations.plans import printed
from methodservice.directory.models import RoleKind
from methodservice.testing import factories as make
from methodservice.testing.meetings import district_with


@pytest.fixture
def quick_printing(monkeypatch):
    """How a plan prints is tested in test_printed.py."""
    monkeypatch.setattr(printed, "render_plan", lambda snapshot: b"%PDF " + snapshot["check_code"].encode())


@pytest.fixture
def association(db):
    """A district association of three: head, secretary and a member."""
    found, _ = district_with(3)
    return found


def _user_of(teacher):
    return make.user_with_role(RoleKind.TEACHER, municipality=teacher.school.municipality, teacher=teacher)


@pytest.fixture
def head(association):
    return _user_of(association.terms.get(office=Office.HEAD).teacher)


@pytest.fixture
def member(association):
    return _user_of(association.memberships.filter(teacher__terms=None).get().teacher)


@pytest.fixture
def methodist(association):
    return make.user_with_role(
        RoleKind.METHODIST, municipality=association.municipality, full_name="Зорина Галина Степановна"
    )
