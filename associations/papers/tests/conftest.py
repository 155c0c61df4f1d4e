"""A district whose list has one document, and those who see to it."""

from datetime import date

import pytest
from django.utils import timezone

from methodservice.testing import factories as make

TODAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def _november(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *args: TODAY)


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def district(db):
    return make.MunicipalityFactory()


@pytest.fixture
def association(district):
    return make.AssociationFactory(municipality=district, teachers_of="учителей физики")


@pytest.fixture
def methodist(district):
    return make.user_with_role("methodist", municipality=district)


@pytest.fixture
def head(district, association):
    """Account of the association's head, who is its member too."""
    teacher = make.TeacherFactory(school__municipality=district, surname="Полевая")
    make.TermFactory(association=association, teacher=teacher)
    make.MembershipFactory(association=association, teacher=teacher)
    return make.user_with_role("teacher", municipality=district, teacher=teacher)


@pytest.fixture
def member(district, association):
    """Account of a member who leads nothing."""
    teacher = make.TeacherFactory(school__municipality=district)
    make.MembershipFactory(association=association, teacher=teacher)
    return make.user_with_role("teacher", municipality=district, teacher=teacher)
