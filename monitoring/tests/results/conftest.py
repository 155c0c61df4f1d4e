"""A district with a school of two halves of a year and a kindergarten, results computed."""

import pytest

from methodservice.directory.models import RoleKind
from methodservice.testing import factories as make
from methodservice.testing.monitoring import SHARE, SUM, YES, give, indicator_set, opened
from monitoring.models import Campaign
from monitoring.services.aggregation.running import compute_in_order
from monitoring.workflow import move_campaign


@pytest.fixture
def district(db):
    municipality = make.MunicipalityFactory()
    make.SchoolFactory(municipality=municipality, short_name="Гимназия")
    make.SchoolFactory(municipality=municipality, short_name="Сад", kind="kindergarten")
    make.SchoolFactory(municipality=municipality, short_name="Школа")
    return municipality


@pytest.fixture
def methodist(district):
    return make.user_with_role(RoleKind.METHODIST, municipality=district)


@pytest.fixture
def head(district):
    return make.user_with_role(RoleKind.DEPARTMENT_HEAD, municipality=district)


@pytest.fixture
def edition(district):
    """Shares: 50 % wanted in 2026; a sum of 50 people; answers «да» of 50 %."""
    return indicator_set(district, SHARE, SUM, YES)


def collected(edition, methodist, numbers: dict[str, dict], *, half: int, closed: bool) -> Campaign:
    """A campaign with accepted returns of the organisations named, computed."""
    campaign = opened(edition, methodist, half=half)
    for given in campaign.returns.select_related("school"):
        if given.school.short_name in numbers:
            give(given, numbers[given.school.short_name])
    if closed:
        move_campaign(campaign, to=Campaign.State.CLOSED, by=methodist)
    compute_in_order([campaign.pk])
    return campaign


@pytest.fixture
def first(edition, methodist):
    """Closed: 3 of 10 and 10 of 20 and 1 of 10; 20 people; two «да» of three."""
    numbers = {
        "Гимназия": {0: (3, 10), 1: 5, 2: 1},
        "Сад": {0: (10, 20), 1: 15, 2: 0},
        "Школа": {0: (1, 10), 1: 0, 2: 1},
    }
    return collected(edition, methodist, numbers, half=1, closed=True)


@pytest.fixture
def second(first, edition, methodist):
    """Open, the school has not answered: 9 of 10 and 10 of 20."""
    numbers = {"Гимназия": {0: (9, 10), 1: 5, 2: 1}, "Сад": {0: (10, 20), 1: 15, 2: 1}}
    return collected(edition, methodist, numbers, half=2, closed=False)
