"""A district with a campaign that missed its target, and a thread that waits for recommendations."""

import pytest

from methodservice.directory.models import RoleKind
from methodservice.testing import factories as make
from methodservice.testing.monitoring import SHARE, indicator_set
from methodservice.testing.monitoring_cycle import results, signed_note, thread
from monitoring.cycle_documents import common
from monitoring.models import Cycle


@pytest.fixture
def district():
    return make.MunicipalityFactory()


@pytest.fixture
def methodist(district):
    return make.user_with_role(RoleKind.METHODIST, municipality=district)


@pytest.fixture
def schools(district):
    return [make.SchoolFactory(municipality=district, short_name=f"СОШ № {n}") for n in (1, 2, 3)]


@pytest.fixture
def coordinator(district, schools):
    return make.user_with_role(RoleKind.COORDINATOR, municipality=district, school=schools[0])


@pytest.fixture
def edition(district):
    return indicator_set(district, SHARE, targets={0: {2026: 50, 2027: 60}})


@pytest.fixture
def campaign(edition, methodist, schools):
    """8 + 2 of 20 at the first two schools, nothing from the third: 50 % wanted, 25 % found."""
    return results(edition, methodist, {schools[0]: (8, 20), schools[1]: (2, 20)})


@pytest.fixture
def quick(monkeypatch):
    """How documents print is tested apart."""
    monkeypatch.setattr(
        common, "pdf_of", lambda template, snapshot: b"%PDF " + snapshot["check_code"].encode()
    )


@pytest.fixture
def cycle(campaign, methodist, quick):
    """One that waits for recommendations."""
    row = thread(campaign, methodist)
    signed_note(campaign, methodist)
    return Cycle.objects.get(pk=row.pk)
