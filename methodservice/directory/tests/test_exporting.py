"""`?export=`: the rows of the page, journaled."""

import csv
import io
from types import SimpleNamespace

import pytest
from django.test import RequestFactory

from methodservice.directory.exporting import export_if_asked
from methodservice.directory.models import AuditEvent, RoleKind, Teacher
from methodservice.testing import factories as make

COLUMNS = [
    ("Педагог", "full_name"),
    ("Организация", "school.short_name"),
    ("Категория", "get_category_display"),
    ("Предметы", lambda teacher: ", ".join(subject.name for subject in teacher.subjects.all())),
]


@pytest.fixture
def methodist(db):
    return make.user_with_role(RoleKind.METHODIST, municipality=make.MunicipalityFactory())


def ask(query, user, rows):
    return export_if_asked(RequestFactory().get(f"/?{query}"), rows, COLUMNS, "Педагоги", by=user)


def test_a_page_without_the_question_is_no_download(methodist):
    assert ask("export=pdf", methodist, Teacher.objects.all()) is None
    assert ask("", methodist, Teacher.objects.all()) is None
    assert AuditEvent.objects.count() == 0


@pytest.mark.parametrize("number", [1, 30])
def test_download_costs_the_same_for_any_number_of_rows(methodist, number, django_assert_num_queries):
    school = make.SchoolFactory(municipality=methodist.municipality)
    teachers = [
        make.TeacherFactory(school=school, surname=f"Лисина {n:02}", category="first") for n in range(number)
    ]
    teachers[0].subjects.add(make.SubjectFactory(name="физика", municipality=methodist.municipality))
    assert methodist.access.is_methodist  # read once, as a page does before
    # the count, the journal, the rows, their subjects
    with django_assert_num_queries(4):
        response = ask("export=csv", methodist, Teacher.objects.visible_to(methodist).for_register())
        data = b"".join(response.streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(data), delimiter=";"))
    assert rows[0] == ["Педагог", "Организация", "Категория", "Предметы"]
    assert rows[1] == [teachers[0].full_name, school.short_name, "первая", "физика"]
    assert len(rows) == number + 1
    written = AuditEvent.objects.get()
    assert (written.verb, written.actor, written.note) == (
        "exported",
        methodist,
        f"Педагоги: CSV, строк: {number}",
    )


def test_an_empty_link_in_the_path_is_an_empty_cell(methodist):
    rows = [SimpleNamespace(full_name="Лис Ян", school=None)]
    request = RequestFactory().get("/?export=csv")
    response = export_if_asked(request, rows, COLUMNS[:2], "Педагоги", by=methodist)
    assert b"".join(response.streaming_content).decode("utf-8-sig").splitlines() == [
        "Педагог;Организация",
        "Лис Ян;",
    ]
