import io

import pytest

from methodservice.directory.models import RoleKind
from methodservice.lib.exports import xlsx_file
from methodservice.testing import factories as make

HEADER = ["ФИО", "Организация", "Должность", "Дата рождения", "Категория"]


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def district(db):
    return make.MunicipalityFactory()


@pytest.fixture
def school(district):
    return make.SchoolFactory(municipality=district, short_name="МБОУ СОШ № 4")


@pytest.fixture
def methodist(district):
    return make.user_with_role(RoleKind.METHODIST, municipality=district)


@pytest.fixture
def coordinator(district, school):
    return make.user_with_role(RoleKind.COORDINATOR, municipality=district, school=school)


@pytest.fixture
def xlsx():
    """xlsx(rows, header=…, name=…) → an open workbook with a name, as a browser sends it."""

    def make_file(rows, header=HEADER, name="Кадры.xlsx"):
        with xlsx_file([("Лист1", header, rows, ())]) as made:
            file = io.BytesIO(made.read())
        file.name = name
        return file

    return make_file
