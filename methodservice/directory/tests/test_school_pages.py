"""Organisations and subjects: registers, cards, adding, closing, deleting."""

import csv
from datetime import date

import pytest
from django.urls import reverse

from methodservice.directory.models import AuditEvent, RoleKind, School, Subject
from methodservice.testing import factories as make
from methodservice.testing.forms import filled

LIST = "/directory/schools/"


@pytest.fixture
def district(db):
    return make.MunicipalityFactory()


@pytest.fixture
def methodist(district, visit):
    return visit(make.user_with_role(RoleKind.METHODIST, municipality=district))


def names(response):
    return [school.short_name for school in response.context["page"]]


def new_school(methodist, **changes):
    url = reverse("directory:school_add")
    words = {
        "kind": "school",
        "full_name": "муниципальное общеобразовательное учреждение «Лицей»",
        "short_name": "МОУ «Лицей»",
        "genitive_name": "муниципального общеобразовательного учреждения «Лицей»",
    }
    return methodist.post(url, filled(methodist.get(url), **words | changes))


def test_the_register_is_filtered_sorted_and_downloaded_as_shown(methodist, district):
    for name, kind, closed, people in (
        ("МОУ «Школа Ёлочка»", "school", None, 2),
        ("МДОУ «Ёлочка»", "kindergarten", None, 1),
        ("МОУ «Закрытая»", "school", date(2026, 1, 1), 0),
    ):
        school = make.SchoolFactory(
            municipality=district, short_name=name, full_name=name, kind=kind, closed_on=closed
        )
        make.TeacherFactory.create_batch(people, school=school)
        make.TeacherFactory(school=school, left_on=date(2026, 1, 1))
    make.SchoolFactory(short_name="МОУ «Чужая Ёлочка»")

    assert names(methodist.get(LIST)) == ["МДОУ «Ёлочка»", "МОУ «Школа Ёлочка»"]
    assert names(methodist.get(LIST, {"q": "ЕЛОЧКА школа"})) == ["МОУ «Школа Ёлочка»"]
    assert names(methodist.get(LIST, {"kind": "kindergarten"})) == ["МДОУ «Ёлочка»"]
    assert names(methodist.get(LIST, {"state": "closed"})) == ["МОУ «Закрытая»"]
    page = methodist.get(LIST, {"state": "all", "sort": "-people"})
    assert [(school.short_name, school.people) for school in page.context["page"]] == [
        ("МОУ «Школа Ёлочка»", 2), ("МДОУ «Ёлочка»", 1), ("МОУ «Закрытая»", 0),
    ]  # fmt: skip

    download = methodist.get(LIST, {"state": "closed", "export": "csv"})
    rows = list(csv.reader(download.getvalue().decode("utf-8-sig").splitlines(), delimiter=";"))
    assert [row[0] for row in rows] == ["Краткое название", "МОУ «Закрытая»"]
    assert AuditEvent.objects.get(verb="exported").note == "Организации: CSV, строк: 1"


def test_nonsense_in_the_address_shows_the_usual_list(methodist, district):
    school = make.SchoolFactory(municipality=district)
    answer = methodist.get(LIST, {"sort": "password", "page": "минус один", "q": "я" * 150})
    assert names(answer) == []
    assert names(methodist.get(LIST, {"sort": "password", "page": "999"})) == [school.short_name]


@pytest.mark.parametrize("number", [1, 30])
def test_the_register_costs_the_same_for_any_number_of_rows(methodist, district, number, assert_query_count):
    for school in make.SchoolFactory.create_batch(number, municipality=district):
        make.TeacherFactory.create_batch(2, school=school)
    assert_query_count(methodist, LIST, 5)


@pytest.mark.parametrize("number", [1, 30])
def test_the_card_costs_the_same_for_any_number_of_people(methodist, district, number, assert_query_count):
    school = make.SchoolFactory(municipality=district)
    make.TeacherFactory.create_batch(number, school=school)
    assert_query_count(methodist, reverse("directory:school", args=[school.pk]), 11)


def test_people_of_a_school_are_shown_to_those_who_keep_them(world, visit):
    school = School.objects.get(pk=world.records["school"]["own_school"])
    surname = school.teachers.first().surname
    url = reverse("directory:school", args=[school.pk])
    assert surname in visit(world.users["coordinator"]).get(url).content.decode()
    assert surname not in visit(world.users["head"]).get(url).content.decode()
    other = reverse("directory:school", args=[world.records["school"]["other_school"]])
    assert visit(world.users["coordinator"]).get(other).context["shows_people"] is False


def test_two_clicks_add_one_school(methodist, district):
    first, second = new_school(methodist), new_school(methodist)
    school = School.objects.get(municipality=district)
    card = reverse("directory:school", args=[school.pk])
    assert (first.url, second.url) == (card, card)


def test_a_second_school_of_the_same_name_gets_its_sentence(methodist, district):
    make.SchoolFactory(municipality=district, short_name="МОУ «Лицей»")
    answer = new_school(methodist)
    assert answer.status_code == 422
    assert answer.context["form"].non_field_errors() == ["Организация с таким кратким названием уже есть."]
    assert (
        answer.context["form"]["full_name"].value() == "муниципальное общеобразовательное учреждение «Лицей»"
    )


def test_a_name_of_300_characters_fits_the_full_name_only(methodist):
    answer = new_school(methodist, full_name="ш" * 300, short_name="ш" * 300)
    assert answer.context["form"].errors == {
        "short_name": ["Убедитесь, что это значение содержит не более 150 символов (сейчас 300)."]
    }


def test_a_null_byte_is_refused_and_nothing_is_written(methodist):
    answer = new_school(methodist, short_name="Шко\0ла")
    assert answer.status_code == 400
    assert not School.objects.exists()


def test_a_school_is_not_closed_while_somebody_works_there(methodist, district):
    school = make.SchoolFactory(municipality=district)
    make.TeacherFactory.create_batch(2, school=school)
    coordinator = make.user_with_role(RoleKind.COORDINATOR, municipality=district, school=school)
    association = make.AssociationFactory(municipality=district, level="school", school=school)
    url = reverse("directory:school_close", args=[school.pk])
    answer = methodist.post(url, {"closed_on": "2026-11-23"})
    assert answer.status_code == 422
    assert answer.context["obstacles"] == [
        "Здесь работают 2\N{NO-BREAK SPACE}педагога. Переведите их в другие организации или отметьте увольнение.",
        f"{coordinator} — заместитель директора по УМР этой организации. Сначала завершите эту роль.",
        f"Действует объединение: {association.title}. Сначала закройте его.",
    ]
    school.refresh_from_db()
    assert school.closed_on is None


def test_an_empty_school_is_closed_and_opened_again(methodist, district):
    school = make.SchoolFactory(municipality=district)
    make.TeacherFactory(school=school, left_on=date(2026, 6, 1))
    assert methodist.post(reverse("directory:school_close", args=[school.pk]), {}).status_code == 422
    url = reverse("directory:school_close", args=[school.pk])
    assert methodist.post(url, {"closed_on": "2026-11-23"}).status_code == 302
    school.refresh_from_db()
    assert school.closed_on == date(2026, 11, 23)
    methodist.post(reverse("directory:school_reopen", args=[school.pk]))
    assert [row.changes for row in AuditEvent.objects.about(school)] == [
        {"закрыта с": ["23.11.2026", "—"]},
        {"закрыта с": ["—", "23.11.2026"]},
    ]


def test_a_subject_is_added_once_whatever_the_case_of_letters(methodist, district):
    url = reverse("directory:subject_add")
    words = {"name": "Физика", "teachers_of": "учителей физики"}
    assert methodist.post(url, words).status_code == 302
    answer = methodist.post(url, words | {"name": "ФИЗИКА", "teachers_of": "физиков"})
    assert answer.status_code == 302  # a second click of the same person is led to the list
    assert Subject.objects.get(municipality=district).teachers_of == "учителей физики"
    AuditEvent.objects.all().delete()
    answer = methodist.post(url, words | {"name": "физика"})
    assert answer.context["form"].non_field_errors() == ["Такой предмет уже есть в списке."]


def test_a_subject_in_use_is_not_deleted_and_says_why(methodist, district):
    subject = make.SubjectFactory(municipality=district)
    teacher = make.TeacherFactory(school=make.SchoolFactory(municipality=district))
    teacher.subjects.add(subject)
    url = reverse("directory:subject_delete", args=[subject.pk])
    answer = methodist.post(url)
    assert (answer.status_code, answer.context["question"]) == (
        422,
        "Предмет указан у 1\N{NO-BREAK SPACE}педагога. Сначала уберите его из их карточек.",
    )
    teacher.subjects.clear()
    association = make.AssociationFactory(municipality=district, subject=subject)
    answer = methodist.post(url)
    assert (
        answer.context["question"]
        == f"Предмет нужен: {association}. Сначала выберите для них другой предмет."
    )
    association.delete()
    assert methodist.post(url).status_code == 302
    assert not Subject.objects.exists()
    assert AuditEvent.objects.get(verb="deleted").record_label == subject.name


@pytest.mark.parametrize("number", [1, 30])
def test_the_list_of_subjects_costs_the_same_for_any_number(methodist, district, number, assert_query_count):
    teacher = make.TeacherFactory(school=make.SchoolFactory(municipality=district))
    teacher.subjects.set(make.SubjectFactory.create_batch(number, municipality=district))
    assert_query_count(methodist, reverse("directory:subject_list"), 5)


def test_the_list_of_subjects_downloads_as_it_is_shown(methodist, district):
    make.SubjectFactory(municipality=district, name="химия", teachers_of="учителей химии")
    make.SubjectFactory(name="чужой предмет")
    answer = methodist.get(reverse("directory:subject_list"), {"export": "csv"})
    rows = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert rows == ["Предмет или направление;Кого объединяет;Педагогов", "химия;учителей химии;0"]
