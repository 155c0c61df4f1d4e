"""The card, the list of people, the panel of the directory, the menu, tasks: what they show to whom, what they cost."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from development.models import Deficit, RouteStep
from methodservice.directory.models import AuditEvent
from methodservice.home.views import my_tasks
from methodservice.testing import development as have
from methodservice.testing import factories as make
from methodservice.testing.word import plain

TODAY = date(2026, 11, 20)
LIST = reverse("development:home")


def card_of(teacher):
    return reverse("development:card", args=[teacher.pk])


def fill(teacher, number):
    """So many records of each kind."""
    provider = have.provider(teacher.school.municipality)
    subject = make.SubjectFactory(municipality=teacher.school.municipality)
    for row in range(number):
        day = have.DAY - timedelta(days=row)
        diagnosis = have.diagnosis(teacher, day)
        diagnosis.results.create(kind="methodical", level="high", score=41)
        have.deficit(teacher, day, diagnosis=diagnosis, subject=subject)
        have.course(teacher, day, provider=provider, subject=subject)
        have.attestation(teacher, day)
        have.contest(teacher, day)
        have.work(teacher, day)
        have.route(teacher, day)


class TestCard:
    @pytest.mark.parametrize("number", [1, 30])
    def test_it_costs_the_same_for_any_number_of_records(
        self, keeper, author, place, number, assert_query_count
    ):
        fill(place.teacher, number)
        assert_query_count(keeper, card_of(place.teacher), 15)
        assert_query_count(author, card_of(place.teacher), 14)

    def test_somebody_else_who_looks_is_written_down(self, visit, author, place):
        author.get(card_of(place.teacher))
        assert not AuditEvent.objects.filter(verb="read").exists()
        visit(place.coordinator).get(card_of(place.teacher))
        told = AuditEvent.objects.get(verb="read")
        assert (told.actor, told.record_id, told.note) == (
            place.coordinator,
            place.teacher.pk,
            "карточка развития",
        )

    def test_it_says_where_the_person_stands(self, keeper, place):
        have.course(place.teacher, date(2023, 1, 5))
        have.attestation(place.teacher, date(2024, 5, 1), category="highest")
        have.deficit(place.teacher)
        route = have.route(place.teacher)
        route.steps.update(due=date(2026, 11, 1))
        facts = {
            fact.name: (plain(fact.words), plain(fact.word))
            for fact in keeper.get(card_of(place.teacher)).context["card"].facts
        }
        assert facts == {
            "Обучение": ("последнее обучение окончено 5 января 2023, три года истекли 5 января 2026", "пора учиться"),
            "Категория": ("высшая с 1 мая 2024, бессрочно; в справочнике — нет", ""),
            "Дефициты": ("методические — 1", "1 открыт"),
            "Маршрут": ("«Формирующее оценивание на уроке» до 31 мая 2027, выполнено 0 из 1", "просрочено: 1"),
        }  # fmt: skip

    def test_what_is_proposed_does_not_count_yet(self, keeper, place):
        have.course(place.teacher, date(2026, 5, 1), state="proposed", proposed_by=place.author)
        answer = keeper.get(card_of(place.teacher))
        assert plain(answer.context["card"].facts[0].words) == "записей нет, хотя работает с 1 сентября 2015"
        assert "Принять" in answer.content.decode()

    def test_what_waits_stands_first_whatever_its_date(self, keeper, place):
        by = {"proposed_by": place.author}
        have.course(place.teacher, date(2026, 5, 1), programme="Принятые")
        have.course(
            place.teacher,
            date(2019, 5, 1),
            programme="Отклонённые",
            state="declined",
            declined_why="Нет",
            **by,
        )
        have.course(place.teacher, date(2012, 5, 1), programme="Предложенные", state="proposed", **by)
        have.work(place.teacher, state="proposed", **by)
        page = keeper.get(card_of(place.teacher))
        sections = {section.anchor: section for section in page.context["card"].sections}
        assert [row.title for row in sections["courses"].rows] == ["Предложенные", "Отклонённые", "Принятые"]
        assert [tool.label for tool in sections["courses"].rows[0].tools if tool.is_main] == ["Принять"]
        assert [tool.label for tool in sections["courses"].rows[1].tools if tool.is_main] == []
        waiting = [(section.anchor, section.proposed) for section in page.context["card"].proposed]
        assert waiting == [("courses", 1), ("works", 1)]
        assert '<a href="#works">публикации и работы</a>&nbsp;—&nbsp;1.' in page.content.decode()

    def test_routes_in_work_stand_first_and_only_they_are_late(self, keeper, place):
        late = {"starts": date(2026, 9, 1), "ends": date(2026, 10, 1)}
        have.route(place.teacher, theme="В работе", **late)
        have.route(place.teacher, theme="Черновик", state="draft", approved_on=None, **late)
        have.route(place.teacher, theme="Прекращён", state="stopped", finished_on=date(2026, 10, 2), **late)
        [section] = [
            section
            for section in keeper.get(card_of(place.teacher)).context["card"].sections
            if section.anchor == "routes"
        ]
        assert [(row.title, row.details[1:]) for row in section.rows] == [
            ("В работе", ["выполнено шагов: 0 из 1", "просрочено шагов: 1"]),
            ("Черновик", ["шагов: 1"]),
            ("Прекращён", ["выполнено шагов: 0 из 1"]),
        ]

    def test_an_empty_card_says_what_to_do(self, visit, keeper, author, place):
        page = keeper.get(card_of(place.teacher)).content.decode()
        assert page.count("Добавить<") == 6
        assert "Запишите результаты диагностики" in page
        own = author.get(card_of(place.teacher)).content.decode()
        assert own.count("Предложить запись<") == 4
        assert "По желанию" in own
        assert "Добавить<" not in own
        department = make.user_with_role("department_head", municipality=place.municipality)
        read = visit(department).get(card_of(place.teacher)).content.decode()
        assert "Предложить запись<" not in read
        assert "Добавить<" not in read

    def test_whoever_has_left_needs_no_courses(self, keeper, place):
        place.teacher.left_on = date(2026, 11, 1)
        place.teacher.save()
        facts = keeper.get(card_of(place.teacher)).context["card"].facts
        assert [fact.name for fact in facts] == ["Категория", "Дефициты", "Маршрут"]

    def test_the_directory_shows_the_same(self, keeper, author, place):
        have.deficit(place.teacher)
        for client in (keeper, author):
            page = plain(client.get(place.teacher.get_absolute_url()).content.decode())
            assert "Методические — 1" in page
            assert card_of(place.teacher) in page


def shown(client, query=""):
    return [row[0].surname for row in client.get(f"{LIST}?{query}").context["rows"]]


class TestList:
    @pytest.mark.parametrize("number", [1, 30])
    def test_it_costs_the_same_for_one_and_for_thirty(self, keeper, place, number, assert_query_count):
        for person in [place.teacher, *make.TeacherFactory.create_batch(number - 1, school=place.school)]:
            fill(person, 1)
        assert_query_count(keeper, LIST, 7)

    @pytest.fixture
    def people(self, place):
        other = make.SchoolFactory(municipality=place.municipality, short_name="Школа № 2")
        rows = {"Алова": place.teacher}
        for surname, school in (("Белова", place.school), ("Ветрова", other), ("Гусева", other)):
            rows[surname] = make.TeacherFactory(school=school, surname=surname, category="first")
        make.TeacherFactory(school=place.school, surname="Ушла", left_on=date(2026, 9, 1))
        have.course(rows["Белова"], date(2024, 2, 1))
        have.course(rows["Ветрова"], date(2026, 2, 1))
        have.course(rows["Гусева"], date(2026, 2, 1), state="proposed")
        have.deficit(rows["Белова"])
        have.deficit(rows["Ветрова"], kind="subject")
        Deficit.objects.create(
            teacher=rows["Гусева"], kind="subject", words="Закрыт", found_on=have.DAY, closed_on=have.DAY,
            closed_how="курсы",
        )  # fmt: skip
        have.route(rows["Ветрова"])
        return rows

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ("", "АБВГ"),
            ("q=бело", "Б"),
            ("watch=overdue", "АГ"),
            ("watch=soon", "Б"),
            ("watch=fresh", "В"),
            ("deficits=any", "БВ"),
            ("deficits=subject", "В"),
            ("deficits=none", "АГ"),
            ("route=active", "В"),
            ("route=none", "АБГ"),
            ("sort=-deficits", "ВБГА"),
            ("sort=school", "АБВГ"),
            ("watch=x&deficits=y&route=z&school=q&page=0&sort=w", "АБВГ"),
        ],
    )
    def test_filters_and_sorts(self, keeper, people, query, expected):
        assert "".join(surname[0] for surname in shown(keeper, query)) == expected

    def test_the_states_of_the_list_are_those_of_the_cards(self, keeper, people):
        seen = {row[0].surname: row[3] for row in keeper.get(LIST).context["rows"]}
        assert seen == {
            "Алова": "пора учиться",
            "Белова": "скоро срок",
            "Ветрова": "в срок",
            "Гусева": "пора учиться",
        }

    def test_a_coordinator_sees_the_own_school(self, visit, keeper, place, people):
        client = visit(place.coordinator)
        assert shown(client) == ["Алова", "Белова"]
        assert list(client.get(LIST).context["form"].fields) == ["q", "watch", "deficits", "route"]
        assert "school" in keeper.get(LIST).context["form"].fields

    def test_the_download_is_what_the_page_shows(self, keeper, people):
        answer = keeper.get(f"{LIST}?q=ветрова&export=csv")
        assert b"".join(answer.streaming_content).decode("utf-8-sig").splitlines() == [
            "Педагог;Организация;Должность;Последнее обучение;Учиться до;Категория;Открытых дефицитов;Маршрут в работе",
            "Ветрова Мария Ивановна;Школа № 2;учитель математики;01.02.2026;01.02.2029;первая;1;"
            "Формирующее оценивание на уроке",
        ]

    def test_a_teacher_is_led_to_the_own_card(self, visit, author, place):
        assert author.get(LIST).url == card_of(place.teacher)
        assert (
            visit(make.user_with_role("teacher", municipality=place.municipality)).get(LIST).status_code
            == 403
        )


class TestMenuAndTasks:
    def test_the_room_is_in_the_menu_of_those_who_may_open_it(self, visit, keeper, author, place):
        def rooms(client):
            return [room["title"] for room in client.get(reverse("account")).context["menu"]]

        assert "Развитие" in rooms(keeper)
        assert "Развитие" in rooms(author)
        assert "Развитие" not in rooms(visit(make.user_with_role("teacher", municipality=place.municipality)))

    def test_a_coordinator_with_a_card_has_it_in_the_menu(self, visit, place):
        place.author.teacher = None
        place.author.save()
        place.coordinator.teacher = place.teacher
        place.coordinator.save()
        client = visit(place.coordinator)
        room = next(each for each in client.get(LIST).context["menu"] if each["active"])
        assert [page["title"] for page in room["pages"]][:2] == ["Педагоги", "Моя карточка"]
        assert client.get(reverse("development:mine")).url == card_of(place.teacher)

    def tasks(self, user, group):
        return [
            (plain(task.title), task.url, task.due)
            for heading, rows in my_tasks(user, TODAY)
            if heading == group
            for task in rows
        ]

    def test_proposals_wait_for_those_who_keep_the_card(self, place):
        proposed = {"state": "proposed", "proposed_by": place.author}
        have.course(place.teacher, **proposed)
        have.work(place.teacher, **proposed)
        have.contest(place.teacher, state="declined", declined_why="нет")
        other = make.user_with_role(
            "coordinator", municipality=place.municipality,
            school=make.SchoolFactory(municipality=place.municipality),
        )  # fmt: skip
        expected = [("Принять в карточку 2 записи: Алова М. И.", card_of(place.teacher), None)]
        for user, seen in (
            (place.methodist, expected),
            (place.coordinator, expected),
            (other, []),
            (place.author, []),
        ):
            assert self.tasks(user, "Карточки педагогов") == seen

    def test_steps_of_the_own_route_are_told_when_they_are_near(self, place):
        route = have.route(place.teacher)
        RouteStep.objects.create(route=route, position=2, action="Скоро", due=date(2026, 12, 1))
        RouteStep.objects.create(
            route=route, position=3, action="Сделано", due=date(2026, 12, 1), state="done", done_on=TODAY
        )
        assert self.tasks(place.author, "Мой маршрут") == [
            ("Скоро", route.get_absolute_url(), date(2026, 12, 1))
        ]
        assert self.tasks(place.methodist, "Мой маршрут") == []
