"""A school with a young teacher, an experienced one and its coordinator, on Friday 20 November 2026."""

from dataclasses import dataclass
from datetime import date

import pytest
from django.utils import timezone

from mentoring.models import Pair
from methodservice.directory.models import Municipality, School, Teacher, User
from methodservice.testing import factories as make
from methodservice.testing import mentoring as made

TODAY = date(2026, 11, 20)


@dataclass
class District:
    municipality: Municipality
    school: School
    mentor: Teacher
    mentee: Teacher
    methodist: User
    coordinator: User


@pytest.fixture
def district(db, monkeypatch) -> District:
    monkeypatch.setattr(timezone, "localdate", lambda *args: TODAY)
    municipality = make.MunicipalityFactory()
    make.SignatoryFactory(municipality=municipality)
    school = make.SchoolFactory(municipality=municipality, short_name="Школа № 1")
    return District(
        municipality=municipality,
        school=school,
        mentor=made.mentor(school, surname="Опытова"),
        mentee=made.young(school, surname="Юнова"),
        methodist=make.user_with_role("methodist", municipality=municipality),
        coordinator=make.user_with_role("coordinator", municipality=municipality, school=school),
    )


@pytest.fixture
def draft(district) -> Pair:
    """A pair of the two in preparation."""
    return made.pair(district.school, mentor=district.mentor, mentee=district.mentee, by=district.methodist)


@pytest.fixture
def active(district) -> Pair:
    """A pair of the two at work since 1 September."""
    return made.pair(
        district.school, state="active", mentor=district.mentor, mentee=district.mentee, by=district.methodist
    )


@pytest.fixture
def client(visit, district):
    """The client of the methodist."""
    return visit(district.methodist)
