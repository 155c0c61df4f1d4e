"""A district with two organisations, its methodist, a campaign that is open in June 2026."""

from datetime import date

import pytest
from django.utils import timezone

from methodservice.directory.models import RoleKind
from methodservice.testing import factories as make
from methodservice.testing.monitoring import OWN, SHARE, SUM, indicator_set, opened


@pytest.fixture
def midsummer(monkeypatch) -> date:
    """20 June 2026: the usual campaign of the tests collects from 15 to 28 June."""
    real, today = timezone.localdate, date(2026, 6, 20)
    monkeypatch.setattr(timezone, "localdate", lambda value=None: real(value) if value else today)
    return today


@pytest.fixture
def district(db):
    municipality = make.MunicipalityFactory()
    make.SchoolFactory(municipality=municipality, short_name="Школа")
    make.SchoolFactory(municipality=municipality, short_name="Сад", kind="kindergarten")
    return municipality


@pytest.fixture
def methodist(district):
    return make.user_with_role(RoleKind.METHODIST, municipality=district)


@pytest.fixture
def edition(district):
    """A share and a sum of organisations, a number of the municipality."""
    return indicator_set(district, SHARE, SUM, OWN)


@pytest.fixture
def campaign(edition, methodist):
    return opened(edition, methodist)
