"""The pages of what the portal counts by itself: found by words, by organisation, down to the records."""

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from methodservice import registries
from methodservice.directory.models import RoleKind
from methodservice.registries import Counted
from methodservice.testing import factories as make
from methodservice.testing.monitoring import SHARE, indicator_set

pytestmark = pytest.mark.django_db
FIGURES = reverse("monitoring:figures")
TODAY = date(2027, 1, 20)
"""The latest school half-year that is over: September – December 2026."""


@pytest.fixture(autouse=True)
def _january(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *args: TODAY)


@pytest.fixture
def school():
    return make.SchoolFactory(short_name="Школа № 1")


@pytest.fixture
def district(school):
    return school.municipality


@pytest.fixture
def methodist(district):
    return make.user_with_role(RoleKind.METHODIST, municipality=district)


@pytest.fixture
def coordinator(school):
    return make.user_with_role(RoleKind.COORDINATOR, municipality=school.municipality, school=school)


def address(key, **asked):
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    return f"{reverse('monitoring:figure_records', args=[key])}?{query}"


def event(district, *people, day=date(2026, 10, 12), **fields):
    made = make.EventFactory(association=None, municipality=district, state="held", starts=day, **fields)
    for person in people:
        make.ParticipantFactory(event=made, teacher=person, attended=True)
    return made


def lines(answer):
    return [(line.title, line.number) for line in answer.context["lines"]]


def titles(answer):
    return [record.title for record in answer.context["page"].object_list]


class TestAllFigures:
    def test_each_stands_in_its_room(self, visit, methodist):
        rooms = visit(methodist).get(FIGURES).context["rooms"]
        assert [room for room, _ in rooms] == [
            "Организации и педагоги",
            "Методические объединения",
            "Мероприятия",
            "Профессиональное развитие",
            "Наставничество",
            "Дорожные карты",
        ]
        assert sum(len(rows) for _, rows in rooms) == len(registries.figures)

    def test_words_find_figures_whatever_their_case(self, visit, methodist):
        client = visit(methodist)
        for words in ("ПРИЗЕРЫ конкурсов", "конкурсы призёры"):
            ((room, rows),) = client.get(f"{FIGURES}?q={words}").context["rooms"]
            assert (room, {figure.key for figure, *_ in rows}) == (
                "Мероприятия",
                {"events.winners", "events.contestants"},
            )
        assert "По этим словам ничего нет" in client.get(f"{FIGURES}?q=квантовая").content.decode()

    def test_too_many_words_are_answered_beside_the_field(self, visit, methodist):
        answer = visit(methodist).get(f"{FIGURES}?q={'я' * 201}").content.decode()
        assert "Слишком длинно: оставьте не больше 200 знаков." in answer
        assert "я" * 201 in answer

    def test_indicators_in_force_that_use_a_figure_are_named(self, visit, methodist, district):
        used = SHARE | {
            "numerator_figure": "events.participants",
            "denominator_figure": "directory.teachers",
            "numerator_window": "period",
        }
        indicator_set(district, used, used | {"denominator_figure": "events.participants"})
        indicator_set(district, used, state="draft")
        indicator_set(make.MunicipalityFactory(), used)
        answer = visit(methodist).get(FIGURES)
        uses = {figure.key: len(rows) for _, found in answer.context["rooms"] for figure, _, rows in found}
        assert {key: number for key, number in uses.items() if number} == {
            "directory.teachers": 1,
            "events.participants": 2,
        }
        assert "1. Доля педагогов, прошедших диагностику" in answer.content.decode()
        for _, found in answer.context["rooms"]:
            for _, _, rows in found:
                assert all(
                    visit(methodist).get(row.edition.get_absolute_url()).status_code == 200 for row in rows
                )

    @pytest.mark.parametrize("rows", [1, 30])
    def test_the_page_costs_the_same_for_one_indicator_and_for_thirty(
        self, visit, methodist, district, rows, assert_query_count
    ):
        used = SHARE | {"numerator_figure": "events.participants", "numerator_window": "period"}
        indicator_set(district, *[used] * rows)
        assert_query_count(visit(methodist), FIGURES, 4)

    def test_the_download_is_what_the_page_shows(self, visit, methodist):
        answer = visit(methodist).get(f"{FIGURES}?q=заседания объединений&export=csv")
        told = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
        assert told[0] == "Раздел;Что считается;Единица;Когда;Как считается;Показатели"
        assert told[1].startswith("Методические объединения;Проведённые заседания объединений;ед.;за период;")

    def test_only_the_staff_of_the_district_builds_indicators(self, visit, coordinator):
        assert visit(coordinator).get(FIGURES).status_code == 403


class TestNumbers:
    def test_the_days_are_those_of_the_latest_period_that_is_over(self, visit, methodist, district, school):
        person = make.TeacherFactory(school=school)
        make.SchoolFactory(municipality=district, short_name="Школа № 2")
        event(district, person)
        event(district, make.TeacherFactory(school=school), day=date(2026, 8, 31))
        answer = visit(methodist).get(address("events.participants"))
        span = answer.context["span"]
        assert (span.first, span.last, span.cut_off) == (
            date(2026, 9, 1),
            date(2026, 12, 31),
            date(2026, 12, 31),
        )
        assert lines(answer) == [("Школа № 1", 1), ("Школа № 2", 0)]
        assert answer.context["whole"] == 1

    def test_other_days_may_be_asked_for(self, visit, methodist, district, school):
        event(district, make.TeacherFactory(school=school), day=date(2026, 8, 31))
        asked = {"first": "2026-07-01", "last": "2026-08-31", "cut_off": "2026-08-31"}
        assert lines(visit(methodist).get(address("events.participants", **asked))) == [("Школа № 1", 1)]

    def test_without_a_cut_off_day_the_last_day_is_meant(self, visit, methodist):
        span = visit(methodist).get(address("events.held", last="2026-10-31")).context["span"]
        assert (span.first, span.last, span.cut_off) == (
            date(2026, 9, 1),
            date(2026, 10, 31),
            date(2026, 10, 31),
        )

    def test_what_happened_after_the_cut_off_day_does_not_count(self, visit, methodist, district, school):
        event(district, make.TeacherFactory(school=school))
        answer = visit(methodist).get(address("events.participants", cut_off="2026-10-11"))
        assert lines(answer) == [("Школа № 1", 0)]

    def test_what_belongs_to_no_organisation_stands_last(self, visit, methodist, district, school):
        event(district, title="Конференция")
        client = visit(methodist)
        answer = client.get(address("events.held"))
        assert lines(answer) == [("Школа № 1", 0), ("Муниципальный уровень", 1)]
        url = f"{address('events.held')}{answer.context['days']}&school=0"
        assert titles(client.get(url)) == ["Конференция"]

    def test_a_closed_organisation_is_not_listed(self, visit, methodist, district, school):
        closed = make.SchoolFactory(municipality=district, closed_on=date(2026, 12, 31))
        make.TeacherFactory(school=closed)
        client = visit(methodist)
        assert lines(client.get(address("directory.teachers"))) == [("Школа № 1", 0)]
        before = lines(client.get(address("directory.teachers", cut_off="2026-12-30")))
        assert sorted(number for _, number in before) == [0, 1]

    def test_the_largest_number_can_stand_first(self, visit, methodist, district, school):
        second = make.SchoolFactory(municipality=district, short_name="Школа № 2")
        make.TeacherFactory.create_batch(2, school=second)
        make.TeacherFactory(school=school)
        client = visit(methodist)
        assert lines(client.get(address("directory.teachers", sort="-number"))) == [
            ("Школа № 2", 2),
            ("Школа № 1", 1),
        ]
        assert lines(client.get(address("directory.teachers", sort="чепуха")))[0] == ("Школа № 1", 1)
        event(district)
        answer = client.get(address("events.held", sort="-number"))
        assert [title for title, _ in lines(answer)][-1] == "Муниципальный уровень"

    @pytest.mark.parametrize(
        ("asked", "sentence"),
        [
            ({"first": "2026-02-30"}, "Такой даты нет. Введите день, месяц и год, например 12.10.2026."),
            ({"first": "2026-12-01", "last": "2026-11-01"}, "Последний день раньше первого."),
            ({"first": "2026-12-01", "cut_off": "2026-11-01"}, "День сбора раньше первого дня."),
            ({"last": "2150-12-31"}, "Введите день с 2000 по 2100 год."),
        ],
    )
    def test_wrong_days_are_answered_beside_the_field(self, visit, methodist, asked, sentence):
        answer = visit(methodist).get(address("events.participants", **asked)).content.decode()
        assert sentence in answer
        assert "Исправьте дни — и портал посчитает." in answer
        assert all(day in answer for day in asked.values())

    def test_the_days_of_nonsense_are_kept_as_they_were_typed(self, visit, methodist):
        answer = visit(methodist).get(address("directory.teachers", cut_off="вчера")).content.decode()
        assert "Такой даты нет." in answer
        assert 'value="вчера"' in answer

    @pytest.mark.parametrize("rows", [1, 30])
    def test_the_page_costs_the_same_for_one_school_and_for_thirty(
        self, visit, methodist, district, rows, assert_query_count
    ):
        for _ in range(rows):
            event(district, make.TeacherFactory(school__municipality=district))
        assert_query_count(visit(methodist), address("events.participants"), 7)

    def test_the_download_is_what_the_page_shows(self, visit, methodist, school):
        make.TeacherFactory(school=school)
        answer = visit(methodist).get(address("directory.teachers", export="csv"))
        told = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
        assert told == ["Организация;Число", "Школа № 1;1"]


class TestRecords:
    def test_each_number_opens_the_records_behind_it(self, visit, methodist, district, school):
        event(district, make.TeacherFactory(school=school, surname="Алова"))
        client = visit(methodist)
        page = client.get(address("events.participants"))
        query = f"{page.context['days']}&school="
        for place in (school.pk, "all"):
            url = f"{address('events.participants')}{query}{place}"
            assert url.split("?")[1].replace("&", "&amp;") in page.content.decode()
            assert titles(client.get(url)) == ["Алова Мария Ивановна"]

    def test_what_the_reader_may_not_see_is_said_to_be_there(self, visit, methodist, school, monkeypatch):
        figure = replace(
            registries.figures["directory.teachers"],
            count=lambda span: {school.pk: 4},
            records=lambda span, user, key: [Counted("Алова Мария Ивановна")],
        )
        monkeypatch.setitem(registries.figures, figure.key, figure)
        answer = visit(methodist).get(address(figure.key, school=school.pk))
        assert (answer.context["number"], answer.context["hidden"]) == (4, 3)
        assert "Ещё 3 записи вам не видны." in answer.content.decode()

    def test_a_figure_of_the_municipality_shows_its_records_at_once(self, visit, methodist, district):
        answer = visit(methodist).get(address("roadmap.due"))
        assert (answer.context["whose"], answer.context["number"]) == (district.name, 0)
        assert "Таких записей за это время нет." in answer.content.decode()

    def test_every_figure_opens(self, visit, methodist, school):
        client = visit(methodist)
        for key in registries.figures:
            for place in ("", "all", "0", school.pk):
                assert client.get(address(key, school=place)).status_code == 200

    def test_unknown_figures_and_organisations_are_not_found(self, visit, methodist):
        client = visit(methodist)
        foreign = make.SchoolFactory()
        for url in (
            address("directory.cats"),
            address("directory.teachers", school=foreign.pk),
            address("directory.teachers", school="вторая"),
            address("directory.teachers", school="9" * 30),
        ):
            assert client.get(url).status_code == 404

    @pytest.mark.parametrize("rows", [1, 30])
    def test_the_page_costs_the_same_for_one_record_and_for_thirty(
        self, visit, methodist, district, school, rows, assert_query_count
    ):
        event(district, *make.TeacherFactory.create_batch(rows, school=school))
        assert_query_count(visit(methodist), address("events.participants", school=school.pk), 8)

    def test_the_download_is_what_the_page_shows(self, visit, methodist, school):
        person = make.TeacherFactory(school=school, surname="Алова")
        answer = visit(methodist).get(address("directory.teachers", school=school.pk, export="csv"))
        told = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
        assert told == [
            "Запись;Подробности;Дата;Адрес",
            f"Алова Мария Ивановна;учитель математики, Школа № 1;;{person.get_absolute_url()}",
        ]


class TestCoordinator:
    def test_one_school_opens_at_once(self, visit, coordinator, school):
        make.TeacherFactory(school=school, surname="Алова")
        make.TeacherFactory(school__municipality=school.municipality)
        answer = visit(coordinator).get(address("directory.teachers"))
        assert (answer.context["whose"], titles(answer)) == ("Школа № 1", ["Алова Мария Ивановна"])

    def test_two_schools_are_chosen_from(self, visit, coordinator, school):
        second = make.SchoolFactory(municipality=school.municipality, short_name="Школа № 2")
        make.SchoolFactory(municipality=school.municipality, short_name="Школа № 3")
        make.RoleFactory(user=coordinator, kind=RoleKind.COORDINATOR, school=second)
        answer = visit(coordinator).get(address("directory.teachers"))
        assert lines(answer) == [("Школа № 1", 0), ("Школа № 2", 0)]
        assert answer.context["whole"] is None

    def test_other_schools_and_the_municipality_are_not_found(self, visit, coordinator, school):
        other = make.SchoolFactory(municipality=school.municipality)
        client = visit(coordinator)
        seen = [
            client.get(address("events.held", school=place)).status_code for place in (other.pk, "all", "0")
        ]
        assert seen == [404, 404, 404]
        assert client.get(address("roadmap.due")).status_code == 403
