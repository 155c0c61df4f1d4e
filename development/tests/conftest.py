"""A school with a teacher who has an account, a coordinator and a methodist, on 20 November 2026."""

from dataclasses import dataclass
from datetime import date

import pytest
from django.utils import timezone

from methodservice.directory.models import Municipality, School, Teacher, User
from methodservice.testing import factories as make

TODAY = date(2026, 11, 20)


@dataclass
class Place:
    municipality: Municipality
    school: School
    teacher: Teacher
    author: User
    coordinator: User
    methodist: User


@pytest.fixture
def place(db, monkeypatch) -> Place:
    monkeypatch.setattr(timezone, "localdate", lambda *args: TODAY)
    municipality = make.MunicipalityFactory()
    school = make.SchoolFactory(municipality=municipality, short_name="Школа № 1")
    teacher = make.TeacherFactory(school=school, surname="Алова", hired_on=date(2015, 9, 1))
    return Place(
        municipality=municipality,
        school=school,
        teacher=teacher,
        author=make.user_with_role("teacher", municipality=municipality, teacher=teacher),
        coordinator=make.user_with_role("coordinator", municipality=municipality, school=school),
        methodist=make.user_with_role("methodist", municipality=municipality),
    )


@pytest.fixture
def keeper(visit, place):
    """The client of the methodist."""
    return visit(place.methodist)


@pytest.fixture
def author(visit, place):
    """The client of the teacher."""
    return visit(place.author)
