"""A district association with a head and three members, on 20 November 2026."""

from dataclasses import dataclass
from datetime import date

import pytest
from django.utils import timezone

from associations.models import Association, Office
from methodservice.directory.models import Municipality, School, Teacher, User
from methodservice.testing import factories as make

TODAY = date(2026, 11, 20)


@dataclass
class District:
    municipality: Municipality
    school: School
    association: Association
    people: list[Teacher]
    head: User
    methodist: User


@pytest.fixture
def district(db, monkeypatch) -> District:
    monkeypatch.setattr(timezone, "localdate", lambda *args: TODAY)
    association = make.AssociationFactory(teachers_of="учителей математики")
    municipality = association.municipality
    school = make.SchoolFactory(municipality=municipality)
    people = [
        make.TeacherFactory(school=school, surname=surname) for surname in ("Алова", "Белова", "Ветрова")
    ]
    for person in people:
        make.MembershipFactory(association=association, teacher=person)
    make.TermFactory(association=association, teacher=people[0], office=Office.HEAD)
    return District(
        municipality=municipality,
        school=school,
        association=association,
        people=people,
        head=make.user_with_role("teacher", municipality=municipality, teacher=people[0]),
        methodist=make.user_with_role("methodist", municipality=municipality),
    )


@pytest.fixture
def event(district):
    """A planned event of the association, today."""
    return make.EventFactory(association=district.association, starts=TODAY, title="Читаем условие задачи")


@pytest.fixture
def head(visit, district):
    """The client of the head of the association."""
    return visit(district.head)
