"""Pages: what they show to whom, what they cost, what bad input is told."""

from datetime import date

import pytest
from django.urls import reverse

from mentoring.models import Pair, SchoolModel
from mentoring.tasks_for import checkups_due, pairs_ending, pairs_in_preparation
from methodservice.directory.models import AuditEvent
from methodservice.testing import development
from methodservice.testing import factories as make
from methodservice.testing import mentoring as made

HOME, PAIRS, ADD, MODELS, YOUNG = (
    reverse(f"mentoring:{name}") for name in ("home", "pairs", "add", "models", "young")
)
DATES = {"starts": "2026-11-20", "ends": "2027-05-31", "form": "peer"}


def page(pair, name, *more):
    return reverse(f"mentoring:{name}", args=[pair.pk, *more])


def shown(client, query=""):
    return [pair.mentee.surname for pair, *_ in client.get(f"{PAIRS}?{query}").context["rows"]]


@pytest.mark.parametrize("rows", [1, 30])
def test_the_list_costs_the_same_for_one_pair_and_for_thirty(client, district, rows, assert_query_count):
    for number in range(rows):
        made.pair(district.school, mentee=made.young(district.school, surname=f"Юнова{number}"))
    assert_query_count(client, PAIRS, 6)


@pytest.mark.parametrize("rows", [1, 30])
def test_the_home_page_costs_the_same_for_one_school_and_for_thirty(
    client, district, rows, assert_query_count
):
    for _ in range(rows):
        made.young(make.SchoolFactory(municipality=district.municipality))
    assert_query_count(client, HOME, 12)


@pytest.mark.parametrize("rows", [1, 30])
def test_candidates_cost_the_same_for_one_and_for_thirty(client, district, rows, assert_query_count):
    for _ in range(rows):
        made.mentor(district.school)
    assert_query_count(client, reverse("mentoring:candidates", args=[district.mentee.pk]), 10)


@pytest.mark.parametrize("rows", [1, 30])
def test_models_cost_the_same_for_one_school_and_for_thirty(client, district, rows, assert_query_count):
    for _ in range(rows):
        made.school_model(make.SchoolFactory(municipality=district.municipality))
    assert_query_count(client, MODELS, 6)


@pytest.mark.parametrize("rows", [1, 30])
def test_young_teachers_cost_the_same_for_one_and_for_thirty(client, district, rows, assert_query_count):
    for number in range(rows):
        mentee = made.young(district.school, surname=f"Юнова{number}")
        made.pair(district.school, state="active", mentor=district.mentor, mentee=mentee)
    assert_query_count(client, YOUNG, 9)


@pytest.mark.parametrize("rows", [1, 30])
def test_a_pair_costs_the_same_for_one_item_and_for_thirty(client, active, rows, assert_query_count):
    for number in range(rows):
        deficit = development.deficit(active.mentee, date(2026, 9, 2), words=f"Дефицит {number}")
        active.items.create(position=number, action="Посетить урок", due=active.ends, deficit=deficit)
        active.sessions.create(held_on=active.starts, about=f"Встреча {number}")
    assert_query_count(client, active.get_absolute_url(), 13)


def test_coverage_counts_working_pairs_and_names_those_without(client, district, active):
    alone = made.young(
        make.SchoolFactory(municipality=district.municipality, short_name="Школа № 2"), surname="Нова"
    )
    made.pair(alone.school, mentee=alone)
    context = client.get(HOME).context
    assert context["coverage"].in_words == "1 из 2, 50\xa0%"
    assert [person.surname for person in context["page"]] == ["Нова"]
    assert [(school.short_name, own.covered) for school, own in context["schools"]] == [
        ("Школа № 2", 0), ("Школа № 1", 1),
    ]  # fmt: skip


def test_a_coordinator_sees_the_own_school_alone(visit, district, active):
    other = make.SchoolFactory(municipality=district.municipality)
    foreign = made.pair(other, mentee=made.young(other, surname="Чужова"))
    client = visit(district.coordinator)
    assert client.get(HOME).context["coverage"].young == 1
    assert shown(client) == ["Юнова"]
    assert client.get(foreign.get_absolute_url()).status_code == 404


def test_the_two_see_their_pair_and_what_is_theirs_to_write(visit, district, active):
    users = {
        who: make.user_with_role("teacher", municipality=district.municipality, teacher=person)
        for who, person in (("mentor", district.mentor), ("mentee", district.mentee))
    }
    seen = {}
    for who, user in users.items():
        client = visit(user)
        context = client.get(active.get_absolute_url()).context
        form = client.get(page(active, "review")).context["form"]
        seen[who] = context["may_work"], context["may_edit"], list(form.fields)
    assert seen == {
        "mentor": (True, False, ["mentor_review"]), "mentee": (False, False, ["mentee_review"]),
    }  # fmt: skip
    assert not AuditEvent.objects.filter(verb="read").exists()
    assert "наставник" in users["mentor"].access.titles


def test_somebody_elses_pair_is_journalled_when_read(client, active):
    client.get(active.get_absolute_url())
    assert AuditEvent.objects.about(active).filter(verb="read").count() == 1


def test_filters_and_download(client, district, active):
    other = make.SchoolFactory(municipality=district.municipality)
    made.pair(other, mentee=made.young(other, surname="Новова"), form="head", starts=date(2026, 10, 1))
    assert shown(client) == ["Новова", "Юнова"]
    for query, expected in (
        ("q=юнов", ["Юнова"]),
        ("state=draft", ["Новова"]),
        (f"school={other.pk}", ["Новова"]),
        ("form=peer", ["Юнова"]),
        ("sort=mentee", ["Новова", "Юнова"]),
    ):
        assert shown(client, query) == expected, query
    lines = b"".join(client.get(f"{PAIRS}?state=active&export=csv").streaming_content).decode("utf-8-sig")
    assert lines.splitlines()[1] == (
        "Юнова Мария Ивановна;Школа № 1;Опытова Мария Ивановна;Школа № 1;педагог — педагог;;01.09.2026;31.05.2027;"
        "Приказ № 45 от 01.09.2026;Работает;"
    )


def test_nonsense_in_the_address_is_no_error(client, draft):
    answer = client.get(f"{PAIRS}?state=x&school=999999&form=x&page=x&sort=x")
    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == {"state", "school", "form"}


def test_candidates_lead_to_a_pair(client, district):
    address = reverse("mentoring:candidates", args=[district.mentee.pk])
    assert [teacher for teacher, _ in client.get(address).context["page"]] == [district.mentor]
    form = client.get(f"{ADD}?mentee={district.mentee.pk}&mentor={district.mentor.pk}").context["form"]
    assert (form["mentee"].value(), form["mentor"].value()) == (district.mentee.pk, district.mentor.pk)
    sent = DATES | {"mentee": district.mentee.pk, "mentor": district.mentor.pk}
    assert client.post(ADD, sent).url == Pair.objects.get().get_absolute_url()
    assert client.post(ADD, sent).url == Pair.objects.get().get_absolute_url()


def test_a_second_mentor_and_a_fourth_mentee_are_asked_about_once(client, district, active):
    for number in range(2):
        mentee = made.young(district.school, surname=f"Новова{number}")
        made.pair(district.school, state="active", mentor=district.mentor, mentee=mentee)
    fresh = made.young(district.school, surname="Свежева")
    other = made.mentor(district.school, surname="Другова")
    sent = DATES | {"mentee": fresh.pk, "mentor": district.mentor.pk}
    form = client.post(ADD, sent).context["form"]
    assert form.errors == {
        "mentor": [
            "С этой парой у наставника будет 4\xa0наставляемых сразу, это больше 3. Если так и должно быть, нажмите "
            "«Создать пару» ещё раз."
        ]
    }
    assert client.post(ADD, sent | {"noted": form.data["noted"]}).status_code == 302
    form = client.post(ADD, sent | {"mentee": district.mentee.pk, "mentor": other.pk}).context["form"]
    assert form.errors["mentee"][0].startswith("В эти дни у наставляемого уже есть наставник: Опытова")


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"ends": "2026-01-01"}, {"ends": ["Окончание раньше начала."]}),
        ({"ends": "2035-01-01"}, {"ends": ["Проверьте год: 01.01.2035."]}),
        ({"ends": "2030-01-01"}, {"ends": ["Срок больше трёх лет. Проверьте год."]}),
        (
            {"starts": "завтра"},
            {"starts": ["Такой даты нет. Введите день, месяц и год, например 12.10.2026."]},
        ),
    ],
)
def test_wrong_dates_are_told_beside_the_field(client, district, changes, errors):
    sent = DATES | {"mentee": district.mentee.pk, "mentor": district.mentor.pk} | changes
    answer = client.post(ADD, sent)
    assert (answer.status_code, answer.context["form"].errors) == (422, errors)
    assert answer.context["form"]["mentor"].value() == str(district.mentor.pk)


def test_a_step_that_is_refused_is_told_at_its_field(client, active):
    sent = {"ended_by": "mentor", "notice_on": "2026-11-20", "ended_on": "2026-11-21", "reason": "Здоровье"}
    form = client.post(page(active, "stop"), sent).context["form"]
    assert form.errors == {
        "ended_on": [
            "Предупреждают не меньше чем за три рабочих дня (статья 351.8 ТК РФ): последний день — не раньше "
            "25.11.2026."
        ]
    }


def test_the_term_stands_in_the_order(client, draft, district):
    assert "starts" in client.get(page(draft, "edit")).context["form"].fields
    made.agree(draft, district.methodist)
    assert "starts" not in client.get(page(draft, "edit")).context["form"].fields


def test_a_check_up_asks_for_every_criterion(client, active):
    checkup = active.checkups.first()
    answer = client.post(
        reverse("mentoring:checkup", args=[checkup.pk]), {"held_on": "2026-11-20", "planning": "6"}
    )
    assert len(answer.context["form"].errors) == 5
    marks = dict.fromkeys(("planning", "methods", "class", "feedback", "team"), "3")
    client.post(reverse("mentoring:checkup", args=[checkup.pk]), {"held_on": "2026-11-20", **marks})
    assert client.get(active.get_absolute_url()).context["table"].means == ("3,0",)


def test_a_model_is_kept_one_at_a_time(client, district):
    add = reverse("mentoring:model_add", args=[district.school.pk])
    client.post(add, {"document": "Положение", "starts": "2025-09-01"})
    form = client.post(add, {"document": "Новое положение", "starts": "2026-09-01"}).context["form"]
    assert form.errors["starts"][0].startswith("В эти дни в организации уже действует модель: Положение")
    assert SchoolModel.objects.count() == 1


def rows_of(client, address) -> int:
    """How many rows the list behind a number has."""
    return client.get(address).context["page"].paginator.count


def test_every_number_of_the_home_page_opens_into_so_many_rows(visit, district, active):
    other = make.SchoolFactory(municipality=district.municipality, short_name="Школа № 2")
    alone = made.young(other, surname="Нова")
    made.pair(other, mentee=alone)
    made.pair(other, state="active", mentee=made.mentor(other, surname="Старова"))  # not young
    second = made.mentor(district.school, surname="Второва")
    made.pair(district.school, state="active", mentor=second, mentee=district.mentee)  # two mentors of one
    for state in ("finished", "stopped", "cancelled"):
        made.pair(other, state=state, mentee=alone)
    closed = make.SchoolFactory(municipality=district.municipality, closed_on=date(2026, 8, 31))
    for school in (other, closed):
        made.school_model(school)
    for user in (district.methodist, district.coordinator):
        client = visit(user)
        context = client.get(HOME).context
        coverage = context["coverage"]
        assert rows_of(client, YOUNG) == coverage.young
        assert rows_of(client, f"{YOUNG}?mentor=yes") == coverage.covered
        assert rows_of(client, f"{YOUNG}?mentor=no") == context["page"].paginator.count == coverage.without
        for school, own in context["schools"]:
            assert rows_of(client, f"{YOUNG}?school={school.pk}") == own.young
            assert rows_of(client, f"{YOUNG}?school={school.pk}&mentor=yes") == own.covered
        for _, _, state, number in context["states"]:
            assert rows_of(client, f"{PAIRS}?state={state}") == number
        assert rows_of(client, f"{MODELS}?model=yes") == context["models"]
    assert (coverage.young, coverage.covered) == (1, 1)


def test_tasks_beyond_those_named_open_into_the_pairs_behind_them(client, district):
    for number in range(9):
        mentee = made.young(district.school, surname=f"Юнова{number}")
        made.pair(district.school, state="active", mentee=mentee, ends=date(2026, 11, 30))
        made.pair(district.school, mentee=mentee)
    told = {
        task.title: task.url
        for tasks in (checkups_due, pairs_ending, pairs_in_preparation)
        for task in tasks(district.methodist, date(2026, 11, 20))
        if task.title.startswith("Все пары")
    }
    ending = pairs_ending(district.methodist, date(2026, 11, 20))
    assert sum(task.stands_for for task in ending) == 9
    assert [title.rsplit(" ", 1)[1] for title in told] == ["9", "9", "9"]
    assert [rows_of(client, address) for address in told.values()] == [9, 9, 9]


def test_young_teachers_are_found_and_downloaded_with_their_mentors(client, district, active):
    made.young(district.school, surname="Одинцова")

    def found(query):
        return [person.surname for person in client.get(f"{YOUNG}?{query}").context["page"]]

    assert found("") == ["Одинцова", "Юнова"]
    assert (found("q=юн"), found("mentor=no")) == (["Юнова"], ["Одинцова"])
    assert found("school=x&mentor=x&page=x") == ["Одинцова", "Юнова"]
    lines = b"".join(client.get(f"{YOUNG}?mentor=yes&export=csv").streaming_content).decode("utf-8-sig")
    assert lines.splitlines()[1] == (
        "Юнова Мария Ивановна;Школа № 1;учитель математики;01.09.2025;Опытова Мария Ивановна"
    )


@pytest.mark.parametrize(
    ("state", "step"),
    [
        ("draft", "mentor"), ("active", "checkup"), ("finished", "closing"), ("stopped", "closing"),
        ("cancelled", "new_mentor"),
    ],
)  # fmt: skip
def test_each_state_has_one_main_action(client, district, state, step):
    pair = made.pair(
        district.school, state=state, mentor=district.mentor, mentee=district.mentee, by=district.methodist
    )
    answer = client.get(pair.get_absolute_url())
    assert answer.context["step"] == step
    assert answer.content.decode().count("btn btn-primary") == 1


@pytest.mark.parametrize(
    ("step", "sent", "error"),
    [
        (
            "stop",
            {"ended_by": "mentor", "notice_on": "9999-12-31", "ended_on": "2026-11-30", "reason": "Здоровье"},
            {"notice_on": ["Проверьте год: 31.12.9999."]},
        ),
        ("consent", {"given_on": "0206-11-20"}, {"given_on": ["Проверьте год: 20.11.206."]}),
    ],
)
def test_a_mistyped_year_is_told(client, district, step, sent, error):
    state, more = ("active", ()) if step == "stop" else ("draft", ("mentor",))
    pair = made.pair(district.school, state=state, mentor=district.mentor, mentee=district.mentee)
    assert client.post(page(pair, step, *more), sent).context["form"].errors == error
