"""A district with two schools on 20 November 2026."""

from dataclasses import dataclass
from datetime import date

import pytest
from django.utils import timezone

from development.surveys.models import Survey
from methodservice.directory.models import Municipality, School, User
from methodservice.testing import factories
from methodservice.testing import surveys as make

TODAY = date(2026, 11, 20)


@dataclass
class District:
    municipality: Municipality
    schools: list[School]
    methodist: User
    department: User


@pytest.fixture
def district(db, monkeypatch) -> District:
    monkeypatch.setattr(timezone, "localdate", lambda *args: TODAY)
    municipality = factories.MunicipalityFactory()
    return District(
        municipality=municipality,
        schools=[factories.SchoolFactory(municipality=municipality) for _ in range(2)],
        methodist=factories.user_with_role("methodist", municipality=municipality),
        department=factories.user_with_role("department_head", municipality=municipality),
    )


@pytest.fixture
def methodist(visit, district):
    """The client of a methodist."""
    return visit(district.methodist)


@pytest.fixture
def draft(district) -> Survey:
    """A question and six people of the first school."""
    survey = make.survey(district.municipality)
    make.question(survey)
    make.invitations(survey, district.schools[0], 6)
    return survey


@pytest.fixture
def running(district) -> Survey:
    """Open and anonymous: a list, a scale, boxes, a text; six people of the first school, two of the second."""
    survey = make.survey(district.municipality, "open")
    make.question(survey, words="Помогает?", required=True)
    make.question(survey, "scale", words="Насколько?", low="мало", high="много")
    make.question(survey, "multiple", words="Чем?", options=("Уроки", "Курсы", "Беседы"))
    make.question(survey, "text", words="Что ещё?")
    make.invitations(survey, district.schools[0], 6)
    make.invitations(survey, district.schools[1], 2)
    return survey
