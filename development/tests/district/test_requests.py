"""The plan-request: asking, planning, declining, closing; its page, its plan, its documents."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from development.district.requesting import candidates, programmes_of
from development.models import Course, CourseRequest
from development.services import requests as services
from methodservice.directory.models import AuditEvent
from methodservice.lib.refusals import AlreadyDone, Refused
from methodservice.testing import development as have
from methodservice.testing import factories as make

YEAR = 2027
URL = "/development/requests/"


@pytest.fixture(autouse=True)
def _autumn(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *args: date(2026, 11, 28))


def ask(teacher, programme="Оценивание", **fields):
    return CourseRequest.objects.create(**{"teacher": teacher, "year": YEAR, "programme": programme} | fields)


def planned(teacher, **fields):
    return ask(teacher, **{"state": "planned", "planned_on": date(2027, 2, 1)} | fields)


def messages(response):
    return [str(message) for message in response.context["messages"]]


def test_the_portal_proposes_whose_months_run_out_that_year_and_whose_deficits_are_open(coordinator, school):
    overdue, soon, fresh, lacking, asked = (
        make.TeacherFactory(school=school, surname=surname) for surname in ("Ан", "Бо", "Вы", "Га", "До")
    )
    have.course(overdue, date(2023, 1, 1))
    have.course(soon, date(2024, 12, 31))
    for person in (fresh, lacking):
        have.course(person, date(2025, 1, 1))
    have.deficit(lacking, date(2026, 10, 1))
    have.deficit(fresh, date(2026, 10, 1), closed_on=date(2026, 11, 1), closed_how="Курсы")
    ask(asked)
    rows = candidates(coordinator, school, YEAR, date(2026, 11, 28))
    assert [(row.teacher.surname, row.reasons, row.is_proposed) for row in rows] == [
        ("Ан", ("36 месяцев прошли",), True),
        ("Бо", ("36 месяцев истекают 31.12.2027",), True),
        ("Га", ("дефициты: методические",), True),
        ("Вы", (), False),
        ("До", ("обучения в карточке нет",), False),
    ]


def test_a_coordinator_asks_for_several_people_and_their_reasons_are_kept(
    visit, coordinator, school, vetrova
):
    other = make.TeacherFactory(school=school)
    have.deficit(other, date(2026, 10, 1))
    have.course(other, date(2026, 9, 1))
    client = visit(coordinator)
    url = f"{URL}add/?year={YEAR}"
    data = {"programme": "Оценивание", "kind": "upskilling", "mode": "in_person", "hours": "72", "why": ""}
    refused = client.post(url, data)
    assert (refused.status_code, refused.context["error"]) == (422, "Отметьте хотя бы одного педагога.")
    answer = client.post(url, data | {"teachers": [vetrova.pk, other.pk]}, follow=True)
    assert messages(answer) == ["Заявлено: 2\N{NO-BREAK SPACE}человека."]
    assert {row.teacher: (row.why, row.hours, row.state) for row in CourseRequest.objects.all()} == {
        vetrova: ("обучения в карточке нет", 72, "asked"),
        other: ("дефициты: методические", 72, "asked"),
    }
    again = client.post(url, data | {"programme": "ОЦЕНИВАНИЕ", "teachers": [vetrova.pk]}, follow=True)
    assert messages(again) == ["Все отмеченные уже в план-заявке на эту программу."]
    assert CourseRequest.objects.count() == 2


def test_nothing_typed_is_lost_and_people_of_another_school_are_refused(
    visit, coordinator, other_school, vetrova
):
    stranger = make.TeacherFactory(school=other_school)
    client = visit(coordinator)
    data = {
        "programme": "",
        "kind": "upskilling",
        "mode": "in_person",
        "hours": "0",
        "teachers": [vetrova.pk],
    }
    refused = client.post(f"{URL}add/", data)
    assert refused.context["form"].errors.keys() == {"programme", "hours"}
    assert [ticked for _, ticked in refused.context["candidates"]] == [True]
    assert refused.context["error"] == ""
    nobody = client.post(f"{URL}add/", data | {"teachers": []})
    assert nobody.context["error"] == "Отметьте хотя бы одного педагога."
    assert nobody.context["form"].errors.keys() == {"programme", "hours"}
    data |= {"programme": "Чтение", "hours": "", "teachers": [stranger.pk]}
    assert client.post(f"{URL}add/", data).context["error"].startswith("Список педагогов изменился")
    assert CourseRequest.objects.count() == 0


def test_requests_add_up_by_programme_whatever_the_letters(school, other_school):
    first, second, third = (make.TeacherFactory(school=where) for where in (school, school, other_school))
    ask(first, hours=36)
    ask(second, "оценивание", hours=72)
    planned(third)
    ask(third, "Чтение", state="declined", state_note="нет группы")
    [line] = programmes_of(CourseRequest.objects.all(), lambda **filters: "")
    assert (line.title, line.people, len(line.schools), [state.people for state in line.states]) == (
        "Оценивание", 3, 2, [2, 1, 0],
    )  # fmt: skip
    assert line.hours_in_words == "36–72"


def test_a_date_is_given_to_all_who_asked_and_the_end_writes_their_cards(visit, methodist, school, vetrova):
    other = make.TeacherFactory(school=school)
    rows = [ask(person, hours=72) for person in (vetrova, other)]
    institute = have.provider(methodist.municipality)
    client = visit(methodist)
    page = client.get(f"{URL}{rows[0].pk}/plan/")
    assert [choice.data["value"].value for choice in page.context["form"]["requests"]] == [
        row.pk for row in rows
    ]
    data = {"planned_on": "2027-02-01", "provider": institute.pk, "hours": "36", "mode": "remote",
            "requests": [row.pk for row in rows]}  # fmt: skip
    client.post(f"{URL}{rows[0].pk}/plan/", data)
    found = CourseRequest.objects.values_list("state", "planned_on", "provider", "hours", "mode")
    assert set(found) == {("planned", date(2027, 2, 1), institute.pk, 36, "remote")}
    end = {"ends": "2026-11-20", "provider": institute.pk, "hours": "36", "mode": "remote",
           "requests": [rows[0].pk]}  # fmt: skip
    end |= {f"certificate_{row.pk}": f"ПК № {number}" for number, row in enumerate(rows, 1)}
    early = client.post(f"{URL}{rows[0].pk}/done/", end | {"ends": "2026-12-20"})
    assert (early.status_code, list(early.context["form"].errors)) == (422, ["ends"])
    client.post(f"{URL}{rows[0].pk}/done/", end)
    course = Course.objects.get()
    assert (course.teacher, course.programme, course.hours, course.ends, course.provider, course.state) == (
        vetrova, "Оценивание", 36, date(2026, 11, 20), institute, "kept",
    )  # fmt: skip
    assert course.certificate == "ПК № 1"
    assert [(row.state, row.course) for row in CourseRequest.objects.order_by("pk")] == [
        ("done", course), ("planned", None),
    ]  # fmt: skip
    verbs = AuditEvent.objects.exclude(verb="read").order_by("pk").values_list("verb", "record_type")
    assert list(verbs) == [
        ("moved", "development.courserequest"), ("moved", "development.courserequest"),
        ("created", "development.course"), ("moved", "development.courserequest"),
    ]  # fmt: skip


def test_a_course_that_the_card_has_already_is_taken(methodist, vetrova):
    row = planned(vetrova)
    known = have.course(vetrova, date(2026, 11, 20), programme="оценивание", state="proposed")
    services.finish_requests(
        keys=[row.pk],
        ends=date(2026, 11, 20),
        hours=36,
        provider=None,
        mode="remote",
        certificates={},
        by=methodist,
    )
    known.refresh_from_db()
    row.refresh_from_db()
    assert (known.state, row.course, Course.objects.count()) == ("kept", known, 1)


@pytest.mark.parametrize(
    ("state", "refused"),
    [
        ("asked", {"finish", "return"}),
        ("planned", {"withdraw"}),
        ("declined", {"plan", "finish", "decline"}),
        ("done", {"plan", "finish", "decline", "return", "withdraw"}),
    ],
)
def test_states_lead_only_where_the_table_says(methodist, vetrova, state, refused):
    def row():
        CourseRequest.objects.all().delete()
        fields = {"planned_on": date(2027, 2, 1)} if state in ("planned", "done") else {}
        return ask(vetrova, state=state, state_note="нет группы" if state == "declined" else "", **fields)

    last = {"hours": 36, "provider": None, "mode": "remote", "by": methodist}
    acts = {
        "plan": lambda row: services.plan_requests(keys=[row.pk], planned_on=date(2027, 3, 1), **last),
        "finish": lambda row: services.finish_requests(
            keys=[row.pk], ends=date(2026, 11, 1), certificates={}, **last
        ),
        "decline": lambda row: services.decline_request(row=row, reason="нет группы", by=methodist),
        "return": lambda row: services.return_request(row=row, by=methodist),
        "withdraw": lambda row: services.withdraw_request(row=row, by=methodist),
    }
    found = set()
    for name, act in acts.items():
        try:
            act(row())
        except Refused:
            found.add(name)
    assert found == refused


def test_a_second_click_is_a_message(methodist, vetrova):
    row = ask(vetrova)
    services.decline_request(row=row, reason="нет группы", by=methodist)
    with pytest.raises(AlreadyDone):
        services.decline_request(row=row, reason="нет группы", by=methodist)
    services.withdraw_request(row=row, by=methodist)
    with pytest.raises(AlreadyDone):
        services.withdraw_request(row=row, by=methodist)


def test_a_request_is_changed_while_it_is_asked_and_never_into_its_twin(visit, coordinator, vetrova):
    row, other = ask(vetrova), ask(vetrova, "Чтение")
    client = visit(coordinator)
    data = {
        "programme": "ЧТЕНИЕ",
        "year": YEAR,
        "kind": "upskilling",
        "mode": "remote",
        "hours": "",
        "why": "",
    }
    refused = client.post(f"{URL}{row.pk}/edit/", data)
    assert refused.context["form"].non_field_errors() == [
        "Эта программа для этого педагога в этом году уже заявлена."
    ]
    client.post(f"{URL}{row.pk}/edit/", data | {"programme": "Письмо"}, follow=True)
    row.refresh_from_db()
    assert (row.programme, row.mode) == ("Письмо", "remote")
    CourseRequest.objects.filter(pk=other.pk).update(state="planned", planned_on=date(2027, 2, 1))
    answer = client.get(f"{URL}{other.pk}/edit/", follow=True)
    assert messages(answer) == ["Заявка уже рассмотрена: правят только заявленное."]


def test_the_list_narrows_and_ignores_nonsense(visit, methodist, school, other_school, vetrova):
    mine, stranger = ask(vetrova), ask(make.TeacherFactory(school=other_school), "Чтение")
    left = make.TeacherFactory(school=school, left_on=date(2026, 1, 1))
    ask(left)
    foreign = make.TeacherFactory()
    ask(foreign)
    client = visit(methodist)

    def rows(query):
        return {row for row, _ in client.get(f"{URL}?{query}").context["rows"]}

    assert rows(f"year={YEAR}") == {mine, stranger}
    assert rows(f"year={YEAR}&school={school.pk}") == {mine}
    assert rows(f"year={YEAR}&q=чтен") == {stranger}
    assert rows(f"year={YEAR}&state=planned") == set()
    assert rows(f"year={YEAR}&programme=ЧТЕНИЕ") == {stranger}
    assert rows(f"year={YEAR}&programme=Чтени") == set()
    assert rows(f"year={YEAR}&state=live") == {mine, stranger}
    assert rows(f"year={YEAR}&state=nonsense&school=999999999999999999999") == {mine, stranger}
    assert rows("year=2026") == set()
    form = client.get(f"{URL}?q=чтен").context["form"]
    assert form["year"].value() == str(YEAR)


def test_a_coordinator_sees_the_own_school_only(visit, coordinator, vetrova, other_school):
    mine = ask(vetrova)
    ask(make.TeacherFactory(school=other_school))
    page = visit(coordinator).get(URL)
    assert [row for row, _ in page.context["rows"]] == [mine]
    assert (page.context["may_ask"], page.context["may_plan"]) == (True, False)


@pytest.mark.parametrize("number", [1, 30])
def test_the_list_costs_the_same_for_one_and_for_thirty(visit, methodist, school, assert_query_count, number):
    for person in make.TeacherFactory.create_batch(number, school=school):
        ask(person, provider=have.provider(methodist.municipality))
    assert_query_count(visit(methodist), URL, 8)


@pytest.mark.parametrize("number", [1, 30])
def test_the_plan_costs_the_same_for_one_and_for_thirty(visit, methodist, school, assert_query_count, number):
    for person in make.TeacherFactory.create_batch(number, school=school):
        planned(person, provider=have.provider(methodist.municipality))
        have.course(person, date(2024, 1, 1))
    assert_query_count(visit(methodist), "/development/plan/", 7)


def test_programmes_that_schools_ask_for_are_proposed_in_one_spelling(visit, coordinator, school, vetrova):
    other = make.TeacherFactory(school=make.SchoolFactory(municipality=school.municipality))
    foreign = make.TeacherFactory()
    ask(other, "Оценивание на уроке")
    ask(vetrova, "«Оценивание на уроке»", year=YEAR - 1)
    ask(other, "Лишнее", state="declined", state_note="Нет мест")
    ask(foreign, "Чужое")
    page = visit(coordinator).get(f"{URL}add/").content.decode()
    assert page.count("Оценивание на уроке") == 1
    assert "Лишнее" not in page
    assert "Чужое" not in page


@pytest.mark.parametrize("number", [1, 30])
def test_asking_costs_the_same_for_one_and_for_thirty(visit, coordinator, school, assert_query_count, number):
    make.TeacherFactory.create_batch(number, school=school)
    assert_query_count(visit(coordinator), f"{URL}add/", 8)


def test_the_plan_tells_the_course_before_and_not_the_planned_one(visit, methodist, vetrova):
    have.course(vetrova, date(2024, 1, 15), programme="Чтение")
    row = planned(vetrova)
    page = visit(methodist).get("/development/plan/")
    [(seen, is_done)] = page.context["rows"]
    assert (seen, seen.last_programme, seen.last_ends, is_done) == (row, "Чтение", date(2024, 1, 15), False)
    services.finish_requests(
        keys=[row.pk],
        ends=date(2026, 11, 20),
        hours=36,
        provider=None,
        mode="remote",
        certificates={},
        by=methodist,
    )
    page = visit(methodist).get("/development/plan/")
    [(seen, is_done)] = page.context["rows"]
    assert (seen, seen.last_programme, seen.last_ends, is_done) == (row, "Чтение", date(2024, 1, 15), True)


@pytest.mark.parametrize("name", ["requests", "plan"])
def test_documents_hold_what_the_page_shows_and_are_journaled(
    name, visit, coordinator, vetrova, other_school
):
    planned(vetrova, hours=72)
    planned(make.TeacherFactory(school=other_school, surname="Чужая"))
    client = visit(coordinator)
    docx = client.get(reverse(f"development:{name}_file", args=["docx"]))
    assert docx["Content-Type"].endswith("wordprocessingml.document")
    pdf = client.get(reverse(f"development:{name}_file", args=["pdf"]))
    assert pdf.content.startswith(b"%PDF")
    export = client.get(f"{reverse(f'development:{name}')}?export=csv")
    text = b"".join(export.streaming_content).decode("utf-8-sig")
    assert "Ветрова" in text
    assert "Чужая" not in text
    assert AuditEvent.objects.filter(verb="exported").count() == 3


def test_a_planned_programme_is_moved_from_the_date_that_it_has(visit, methodist, vetrova):
    client = visit(methodist)
    for row, title, submit, day in (
        (ask(vetrova), "Назначить дату", "Поставить в план", None),
        (planned(vetrova, programme="Чтение"), "Перенести", "Перенести", date(2027, 2, 1)),
    ):
        page = client.get(f"{URL}{row.pk}/plan/")
        form = page.context["form"]
        assert (page.context["title"], form.submit, form["planned_on"].value()) == (title, submit, day)


def test_a_date_too_far_away_is_refused_beside_its_field(visit, methodist, vetrova):
    row = ask(vetrova)
    data = {"planned_on": "2072-02-01", "mode": "remote", "requests": [row.pk]}
    refused = visit(methodist).post(f"{URL}{row.pk}/plan/", data)
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["planned_on"])
    nobody = visit(methodist).post(f"{URL}{row.pk}/plan/", {"planned_on": "2027-02-01", "mode": "remote"})
    assert nobody.context["form"].errors == {"requests": ["Отметьте хотя бы одного педагога."]}


@pytest.mark.parametrize("number", [1, 30])
def test_a_provider_costs_the_same_for_one_and_for_thirty(
    visit, methodist, school, assert_query_count, number
):
    provider = have.provider(methodist.municipality)
    for person in make.TeacherFactory.create_batch(number, school=school):
        have.course(person, date(2026, 1, 1), provider=provider)
    assert_query_count(visit(methodist), f"/development/providers/{provider.pk}/", 8)
