import pytest

from methodservice.directory.models import RoleKind
from methodservice.testing import factories as make


@pytest.fixture
def municipality(db):
    return make.MunicipalityFactory()


@pytest.fixture
def school(municipality):
    return make.SchoolFactory(municipality=municipality, short_name="МБОУ СОШ № 4")


@pytest.fixture
def other_school(municipality):
    return make.SchoolFactory(municipality=municipality, short_name="МБОУ СОШ № 5")


@pytest.fixture
def methodist(municipality):
    return make.user_with_role(RoleKind.METHODIST, municipality=municipality)


@pytest.fixture
def coordinator(municipality, school):
    return make.user_with_role(RoleKind.COORDINATOR, municipality=municipality, school=school)


@pytest.fixture
def department(municipality):
    return make.user_with_role(RoleKind.DEPARTMENT_HEAD, municipality=municipality)


@pytest.fixture
def vetrova(school):
    return make.TeacherFactory(school=school, surname="Ветрова", given_name="Анна", patronymic="Сергеевна")
