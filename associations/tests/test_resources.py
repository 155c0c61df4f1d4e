"""The list of members: who is found, who is refused, what a second load changes."""

import io
from datetime import date

import pytest

from associations.models import Level, Membership
from associations.resources import MembershipResource
from methodservice.directory.importing import Scope
from methodservice.directory.models import RoleKind
from methodservice.lib.officefiles import FileRefused, read_table
from methodservice.testing import factories as make

pytestmark = pytest.mark.django_db
HEADER = "Объединение;ФИО;Организация;С какого дня\n"


@pytest.fixture
def district():
    return make.MunicipalityFactory()


@pytest.fixture
def school(district):
    return make.SchoolFactory(municipality=district, short_name="СОШ № 4")


@pytest.fixture
def methodist(district):
    return make.user_with_role(RoleKind.METHODIST, municipality=district)


@pytest.fixture
def association(district):
    return make.AssociationFactory(municipality=district, teachers_of="учителей математики")


@pytest.fixture
def vetrova(school):
    return person(school, "Ветрова")


def person(school, surname):
    return make.TeacherFactory(school=school, surname=surname, given_name="Анна", patronymic="Сергеевна")


def resource(user, text, target=None) -> MembershipResource:
    table = read_table(io.BytesIO(text.encode()), "Состав.csv", MembershipResource.columns)
    return MembershipResource(table=table, scope=Scope(user, user.municipality, target))


def load(user, text, target=None):
    return resource(user, text, target).apply(note="Загрузка файла")


def test_members_are_found_by_the_name_of_the_association_and_their_own(methodist, association, vetrova):
    text = f"{HEADER}{association.title};ВЕТРОВА АННА СЕРГЕЕВНА;;01.09.2026\n"
    assert load(methodist, text).counts["new"] == 1
    member = Membership.objects.get()
    assert (member.association, member.teacher, member.starts) == (association, vetrova, date(2026, 9, 1))
    assert load(methodist, text).counts["unchanged"] == 1
    assert load(methodist, text.replace("01.09", "05.09")).rows[0].changes == {
        "с": ["01.09.2026", "05.09.2026"]
    }
    assert Membership.objects.get().starts == date(2026, 9, 5)


def test_a_finished_membership_is_found_by_its_first_day(methodist, association, vetrova):
    text = (
        "Объединение;ФИО;С какого дня;По какой день\n"
        "учителей математики;Ветрова Анна Сергеевна;01.09.2024;31.08.2025\n"
    )
    assert load(methodist, text).counts["new"] == 1
    assert load(methodist, text).counts["unchanged"] == 1
    assert load(methodist, text.replace("2024;31.08.2025", "2026;")).counts["new"] == 1
    assert load(methodist, text).counts["unchanged"] == 1
    assert [str(member.ends) for member in Membership.objects.order_by("starts")] == ["2025-08-31", "None"]


def test_one_association_may_be_chosen_for_the_whole_file(methodist, association, vetrova):
    text = "ФИО;С какого дня\nВетрова Анна Сергеевна;01.09.2026\n"
    with pytest.raises(FileRefused):
        load(methodist, text)
    assert load(methodist, text, association).counts["new"] == 1


@pytest.mark.parametrize(
    ("row", "errors"),
    [
        ("РМО учителей лепки;Ветрова Анна Сергеевна;;01.09.2026",
         [["Объединение", "объединения «РМО учителей лепки» нет среди тех, чей состав вы ведёте"]]),
        ("учителей математики;Лисина Анна Сергеевна;;01.09.2026",
         [["ФИО", "педагога «Лисина Анна Сергеевна» нет в списке: сначала загрузите педагогов"]]),
        ("учителей математики;Ветрова Анна Сергеевна;СОШ № 77;01.09.2026",
         [["Организация", "организации «СОШ № 77» нет в списке"]]),
        ("учителей математики;Ветрова Анна Сергеевна;;", [["С какого дня", "не заполнено"]]),
        ("учителей математики;Ветрова Анна Сергеевна;;31.02.2026",
         [["С какого дня", "«31.02.2026»: такой даты нет в календаре"]]),
        ("учителей математики;Ветрова Анна Сергеевна;;01.09.1926",
         [["С какого дня", "01.09.1926: проверьте год"]]),
    ],
)  # fmt: skip
def test_a_wrong_row_is_told_by_its_column(methodist, association, vetrova, row, errors):
    assert load(methodist, f"{HEADER}{row}\n").rows[0].errors == errors
    assert Membership.objects.count() == 0


def test_namesakes_are_told_apart_by_their_school(methodist, district, association, vetrova):
    other = person(make.SchoolFactory(municipality=district, short_name="СОШ № 5"), "Ветрова")
    unclear = f"{HEADER}учителей математики;Ветрова Анна Сергеевна;;01.09.2026\n"
    assert load(methodist, unclear).rows[0].errors == [
        ["ФИО", "педагогов «Ветрова Анна Сергеевна» несколько: укажите организацию"]
    ]
    load(methodist, unclear.replace(";;", ";СОШ № 5;"))
    assert Membership.objects.get().teacher == other


def test_people_and_associations_of_another_district_are_not_found(methodist, association):
    foreign = make.AssociationFactory(teachers_of="учителей физики")
    stranger = person(make.SchoolFactory(municipality=foreign.municipality), "Чужакова")
    rows = "".join(f"учителей {of};Чужакова Анна Сергеевна;;01.09.2026\n" for of in ("физики", "математики"))
    assert [row.state for row in load(methodist, HEADER + rows).rows] == ["wrong", "wrong"]
    with pytest.raises(FileRefused):
        load(methodist, HEADER + rows, foreign)
    assert stranger.memberships.count() == 0


def test_a_coordinator_fills_the_associations_of_the_own_school(district, school, association, vetrova):
    small = make.AssociationFactory(
        municipality=district, level=Level.SCHOOL, school=school, teachers_of="учителей физики"
    )
    coordinator = make.user_with_role(RoleKind.COORDINATOR, municipality=district, school=school)
    rows = "".join(f"учителей {of};Ветрова Анна Сергеевна;;01.09.2026\n" for of in ("математики", "физики"))
    assert [row.state for row in load(coordinator, HEADER + rows).rows] == ["wrong", "new"]
    assert Membership.objects.get().association == small


@pytest.mark.parametrize("number", [1, 30])
def test_planning_costs_the_same_for_any_number_of_rows(
    methodist, association, school, number, django_assert_num_queries
):
    names = [f"Ветрова{'а' * n}" for n in range(number)]
    for name in names:
        person(school, name)
    rows = "".join(f"учителей математики;{name} Анна Сергеевна;;01.09.2026\n" for name in names)
    loading = resource(methodist, HEADER + rows)
    assert methodist.access.is_methodist  # read once, as a page does before
    with django_assert_num_queries(4):
        assert loading.plan().counts["new"] == number
