"""What events tell elsewhere: tasks of organisers and participants, cards of an association, a teacher, a school."""

from datetime import date, timedelta

import pytest

from associations.events.offers import count_of_school, panel_of_association, panel_of_teacher
from associations.events.tasks_for import events_to_attend, events_to_hold
from associations.models import Level
from methodservice.testing import factories as make

TODAY = date(2026, 11, 20)
DAY = timedelta(days=1)


def titles(tasks):
    return [task.title for task in tasks]


def at(association, day, title, **fields):
    return make.EventFactory(association=association, starts=day, title=title, **fields)


class TestTasks:
    def test_an_organiser_is_told_of_what_is_near_and_of_what_has_passed(self, district):
        for day, title in (
            (TODAY - 40 * DAY, "давно"),
            (TODAY, "сегодня"),
            (TODAY + 7 * DAY, "через неделю"),
        ):
            at(district.association, day, title)
        at(district.association, TODAY + 8 * DAY, "позже")
        at(district.association, TODAY - DAY, "прошло", state="held")
        at(district.association, TODAY - DAY, "отменено", state="cancelled")
        tasks = list(events_to_hold(district.head, TODAY))
        assert titles(tasks) == ["Отметить, как прошло: давно", "Провести: сегодня", "Провести: через неделю"]
        assert [task.due for task in tasks] == [None, TODAY, TODAY + 7 * DAY]
        assert tasks[0].url.endswith("/hold/")

    def test_a_methodist_is_told_of_events_of_the_service_only(self, district):
        at(district.association, TODAY, "чужое")
        at(None, TODAY, "совещание", municipality=district.municipality)
        at(None, TODAY, "другой район", municipality=make.MunicipalityFactory())
        assert titles(events_to_hold(district.methodist, TODAY)) == ["Провести: совещание"]
        assert titles(events_to_hold(district.head, TODAY)) == ["Провести: чужое"]

    def test_a_participant_is_told_what_to_do(self, district):
        other = make.AssociationFactory(municipality=district.municipality)
        for number, part in enumerate(("listener", "speaker", "jury")):
            event = at(other, TODAY + number * DAY, f"событие {number}")
            make.ParticipantFactory(event=event, teacher=district.people[0], part=part)
        for day, state in ((TODAY - DAY, "planned"), (TODAY + 31 * DAY, "planned"), (TODAY, "cancelled")):
            make.ParticipantFactory(event=at(other, day, "нет", state=state), teacher=district.people[0])
        own = at(district.association, TODAY, "своё")
        make.ParticipantFactory(event=own, teacher=district.people[0])
        assert titles(events_to_attend(district.head, TODAY)) == [
            "Прийти: событие 0", "Выступить: событие 1", "Войти в жюри: событие 2",
        ]  # fmt: skip

    @pytest.mark.parametrize("provider", [events_to_hold, events_to_attend])
    @pytest.mark.parametrize("rows", [1, 30])
    def test_one_query_whatever_the_rows(self, district, provider, rows, django_assert_num_queries):
        other = make.AssociationFactory(municipality=district.municipality)
        for number in range(rows):
            at(district.association, TODAY, f"своё {number}")
            make.ParticipantFactory(event=at(other, TODAY, f"чужое {number}"), teacher=district.people[0])
        district.head.access  # noqa: B018 — the rights are read once a request
        with django_assert_num_queries(1):
            assert len(list(provider(district.head, TODAY))) == rows

    def test_those_without_a_person_and_a_role_cost_nothing(self, district, django_assert_num_queries):
        user = make.user_with_role("department_head", municipality=district.municipality)
        user.access  # noqa: B018 — the rights are read once a request
        with django_assert_num_queries(0):
            assert [*events_to_hold(user, TODAY), *events_to_attend(user, TODAY)] == []


class TestCards:
    @pytest.mark.parametrize("rows", [1, 30])
    def test_the_card_of_an_association_tells_its_year(self, district, rows, django_assert_num_queries):
        for number in range(rows):
            event = at(district.association, TODAY - 20 * DAY, f"было {number}", state="held", kind="contest")
            make.ParticipantFactory(event=event, teacher=district.people[1], attended=True)
            at(district.association, TODAY + DAY, f"будет {number}")
        at(district.association, TODAY - DAY, "не отмечено")
        at(district.association, date(2026, 8, 31), "прошлый год", state="held")
        district.head.access  # noqa: B018 — the rights are read once a request
        with django_assert_num_queries(4):
            (panel,) = panel_of_association(district.association, district.head, TODAY)
        told = panel.context
        assert (told["held"], told["came"].distinct, told["passed"]) == (rows, 1, 1)
        assert (len(told["ahead"]), told["rest"]) == (min(rows, 3), max(rows - 3, 0))
        assert [(words, number) for words, number, _ in told["kinds"]] == [("конкурс", rows)]
        assert told["may_add"]

    def test_its_links_open_what_was_counted(self, visit, district):
        for kind in ("contest", "contest", "seminar"):
            at(district.association, TODAY - DAY, kind, state="held", kind=kind)
        (panel,) = panel_of_association(district.association, district.methodist, TODAY)
        client = visit(district.methodist)
        for _, number, url in panel.context["kinds"]:
            assert len(client.get(url).context["rows"]) == number

    def test_who_only_reads_is_not_invited_to_plan(self, visit, district):
        member = make.user_with_role(
            "teacher", municipality=district.municipality, teacher=district.people[2]
        )
        page = visit(member).get(district.association.get_absolute_url()).content.decode()
        assert "В этом учебном году мероприятий ещё нет" in page
        assert "Запланировать мероприятие" not in page

    def test_the_card_of_a_teacher_tells_the_year_of_what_one_may_see(self, visit, district):
        event = at(district.association, TODAY, "видно")
        make.ParticipantFactory(event=event, teacher=district.people[1], part="speaker", topic="Опыт")
        for other in (
            at(district.association, date(2026, 5, 1), "прошлый год"),
            at(district.association, TODAY, "отменено", state="cancelled"),
        ):
            make.ParticipantFactory(event=other, teacher=district.people[1])
        (panel,) = panel_of_teacher(district.people[1], district.methodist, TODAY)
        assert [row.event.title for row, _ in panel.context["rows"]] == ["видно"]
        page = visit(district.methodist).get(district.people[1].get_absolute_url()).content.decode()
        assert "выступающий: Опыт" in page
        (panel,) = panel_of_teacher(district.people[1], make.UserFactory(), TODAY)
        assert panel.context["rows"] == []

    def test_the_card_of_a_school_counts_events_of_its_associations(self, visit, district):
        small = make.AssociationFactory(
            municipality=district.municipality, level=Level.SCHOOL, school=district.school
        )
        for day, state in ((TODAY, "held"), (TODAY, "planned"), (date(2026, 8, 31), "held")):
            at(small, day, state, state=state)
        at(district.association, TODAY, "районное", state="held")
        (count,) = count_of_school(district.school, district.methodist, TODAY)
        assert count.value == len(visit(district.methodist).get(count.url).context["rows"]) == 1
