"""A district with one association that has people in office, its methodist, and a way to sign without printing."""

from dataclasses import dataclass
from datetime import date

import pytest
from django.utils import timezone

from associations.models import Office
from methodservice.directory.models import RoleKind
from methodservice.documents.orders.services import signing
from methodservice.lib.periods import SchoolYear
from methodservice.testing import factories as make


@dataclass
class District:
    """An association of three members in office: head, deputy, secretary."""

    municipality: object
    methodist: object
    department: object
    school: object
    association: object
    people: list

    @property
    def year(self) -> SchoolYear:
        return SchoolYear.containing(timezone.localdate())


def association_of(municipality, school, teachers_of: str, surnames, offices=()):
    """(association, its members); offices go to the first of them in order."""
    association = make.AssociationFactory(municipality=municipality, teachers_of=teachers_of)
    people = [make.TeacherFactory(school=school, surname=surname) for surname in surnames]
    for person in people:
        make.MembershipFactory(association=association, teacher=person)
    for person, office in zip(people, offices, strict=False):
        make.TermFactory(association=association, teacher=person, office=office, starts=date(2021, 9, 1))
    return association, people


@pytest.fixture
def district(db) -> District:
    municipality = make.MunicipalityFactory(name_genitive="Озёрного района")
    make.SignatoryFactory(municipality=municipality)
    school = make.SchoolFactory(municipality=municipality, short_name="МОУ «Школа № 1»")
    association, people = association_of(
        municipality,
        school,
        "учителей математики",
        ("Светлова", "Белова", "Котова"),
        (Office.HEAD, Office.DEPUTY, Office.SECRETARY),
    )
    return District(
        municipality,
        make.user_with_role(RoleKind.METHODIST, municipality=municipality),
        make.user_with_role(RoleKind.DEPARTMENT_HEAD, municipality=municipality),
        school,
        association,
        people,
    )


@pytest.fixture
def signed(monkeypatch, district):
    """signed(order, on=today, number="") → the order handed over and signed; what prints is not looked at."""
    monkeypatch.setattr(signing, "render_order", lambda snapshot: b"%PDF")

    def sign(order, *, on=None, number=""):
        signing.submit(order=order, by=district.methodist)
        order = signing.sign(
            order=order, on=on or timezone.localdate(), by=district.department, number=number
        )
        return order

    return sign
