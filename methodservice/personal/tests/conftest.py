"""A district with one school, its methodist, its coordinator and a person with an account."""

from types import SimpleNamespace

import pytest

from methodservice.directory.models import RoleKind
from methodservice.testing import factories as make


@pytest.fixture
def district(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    municipality = make.MunicipalityFactory()
    school = make.SchoolFactory(municipality=municipality)
    person = make.TeacherFactory(
        school=school,
        surname="Жаворонкова",
        given_name="Алла",
        patronymic="Юрьевна",
        position="учитель химии",
    )
    return SimpleNamespace(
        municipality=municipality,
        school=school,
        person=person,
        account=make.user_with_role(
            RoleKind.TEACHER, municipality=municipality, teacher=person, full_name="Жаворонкова Алла"
        ),
        methodist=make.user_with_role(RoleKind.METHODIST, municipality=municipality, full_name="Методист"),
        coordinator=make.user_with_role(
            RoleKind.COORDINATOR, municipality=municipality, school=school, full_name="Завуч"
        ),
    )
