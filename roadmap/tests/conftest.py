from datetime import date

import pytest
from django.utils import timezone

from methodservice.directory.models import RoleKind
from methodservice.testing import factories as make
from methodservice.testing.roadmaps import draft_roadmap, roadmap_in_force


@pytest.fixture
def district(db):
    """A municipality with a school."""
    return make.SchoolFactory().municipality


@pytest.fixture
def methodist(district):
    return make.user_with_role(RoleKind.METHODIST, municipality=district)


@pytest.fixture
def draft(district, methodist):
    """A first edition that is being prepared."""
    return draft_roadmap(district, methodist)


@pytest.fixture
def edition(district, methodist):
    """An edition in force since 1 January 2026."""
    return roadmap_in_force(district, methodist)


@pytest.fixture
def june(monkeypatch):
    """Today is 15 June 2026, the middle of the roadmap's year."""
    today = date(2026, 6, 15)
    monkeypatch.setattr(timezone, "localdate", lambda *args: today)
    return today


@pytest.fixture
def association(district):
    return make.AssociationFactory(municipality=district)


@pytest.fixture
def head(district, association):
    """Who heads the association since 2022."""
    teacher = make.TeacherFactory(school__municipality=district)
    make.TermFactory(association=association, teacher=teacher, starts=date(2022, 9, 1))
    return make.user_with_role(RoleKind.TEACHER, municipality=district, teacher=teacher)
