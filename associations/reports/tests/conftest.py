"""A year of an association, with its head and a methodist."""

from dataclasses import dataclass
from datetime import date

import pytest
from django.utils import timezone

from associations.models import Association
from associations.reports import printed
from associations.reports.facts import Span, span_of
from methodservice.directory.models import RoleKind
from methodservice.testing import factories as make
from methodservice.testing.meetings import district_with
from methodservice.testing.reports import TODAY, YEAR, year_of


@dataclass(frozen=True)
class Filed:
    """An association of four whose year is filled by `testing.reports.year_of`."""

    association: Association
    people: list
    head: object
    methodist: object

    @property
    def span(self) -> Span:
        return span_of(self.association.municipality_id, YEAR, TODAY)


@pytest.fixture
def june(monkeypatch) -> date:
    """Nine days before the reports are due."""
    real = timezone.localdate
    monkeypatch.setattr(timezone, "localdate", lambda value=None: real(value) if value else TODAY)
    return TODAY


@pytest.fixture
def filed(june) -> Filed:
    association, people = district_with(4)
    municipality = association.municipality
    methodist = make.user_with_role(RoleKind.METHODIST, municipality=municipality)
    head = make.user_with_role(RoleKind.TEACHER, municipality=municipality, teacher=people[0])
    year_of(association, people, methodist)
    return Filed(association, people, head, methodist)


@pytest.fixture
def quick_printing(monkeypatch):
    """How a report prints is tested in test_printed.py."""
    monkeypatch.setattr(printed, "render_report", lambda snapshot: b"%PDF " + snapshot["check_code"].encode())
