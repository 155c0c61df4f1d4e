"""The outlook of attestation, needs, the «36 months», newcomers, providers: pages, numbers, documents."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from development import printed_district
from development.district.attesting import outlook_of
from development.models import Course, CourseRequest, PlannedAttestation, Provider
from development.services.schedule import fulfil
from methodservice.directory.models import AuditEvent
from methodservice.testing import development as have
from methodservice.testing import factories as make

TODAY = date(2026, 11, 28)
LISTS = ("attestation", "needs", "watch", "newcomers")


@pytest.fixture(autouse=True)
def _autumn(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *args: TODAY)


def scheduled(teacher, day=date(2027, 3, 1), category="first", **fields):
    return PlannedAttestation.objects.create(teacher=teacher, category=category, planned_on=day, **fields)


def test_the_outlook_joins_what_holds_with_what_is_planned(methodist, school):
    expiring, expired, unlimited, planned, missed, twice = (
        make.TeacherFactory(school=school, surname=surname)
        for surname in ("Ан", "Бо", "Вы", "Га", "До", "Ел")
    )
    have.attestation(expiring, date(2022, 3, 1))
    have.attestation(expired, date(2021, 3, 1))
    have.attestation(unlimited, date(2021, 3, 1))
    have.attestation(unlimited, date(2026, 3, 1))
    have.attestation(planned, date(2020, 3, 1), state="proposed")
    scheduled(planned)
    scheduled(missed, date(2026, 10, 1))
    have.attestation(twice, date(2022, 2, 1))
    have.attestation(twice, date(2025, 2, 1), "mentor")
    lines = outlook_of(methodist, 2027, TODAY)
    assert [(line.teacher.surname, line.outlook.kind, line.category) for line in lines] == [
        ("Ан", "expiring", "первая"), ("Бо", "expired", "первая"), ("Га", "planned", "нет"),
        ("До", "missed", "нет"), ("Ел", "expiring", "первая"),
    ]  # fmt: skip


def test_a_planned_attestation_is_closed_by_its_result_and_leaves_the_outlook(methodist, vetrova):
    row, later = scheduled(vetrova, date(2026, 10, 1)), scheduled(vetrova, date(2027, 3, 1), "highest")
    result = have.attestation(vetrova, date(2026, 11, 1))
    arguments = {"by": methodist, "municipality_id": methodist.municipality_id}
    assert fulfil([vetrova.pk], **arguments) == 1
    assert fulfil([vetrova.pk], **arguments) == 0
    row.refresh_from_db()
    assert row.result == result
    assert [line.planned for line in outlook_of(methodist, 2027, TODAY)] == [later]


def test_the_schedule_is_kept_on_the_page(visit, coordinator, vetrova, other_school):
    stranger = make.TeacherFactory(school=other_school)
    client, url = visit(coordinator), "/development/attestation/"
    data = {"teacher": vetrova.pk, "category": "first", "planned_on": "2027-03-01", "note": ""}
    refused = client.post(f"{url}add/", data | {"teacher": stranger.pk, "planned_on": "2072-03-01"})
    assert refused.context["form"].errors.keys() == {"teacher", "planned_on"}
    assert client.post(f"{url}add/?year=2026", data)["Location"] == f"{url}?year=2027"
    row = PlannedAttestation.objects.get()
    assert [line.planned for line in client.get(f"{url}?year=2027").context["page"]] == [row]
    client.post(f"{url}{row.pk}/edit/", data | {"planned_on": "2027-04-01", "note": "заявление подано"})
    row.refresh_from_db()
    assert (row.planned_on, row.note) == (date(2027, 4, 1), "заявление подано")
    other = scheduled(vetrova)
    twin = client.post(f"{url}{other.pk}/edit/", data | {"planned_on": "2027-04-01"})
    assert twin.context["form"].non_field_errors() == ["Эта аттестация уже в графике."]
    client.post(f"{url}{row.pk}/remove/")
    assert client.post(f"{url}{row.pk}/remove/").status_code == 404
    assert list(PlannedAttestation.objects.all()) == [other]
    verbs = AuditEvent.objects.exclude(verb="read").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["created", "changed", "deleted"]


def test_needs_count_people_once_and_show_only_whom_the_reader_may_see(
    visit, methodist, coordinator, municipality, school, other_school, vetrova
):
    maths = make.SubjectFactory(municipality=municipality, name="математика")
    mine, stranger = make.TeacherFactory(school=school), make.TeacherFactory(school=other_school)
    for person in (vetrova, vetrova, mine, stranger):
        have.deficit(person, TODAY, subject=maths)
    have.deficit(vetrova, TODAY, kind="subject")
    have.deficit(mine, TODAY, closed_on=TODAY, closed_how="Курсы")
    have.deficit(make.TeacherFactory(school=school, left_on=TODAY), TODAY)
    seen = visit(methodist).get("/development/needs/").context["seen"]
    assert [(row.title, [cell.people for cell in row.cells], row.people) for row in seen.by_subject] == [
        ("математика", [0, 3, 0, 0], 3), ("без предмета", [1, 0, 0, 0], 1),
    ]  # fmt: skip
    assert [(row.title, row.people) for row in seen.by_school] == [("МБОУ СОШ № 4", 2), ("МБОУ СОШ № 5", 1)]
    assert [(need.subject, need.people, need.schools) for need in seen.needs] == [
        ("математика", 3, 2), ("без предмета", 1, 1),
    ]  # fmt: skip
    own = visit(coordinator).get("/development/needs/").context["seen"]
    assert ([row.title for row in own.by_school], own.people) == (["МБОУ СОШ № 4"], 2)


def test_the_months_show_overdue_and_soon_first_and_schools_in_numbers(visit, methodist, school, vetrova):
    soon, fresh = make.TeacherFactory(school=school), make.TeacherFactory(school=school)
    have.course(soon, date(2024, 1, 1))
    have.course(fresh, date(2026, 1, 1))
    client = visit(methodist)
    page = client.get("/development/months/")
    assert [(row.teacher, row.watch.state) for row in page.context["page"]] == [
        (vetrova, "overdue"), (soon, "soon"),
    ]  # fmt: skip
    [numbers] = page.context["schools"]
    assert ([state.people for state in numbers.states], numbers.people) == ([1, 1, 1], 3)
    for state, people in (("fresh", [fresh]), ("overdue", [vetrova]), ("nonsense", [vetrova, soon])):
        rows = client.get(f"/development/months/?state={state}").context["page"]
        assert [row.teacher for row in rows] == people
    assert len(client.get("/development/months/?state=all").context["page"]) == 3


def test_newcomers_come_with_their_deficits_and_steps(visit, methodist, school, vetrova):
    fresh = make.TeacherFactory(school=school, hired_on=date(2026, 9, 1))
    young = make.TeacherFactory(school=school, born_on=date(2001, 1, 1), teaching_since=date(2025, 9, 1))
    have.deficit(fresh, TODAY)
    have.route(fresh, TODAY)
    page = visit(methodist).get("/development/newcomers/")
    lines = {line.teacher: line for line in page.context["page"]}
    assert lines.keys() == {fresh, young}
    assert (lines[fresh].lacks, lines[fresh].plan) == ("методические", "Пройти курсы — до\xa031.05.2027")
    assert (page.context["young"], page.context["new"]) == ((1, "why=young"), (1, "why=new"))


@pytest.mark.parametrize("number", [1, 30])
@pytest.mark.parametrize(
    ("name", "queries"), [("attestation", 7), ("needs", 10), ("watch", 5), ("newcomers", 8)]
)
def test_lists_cost_the_same_for_one_and_for_thirty(
    visit, methodist, school, assert_query_count, name, queries, number
):
    subject = make.SubjectFactory(municipality=methodist.municipality)
    for person in make.TeacherFactory.create_batch(number, school=school, hired_on=date(2026, 9, 1)):
        have.attestation(person, date(2022, 3, 1))
        scheduled(person)
        have.deficit(person, TODAY, subject=subject)
        have.route(person, TODAY)
        have.course(person, date(2024, 1, 1))
    assert_query_count(visit(methodist), reverse(f"development:{name}"), queries)


@pytest.mark.parametrize("name", LISTS)
def test_documents_and_downloads_hold_the_own_school_and_are_journaled(
    visit, coordinator, vetrova, other_school, name
):
    for person in (vetrova, make.TeacherFactory(school=other_school, surname="Чужая")):
        person.hired_on = date(2026, 9, 1)
        person.save()
        scheduled(person)
        have.deficit(person, TODAY)
        have.course(person, date(2023, 1, 1))
    client = visit(coordinator)
    for fmt in ("pdf", "docx"):
        assert len(client.get(reverse(f"development:{name}_file", args=[fmt])).content) > 2000
    export = client.get(f"{reverse(f'development:{name}')}?export=csv")
    text = b"".join(export.streaming_content).decode("utf-8-sig")
    assert ("Ветрова" in text, "Чужая" in text) == (True, False)
    assert AuditEvent.objects.filter(verb="exported").count() == 3


def test_a_row_higher_than_half_a_page_may_be_divided(methodist):
    column = printed_district.Column("Что запланировано", 95)
    said = printed_district.list_snapshot(
        methodist, heading="ПЛАН", subtitle="", columns=[column], groups=[("", [["Коротко"], ["Шаг\n" * 40]])]
    )
    assert [row["is_tall"] for row in said["groups"][0]["rows"]] == [False, True]


@pytest.mark.parametrize(
    "columns", [value for name, value in vars(printed_district).items() if name.endswith("_COLUMNS")]
)
def test_columns_of_documents_leave_room_for_the_number(columns):
    assert sum(column.width for column in columns) == 95


@pytest.mark.parametrize("name", [*LISTS, "requests", "plan", "providers"])
def test_an_empty_municipality_gets_a_sentence_and_an_empty_document(visit, methodist, name):
    client = visit(methodist)
    assert 'class="empty"' in client.get(reverse(f"development:{name}")).content.decode()
    if name != "providers":
        assert client.get(reverse(f"development:{name}_file", args=["pdf"])).content.startswith(b"%PDF")


@pytest.mark.parametrize("number", [1, 30])
def test_providers_cost_the_same_for_one_and_for_thirty(visit, methodist, assert_query_count, number):
    for place in range(number):
        have.provider(methodist.municipality, f"Институт {place}")
    assert_query_count(visit(methodist), "/development/providers/", 5)


def test_twins_of_a_provider_are_merged_with_all_that_names_them(visit, methodist, vetrova):
    place = methodist.municipality
    twin, main = have.provider(place, "ИРО", is_regional=True), have.provider(place, "Институт", False)
    foreign = have.provider(make.MunicipalityFactory())
    have.course(vetrova, provider=twin)
    CourseRequest.objects.create(teacher=vetrova, year=2027, programme="Чтение", provider=twin)
    client, url = visit(methodist), f"/development/providers/{twin.pk}/merge/"
    for wrong in (twin.pk, foreign.pk, ""):
        assert client.post(url, {"into": wrong}).context["form"].errors.keys() == {"into"}
    assert client.post(url, {"into": main.pk}).status_code == 302
    assert list(Provider.objects.visible_to(methodist)) == [main]
    main.refresh_from_db()
    assert (Course.objects.get().provider, CourseRequest.objects.get().provider, main.is_regional) == (
        main, main, True,
    )  # fmt: skip
    told = AuditEvent.objects.order_by("pk").values_list("verb", "note")
    assert list(told) == [("changed", ""), ("deleted", "объединено с «Институт», записей перенесено: 2")]


def test_a_provider_is_written_once_whatever_the_letters(visit, methodist):
    have.provider(methodist.municipality, "Институт")
    client = visit(methodist)
    for name in (" ИНСТИТУТ ", "«Институт»"):
        refused = client.post("/development/providers/add/", {"name": name})
        assert refused.context["form"].non_field_errors() == ["Такая организация уже есть в списке."]
    client.post("/development/providers/add/", {"name": "Вуз", "is_regional": "on"})
    made = Provider.objects.get(name="Вуз")
    assert (made.municipality, made.is_regional) == (methodist.municipality, True)
    client.post(f"/development/providers/{made.pk}/edit/", {"name": "Университет"})
    made.refresh_from_db()
    assert (made.name, made.is_regional) == ("Университет", False)
