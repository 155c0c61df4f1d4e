"""Everything about one person: complete, the same in JSON and PDF, at one cost."""

from datetime import date

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from associations.models import Attendance
from methodservice import registries
from methodservice.directory.models import AuditEvent, FormerPost, Teacher
from methodservice.documents.printing import pdf_of
from methodservice.personal.collecting import FORMAT, everything_about
from methodservice.personal.models import Consent
from methodservice.personal.printed import DATA, data_snapshot
from methodservice.testing import development as made
from methodservice.testing import factories as make
from methodservice.testing.printed import Printed


def sections(teacher, by) -> dict[str, list[dict]]:
    return {section["key"]: section["rows"] for section in everything_about(teacher, by=by)["sections"]}


def fill(district, number: int) -> None:
    """So many records of each kind."""
    person, association = district.person, make.AssociationFactory(municipality=district.municipality)
    for place in range(number):
        day = date(2026, 1, 1 + place)
        make.MembershipFactory(
            association=association, teacher=person, starts=day, ends=None if place == 0 else day
        )
        meeting = make.MeetingFactory(association=association, date=day)
        Attendance.objects.create(meeting=meeting, teacher=person, status="present")
        make.ParticipantFactory(event=make.EventFactory(association=association, starts=day), teacher=person)
        made.course(person, day, provider=made.provider(district.municipality))
        made.deficit(person, day, diagnosis=made.diagnosis(person, day))
        made.route(person, day)
        made.work(person, day)
        Consent.objects.create(
            teacher=person, kind="processing", given_on=day, revoked_on=day if place else None
        )
        FormerPost.objects.create(teacher=person, school=district.school, position="учитель", ends=day)


def test_every_model_that_points_at_a_person_is_told():
    pointing = {
        model._meta.label_lower
        for model in apps.get_models()
        if any(field.related_model is Teacher for field in model._meta.concrete_fields)
    }
    told = {label for section in registries.personal_data for label in section.of}
    assert pointing - told == set()


def test_keys_are_unique():
    keys = [section.key for section in registries.personal_data]
    assert len(keys) == len(set(keys))


def test_records_are_told_in_words_and_without_the_person(district):
    fill(district, 1)
    found = sections(district.person, district.methodist)
    assert found["card"][0]["Фамилия"] == "Жаворонкова"
    assert found["account"][0]["Имя на экране"] == "Жаворонкова Алла"
    assert found["roles"] == [{"Роль": "педагог, с 01.01.2020"}]
    assert found["memberships"][0]["С"] == "01.01.2026"
    assert "Педагог" not in found["memberships"][0]
    assert found["attendance"][0]["Явка"] == "присутствует"
    assert found["courses"][0]["Часов"] == "36"
    assert found["route_steps"][0]["Что сделать"] == "Пройти курсы"
    assert found["consents"][0]["Дано"] == "01.01.2026"
    assert found["former_posts"][0]["По"] == "01.01.2026"


def test_a_stranger_is_not_in_it(district):
    stranger = make.TeacherFactory(school=district.school)
    fill(district, 1)
    found = sections(stranger, district.methodist)
    assert {key for key, rows in found.items() if rows} == {"card"}


def test_the_json_is_the_persons_right_and_is_journalled(district, visit):
    answer = visit(district.account).get(reverse("personal:data", args=[district.person.pk, "json"]))
    found = answer.json()
    assert list(found) == ["format", "made_at", "made_by", "person", "sections"]
    assert (found["format"], found["person"]["Педагог"]) == (FORMAT, "Жаворонкова Алла Юрьевна")
    assert found["sections"][-1]["key"] == "journal"
    assert answer["Content-Disposition"].startswith("attachment")
    told = AuditEvent.objects.about(district.person).get()
    assert (told.verb, told.note, told.actor) == ("exported", "все данные: JSON", district.account)


def test_an_unknown_format_is_not_found_and_not_journalled(district, visit):
    answer = visit(district.methodist).get(reverse("personal:data", args=[district.person.pk, "xml"]))
    assert answer.status_code == 404
    assert not AuditEvent.objects.about(district.person).exists()


def test_the_pdf_says_what_the_json_says(district):
    fill(district, 2)
    snapshot = data_snapshot(district.person, everything_about(district.person, by=district.methodist))
    text = " ".join(Printed(pdf_of(DATA, snapshot)).text.split())
    assert [section["title"] for section in snapshot["sections"]][:2] == ["Карточка", "Где работал раньше"]
    for section in snapshot["sections"]:
        assert section["title"] in text
    assert "Записей нет" in text
    assert "Обновлённые стандарты на уроке" in text


def test_the_pdf_names_nothing_twice_and_loses_no_line_of_a_text(district):
    rows = [
        {"Маршрут": "Маршрут «Оценивание»", "Форма": "семинар"},
        {"Маршрут": "«Темп урока»", "Задачи": "Учить\nСлушать"},
    ]
    found = {
        "made_at": "2026-10-12T10:00:00", "made_by": "портал",
        "sections": [{"key": "steps", "title": "Шаги маршрутов", "rows": rows}],
    }  # fmt: skip
    (section,) = data_snapshot(district.person, found)["sections"]
    assert section["lines"] == [
        "Маршрут «Оценивание»; форма: семинар", "Маршрут: «Темп урока»; задачи: Учить / Слушать"
    ]  # fmt: skip


def test_places_in_a_list_are_not_told(district):
    fill(district, 1)
    assert "Место" not in sections(district.person, district.methodist)["route_steps"][0]


@pytest.mark.parametrize("rows", [1, 20])
def test_the_cost_does_not_grow_with_the_records(district, rows):
    fill(district, rows)
    with CaptureQueriesContext(connection) as captured:
        everything_about(
            Teacher.objects.select_related("school__municipality").get(pk=district.person.pk), by=None
        )
    assert len(captured) == 44, "\n".join(query["sql"] for query in captured)
