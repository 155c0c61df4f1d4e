"""The printed plan: everything in words, «Проект» until it is approved, the frozen bytes after."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from docx import Document

from associations.models import Level
from associations.plans.models import ActivityKind, Direction, PlanEdition
from associations.plans.printed import plan_snapshot, post_by_rule, post_of, render_plan
from associations.plans.services import workflow
from associations.plans.services.editing import add_lines
from methodservice.directory.models import RoleKind
from methodservice.testing import factories as make
from methodservice.testing.plans import drafts, edition_with
from methodservice.testing.printed import Printed

pytestmark = pytest.mark.django_db
State = PlanEdition.State
NBSP = "\N{NO-BREAK SPACE}"


def file_of(edition, fmt):
    return reverse("plans:file", args=[edition.pk, fmt])


def text_of(pdf):
    return Printed(pdf).text


def plain(text):
    return " ".join(text.replace(NBSP, " ").split())


def test_the_snapshot_says_everything_in_words(association, head):
    municipality = association.municipality
    edition = edition_with(
        1,
        association=association,
        by=head,
        state=State.SUBMITTED,
        section="young",
        responsible="Иванова М. И.",
        expected="Памятка",
        kind=ActivityKind.objects.create(municipality=municipality, title="Семинар"),
        direction=Direction.objects.create(municipality=municipality, title="Сети"),
    )
    snapshot = plan_snapshot(edition)
    assert plain(snapshot["subtitle"]) == plain(
        f"{association.full_title_genitive} {municipality.name_genitive} на 2026/2027 учебный год"
    )
    assert snapshot["tasks"] == ["Изучить опыт.", "Обменяться опытом."]
    assert snapshot["sections"] == [
        {
            "title": "Работа с молодыми и вновь прибывшими педагогами",
            "lines": [
                {
                    "number": "1",
                    "action": ["Дело 1"],
                    "kind": "Семинар; Сети",
                    "deadline": "октябрь",
                    "responsible": f"Иванова{NBSP}М.{NBSP}И.",
                    "expected": ["Памятка"],
                }
            ],
        }
    ]
    (signature,) = snapshot["signatures"]
    assert signature["post"] == "Руководитель объединения"
    assert signature["name"].endswith(head.teacher.surname)
    assert snapshot["is_draft"] is True
    assert snapshot["approval"][:2] == ["УТВЕРЖДАЮ", "Методист ИМЦ"]


def test_approved_it_names_who_and_when(association, methodist):
    edition = edition_with(association=association, state=State.APPROVED, by=methodist)
    lines = [plain(line).lstrip("_ ") for line in plan_snapshot(edition)["approval"]]
    assert lines == ["УТВЕРЖДАЮ", "Методист ИМЦ", "Г. С. Зорина", "12 сентября 2026 г."]


def test_without_a_head_nobody_signs():
    assert plan_snapshot(edition_with())["signatures"] == []


def test_the_head_is_that_of_the_day_of_submission(association, head):
    old = association.terms.get(office="head")
    old.ends = date(2026, 9, 11)
    old.save()
    make.TermFactory(
        association=association,
        teacher=make.TeacherFactory(school=head.teacher.school, surname="Новая"),
        starts=date(2026, 9, 12),
    )
    edition = edition_with(association=association, state=State.SUBMITTED)
    assert plan_snapshot(edition)["signatures"][0]["name"].endswith(head.teacher.surname)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("methodist", "Методист ИМЦ"),
        ("service_head", "Руководитель ИМЦ"),
        ("curator", "Куратор РМО учителей химии"),
    ],
)
def test_who_will_approve_follows_the_rule(rule, expected):
    association = make.AssociationFactory(teachers_of="учителей химии")
    association.municipality.rules.approver = rule
    assert post_by_rule(association) == expected


def test_as_whom_a_person_approves(association, methodist):
    municipality = association.municipality
    school = make.SchoolFactory(municipality=municipality, short_name="МОУ «Лицей»")
    small = make.AssociationFactory(municipality=municipality, level=Level.SCHOOL, school=school)
    coordinator = make.user_with_role(RoleKind.COORDINATOR, municipality=municipality, school=school)
    service_head = make.user_with_role(RoleKind.SERVICE_HEAD, municipality=municipality)
    assert post_of(coordinator, small) == post_by_rule(small) == "Заместитель директора МОУ «Лицей»"
    assert post_of(methodist, small) == "Методист ИМЦ"
    assert post_of(service_head, association) == "Руководитель ИМЦ"
    municipality.rules.approver = "curator"
    assert post_of(make.UserFactory(), association) == f"Куратор {association.title}"


def test_a_draft_prints_as_a_project_in_both_formats(visit, association, head):
    edition = edition_with(association=association)
    client = visit(head)
    pdf = text_of(client.get(file_of(edition, "pdf")).content)
    docx = client.get(file_of(edition, "docx"))
    words = [paragraph.text for paragraph in Document(BytesIO(docx.content)).paragraphs]
    for text in (pdf, " ".join(words)):
        assert "Проект" in text
        assert "ПЛАН РАБОТЫ" in text
    assert "%D0%9F%D1%80%D0%BE%D0%B5%D0%BA%D1%82" in docx["Content-Disposition"]


def test_an_approved_plan_is_the_frozen_bytes_for_ever(visit, association, head, methodist):
    edition = workflow.approve(
        edition=edition_with(association=association, state=State.SUBMITTED), by=methodist
    )
    client = visit(head)
    pdf = client.get(file_of(edition, "pdf"))
    assert pdf.content == bytes(edition.document.pdf)
    text = plain(text_of(pdf.content))
    assert "Проект" not in text
    assert edition.document.check_code in text
    association.teachers_of = "учителей астрономии"
    association.save()
    docx = Document(BytesIO(client.get(file_of(edition, "docx")).content))
    assert "астрономии" not in " ".join(paragraph.text for paragraph in docx.paragraphs)
    cells = [cell.text for table in docx.tables for row in table.rows for cell in row.cells]
    assert "Дело 1" in cells


def test_an_unknown_format_is_not_found(visit, association, head):
    edition = edition_with(association=association)
    assert visit(head).get(file_of(edition, "exe")).status_code == 404


def test_a_member_does_not_read_a_project(visit, association, member):
    edition = edition_with(association=association)
    assert visit(member).get(file_of(edition, "pdf")).status_code == 404


def test_a_long_plan_prints_every_line(association):
    edition = edition_with(0, association=association)
    add_lines(edition=edition, drafts=drafts(60, expected="Результат " * 10), by=make.UserFactory())
    text = plain(text_of(render_plan(plan_snapshot(edition))))
    assert all(f"Дело {number}" in text for number in range(1, 61))
