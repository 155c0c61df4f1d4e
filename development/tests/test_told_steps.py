"""The person tells of a step of the own route; whoever keeps the card confirms or returns it."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from development.models import RouteStep
from development.printed_route import route_snapshot
from development.tasks_card import steps_to_check, steps_to_take
from methodservice.directory.models import AuditEvent
from methodservice.testing import development as have
from methodservice.testing import factories as make
from methodservice.testing.word import plain

from .conftest import TODAY

TOLD = {"on": "2026-11-18", "outcome": "Удостоверение", "course": ""}


def url(name, record):
    return reverse(f"development:{name}", args=[record.pk])


def errors(answer):
    assert answer.status_code == 422
    return {name: [plain(text) for text in found] for name, found in answer.context["form"].errors.items()}


def said(client, address):
    return [plain(str(message)) for message in client.get(address).context["messages"]]


@pytest.fixture
def step(place):
    return have.route(place.teacher, date(2026, 10, 12)).steps.get()


@pytest.fixture
def told(author, step):
    author.post(url("step_tell", step), TOLD)
    step.refresh_from_db()
    return step


class TestTelling:
    def test_what_is_told_waits_and_does_not_count(self, author, place, told):
        assert (told.state, told.told_on, told.outcome, told.done_on) == (
            "told", date(2026, 11, 18), "Удостоверение", None,
        )  # fmt: skip
        page = plain(author.get(told.route.get_absolute_url()).content.decode())
        assert "ждёт проверки" in page
        assert "0 из 1" in page
        (line,) = route_snapshot(told.route)["steps"]
        assert (line["result"], line["mark"]) == ("", "")

    def test_what_is_told_is_late_for_nobody(self, author, told):
        RouteStep.objects.filter(pk=told.pk).update(due=date(2026, 11, 1))
        page = author.get(told.route.get_absolute_url())
        assert page.context["late"] == 0
        assert "просрочено на" not in page.content.decode()

    def test_a_course_is_named_accepted_or_proposed_but_not_declined(self, author, place, step):
        proposed = have.course(place.teacher, state="proposed", proposed_by=place.author)
        have.course(place.teacher, programme="Нет", state="declined", declined_why="Нет скана")
        have.course(make.TeacherFactory(school=place.school))
        offered = author.get(url("step_tell", step)).context["form"].fields["course"].queryset
        assert list(offered) == [proposed]
        author.post(url("step_tell", step), TOLD | {"course": proposed.pk})
        step.refresh_from_db()
        assert step.course == proposed
        assert "предложено" in author.get(step.route.get_absolute_url()).content.decode()

    def test_bad_input_is_told_beside_the_field(self, author, step):
        answer = author.post(url("step_tell", step), TOLD | {"on": "2026-12-24"})
        assert errors(answer) == {"on": ["Этот день ещё впереди."]}
        assert 'value="Удостоверение"' in answer.content.decode()

    def test_it_is_mended_and_withdrawn(self, author, told):
        author.post(url("step_tell", told), TOLD | {"outcome": "Удостоверение № 5"})
        told.refresh_from_db()
        assert (told.state, told.outcome) == ("told", "Удостоверение № 5")
        author.post(url("step_withdraw", told))
        told.refresh_from_db()
        assert (told.state, told.told_on, told.outcome) == ("open", None, "")
        answer = author.post(url("step_withdraw", told))
        assert said(author, answer.url)[-1] == "Сообщение уже отозвано."

    def test_what_is_done_is_neither_told_nor_withdrawn(self, keeper, author, step):
        keeper.post(url("step_done", step), {"on": "2026-11-19", "outcome": ""})
        for name, data in (("step_tell", TOLD), ("step_withdraw", {})):
            answer = author.post(url(name, step), data)
            assert said(author, answer.url) == ["Шаг уже отмечен выполненным."]
        step.refresh_from_db()
        assert step.done_on == date(2026, 11, 19)

    def test_only_a_route_in_work_hears_of_its_steps(self, keeper, author, step):
        keeper.post(url("route_take_back", step.route))
        assert errors(author.post(url("step_tell", step), TOLD)) == {
            "__all__": ["Выполнение отмечают, когда маршрут утверждён."]
        }


class TestChecking:
    def test_one_press_confirms_with_the_words_and_the_day_of_the_person(self, keeper, told):
        for answer in ("Шаг отмечен выполненным.", "Шаг уже отмечен выполненным."):
            back = keeper.post(url("step_confirm", told))
            assert said(keeper, back.url) == [answer]
        told.refresh_from_db()
        assert (told.state, told.done_on, told.outcome) == ("done", date(2026, 11, 18), "Удостоверение")
        moves = AuditEvent.objects.filter(record_type="development.routestep", verb="moved").order_by("pk")
        assert [event.changes["состояние"] for event in moves] == [
            ["Не выполнено", "Ждёт проверки"], ["Ждёт проверки", "Выполнено"],
        ]  # fmt: skip

    def test_a_returned_step_says_why_and_is_told_again(self, keeper, author, told):
        assert errors(keeper.post(url("step_return", told), {"why": ""})) == {
            "why": ["Напишите, чего не хватает."]
        }
        keeper.post(url("step_return", told), {"why": "Приложите скан"})
        told.refresh_from_db()
        assert (told.state, told.returned_why) == ("returned", "Приложите скан")
        page = author.get(told.route.get_absolute_url()).content.decode()
        assert "Почему возвращено: Приложите скан" in page
        author.post(url("step_tell", told), TOLD)
        told.refresh_from_db()
        assert (told.state, told.returned_why) == ("told", "")

    def test_what_was_withdrawn_is_not_confirmed(self, keeper, author, told):
        author.post(url("step_withdraw", told))
        answer = keeper.post(url("step_confirm", told))
        assert said(keeper, answer.url) == ["Педагог уже отозвал сообщение об этом шаге."]

    def test_a_route_does_not_end_over_what_nobody_checked(self, keeper, told):
        data = {"on": "2026-11-20", "outcome": "Всё пройдено"}
        answer = keeper.post(url("route_finish", told.route), data)
        assert errors(answer) == {
            "__all__": ["По словам педагога, сделано шагов: 1. Сначала подтвердите их или верните."]
        }
        keeper.post(url("step_confirm", told))
        keeper.post(url("route_finish", told.route), data)
        told.route.refresh_from_db()
        assert told.route.state == "finished"

    def test_a_keeper_marks_with_what_the_person_told_at_hand(self, keeper, told):
        form = keeper.get(url("step_done", told)).context["form"]
        assert (form["on"].value(), form["outcome"].value()) == (date(2026, 11, 18), "Удостоверение")

    def test_a_mark_taken_back_leaves_nothing_of_it(self, keeper, told):
        keeper.post(url("step_confirm", told))
        keeper.post(url("step_undone", told))
        told.refresh_from_db()
        assert (told.state, told.told_on, told.done_on, told.outcome) == ("open", None, None, "")


class TestTasks:
    def test_keepers_have_a_line_for_each_route(self, place, told, django_assert_num_queries):
        RouteStep.objects.create(
            route=told.route, position=2, action="Урок", due=told.due, state="told", told_on=TODAY
        )
        stranger = make.user_with_role(
            "coordinator",
            municipality=place.municipality,
            school=make.SchoolFactory(municipality=place.municipality),
        )
        assert list(steps_to_check(stranger, TODAY)) == []
        assert list(steps_to_check(place.author, TODAY)) == []
        for user in (place.methodist, place.coordinator):
            with django_assert_num_queries(2):  # the rights, the routes
                (task,) = steps_to_check(user, TODAY)
            assert plain(task.title) == f"Проверить 2 шага маршрута: {plain(place.teacher.short_name)}"
            assert task.url == f"{told.route.get_absolute_url()}#steps"

    def test_the_person_is_not_asked_for_what_waits_but_for_what_was_returned(
        self, keeper, place, step, told
    ):
        RouteStep.objects.filter(pk=step.pk).update(due=TODAY)
        assert list(steps_to_take(place.author, TODAY)) == []
        RouteStep.objects.filter(pk=step.pk).update(due=date(2027, 5, 31))
        keeper.post(url("step_return", told), {"why": "Приложите скан"})
        (task,) = steps_to_take(place.author, TODAY)
        assert task.detail == "возвращено: Приложите скан"


@pytest.mark.parametrize(
    "wrong",
    [{"state": "done"}, {"done_on": TODAY}, {"state": "told"}, {"returned_why": "Почему"},
     {"state": "returned", "told_on": TODAY}],
)  # fmt: skip
def test_the_database_refuses_a_state_without_what_it_needs(step, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        RouteStep.objects.filter(pk=step.pk).update(**wrong)
