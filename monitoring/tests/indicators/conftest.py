import pytest

from methodservice.directory.models import RoleKind
from methodservice.testing import factories as make


@pytest.fixture
def district(db):
    """A municipality with a school."""
    return make.SchoolFactory(short_name="Школа № 1").municipality


@pytest.fixture
def methodist(district):
    return make.user_with_role(RoleKind.METHODIST, municipality=district)
