"""Individual routes: drafted from deficits, approved, gone, ended; steps; what is printed."""

from datetime import date

import pytest
from django.urls import reverse

from development.models import Route, RouteStep
from development.printed_route import ROUTE, route_snapshot
from development.services.routes import usual_end
from methodservice.directory.models import AuditEvent
from methodservice.documents.printing import docx_of, pdf_of
from methodservice.testing import development as have
from methodservice.testing import factories as make
from methodservice.testing.forms import filled
from methodservice.testing.printed import Printed
from methodservice.testing.word import WordFile, plain

NEW = {"theme": "Оценивание", "starts": "2026-11-20", "ends": "2027-05-31", "diagnosis": ""}
STEP = {
    "action": "Курсы",
    "deficit": "",
    "form": "course",
    "provider": "ИРО",
    "due": "2027-03-01",
    "expected": "",
}


def url(name, record):
    return reverse(f"development:{name}", args=[record.pk])


def errors(answer):
    assert answer.status_code == 422
    return {name: [plain(text) for text in found] for name, found in answer.context["form"].errors.items()}


def said(client, address):
    return [plain(str(message)) for message in client.get(address).context["messages"]]


@pytest.fixture
def route(place):
    return have.route(place.teacher, date(2026, 10, 12))


@pytest.mark.parametrize(
    ("today", "ends"),
    [
        (date(2026, 11, 20), date(2027, 5, 31)),
        (date(2027, 1, 31), date(2027, 5, 31)),
        (date(2027, 2, 1), date(2028, 5, 31)),
        (date(2027, 8, 31), date(2028, 5, 31)),
        (date(2027, 9, 1), date(2028, 5, 31)),
    ],
)
def test_a_route_goes_to_the_end_of_lessons(today, ends):
    assert usual_end(today) == ends


class TestDraft:
    def test_open_deficits_make_a_draft_in_one_click(self, keeper, place):
        diagnosis = have.diagnosis(place.teacher)
        have.deficit(place.teacher, diagnosis=diagnosis)
        have.deficit(place.teacher, kind="subject", words="Дроби", diagnosis=diagnosis)
        have.deficit(place.teacher, words="Старое", closed_on=have.DAY, closed_how="курсы")
        addresses = {keeper.post(url("route_draft", place.teacher)).url for _ in range(2)}
        route = Route.objects.get()
        assert addresses == {route.get_absolute_url()}
        assert (route.state, route.diagnosis, route.ends) == ("draft", diagnosis, date(2027, 5, 31))
        assert [(step.position, step.deficit.words, step.action) for step in route.steps.all()] == [
            (1, "Формирующее оценивание", "Посетить мастер-классы и открытые уроки по теме «Формирующее оценивание»"),
            (2, "Дроби", "Пройти курсы по теме «Дроби»"),
        ]  # fmt: skip

    def test_what_a_route_is_about_is_not_drafted_again(self, keeper, place, route):
        deficit = have.deficit(place.teacher)
        route.steps.update(deficit=deficit)
        answer = keeper.post(url("route_draft", place.teacher))
        assert said(keeper, answer.url) == ["Открытых дефицитов, для которых нет маршрута, у педагога нет."]
        assert Route.objects.count() == 1

    def test_a_route_is_begun_by_hand(self, keeper, place):
        address = url("route_add", place.teacher)
        made = {keeper.post(address, NEW).url for _ in range(2)}
        assert Route.objects.get().get_absolute_url() in made
        assert errors(keeper.post(address, NEW | {"theme": "", "ends": "2026-01-01"})) == {
            "theme": ["Обязательное поле."], "ends": ["Окончание раньше начала."],
        }  # fmt: skip
        assert errors(keeper.post(address, NEW | {"ends": "2126-05-31"})) == {
            "ends": ["31.05.2126 слишком далеко от сегодняшнего дня. Проверьте год."]
        }

    def test_only_a_draft_is_deleted(self, keeper, route):
        answer = keeper.post(url("route_delete", route))
        assert said(keeper, answer.url) == [
            "Удалить можно только черновик. Утверждённый маршрут прекращают с причиной."
        ]
        keeper.post(url("route_take_back", route))
        assert keeper.post(url("route_delete", route)).url.endswith("#routes")
        assert not Route.objects.exists()


class TestStates:
    def test_a_route_without_steps_is_not_approved(self, keeper, place):
        keeper.post(url("route_add", place.teacher), NEW)
        draft = Route.objects.get()
        answer = keeper.post(url("route_approve", draft), {"on": "2026-11-20"})
        assert errors(answer) == {"__all__": ["В маршруте нет ни одного шага. Добавьте хотя бы один."]}
        keeper.post(url("step_add", draft), STEP)
        keeper.post(url("route_approve", draft), {"on": "2026-11-20"})
        draft.refresh_from_db()
        assert (draft.state, draft.approved_on) == ("active", date(2026, 11, 20))
        again = keeper.post(url("route_approve", draft), {"on": "2026-11-20"})
        assert said(keeper, again.url)[-1] == "Маршрут уже утверждён."

    def test_the_end_closes_the_ticked_deficits(self, keeper, place, route):
        one, two = have.deficit(place.teacher), have.deficit(place.teacher, words="Дроби")
        route.steps.update(deficit=one)
        RouteStep.objects.create(route=route, position=2, deficit=two, action="Практика", due=route.ends)
        address = url("route_finish", route)
        assert errors(keeper.post(address, {"on": "2026-10-01", "outcome": ""})) == {
            "outcome": ["Напишите, чем закончился маршрут."]
        }
        assert errors(keeper.post(address, {"on": "2026-10-01", "outcome": "Всё"})) == {
            "on": ["Маршрут утверждён 12.10.2026: раньше он завершиться не мог."]
        }
        keeper.post(address, {"on": "2026-11-19", "outcome": "Приёмы работают", "closed": [one.pk]})
        for record in (route, one, two):
            record.refresh_from_db()
        assert (route.state, route.finished_on, route.outcome) == (
            "finished",
            date(2026, 11, 19),
            "Приёмы работают",
        )
        assert (one.closed_on, one.closed_how) == (date(2026, 11, 19), f"пройден маршрут «{route.theme}»")
        assert two.closed_on is None
        keeper.post(url("route_take_back", route))
        route.refresh_from_db()
        assert (route.state, route.finished_on) == ("active", None)

    def test_the_end_says_what_is_not_done(self, keeper, route):
        assert "Не выполнено шагов: 1." in keeper.get(url("route_finish", route)).content.decode()

    def test_a_draft_tells_its_person_that_it_may_change(self, author, keeper, place):
        draft = have.route(place.teacher, state="draft", approved_on=None)
        words = "Маршрут ещё не утверждён"
        pages = [client.get(draft.get_absolute_url()).content.decode() for client in (author, keeper)]
        assert [words in page for page in pages] == [True, False]

    def test_stopped_says_why_and_changes_no_more(self, keeper, place, route):
        keeper.post(url("route_stop", route), {"on": "2026-11-19", "outcome": "Ушла в отпуск"})
        route.refresh_from_db()
        assert route.state == "stopped"
        answer = keeper.post(url("step_add", route), STEP)
        assert errors(answer) == {
            "__all__": ["Маршрут уже не меняют: прекращён. Сначала верните его в работу."]
        }
        assert "Ушла в отпуск" in keeper.get(route.get_absolute_url()).content.decode()
        moved = AuditEvent.objects.get(record_type="development.route", verb="moved")
        assert (moved.changes, moved.note) == ({"состояние": ["В работе", "Прекращён"]}, "Ушла в отпуск")


class TestSteps:
    def test_a_step_lies_within_the_route(self, keeper, place, route):
        address = url("step_add", route)
        assert errors(keeper.post(address, STEP | {"due": "2028-01-01"})) == {
            "due": ["Маршрут идёт с 12.10.2026 по 31.05.2027. Поправьте срок шага или маршрута."]
        }
        foreign = have.deficit(make.TeacherFactory(school=place.school))
        assert list(errors(keeper.post(address, STEP | {"deficit": foreign.pk}))) == ["deficit"]
        for _ in range(2):
            keeper.post(address, STEP)
        assert [step.action for step in route.steps.all()] == ["Пройти курсы", "Курсы"]

    def test_steps_are_put_in_order_and_removed(self, keeper, route):
        first = route.steps.get()
        keeper.post(url("step_add", route), STEP)
        second = route.steps.last()
        keeper.post(url("step_move", second), {"way": "up"})
        keeper.post(url("step_move", second), {"way": "up"})
        assert list(route.steps.values_list("action", "position")) == [("Курсы", 1), ("Пройти курсы", 2)]
        assert (
            "Убрать из маршрута шаг «Пройти курсы»?" in keeper.get(url("step_remove", first)).content.decode()
        )
        keeper.post(url("step_remove", first))
        assert route.steps.get() == second
        answer = keeper.post(url("step_remove", second))
        assert said(keeper, answer.url)[-1] == (
            "Это единственный шаг маршрута в работе. Измените его или прекратите маршрут."
        )
        assert route.steps.get() == second

    def test_a_step_is_done_with_its_result_and_undone(self, keeper, route):
        step = route.steps.get()
        keeper.post(url("step_done", step), {"on": "2026-11-19", "outcome": "Удостоверение"})
        step.refresh_from_db()
        assert (step.done_on, step.outcome) == (date(2026, 11, 19), "Удостоверение")
        again = keeper.post(url("step_done", step), {"on": "2026-11-19", "outcome": ""})
        assert said(keeper, again.url)[-1] == "Шаг уже отмечен выполненным."
        keeper.post(url("step_undone", step))
        step.refresh_from_db()
        assert (step.done_on, step.outcome) == (None, "")

    def test_a_draft_has_nothing_done(self, keeper, route):
        keeper.post(url("route_take_back", route))
        answer = keeper.post(url("step_done", route.steps.get()), {"on": "2026-11-19", "outcome": ""})
        assert errors(answer) == {"__all__": ["Выполнение отмечают, когда маршрут утверждён."]}

    def test_what_somebody_else_saved_is_not_overwritten(self, visit, keeper, place, route):
        address = url("step_edit", route.steps.get())
        mine = filled(keeper.get(address), action="Моё")
        theirs = visit(place.coordinator)
        theirs.post(address, filled(theirs.get(address), action="Чужое"))
        assert keeper.post(address, mine).status_code == 409
        assert route.steps.get().action == "Чужое"
        page = url("route_edit", route)
        mine = filled(keeper.get(page), theme="Моя")
        theirs.post(page, filled(theirs.get(page), theme="Чужая"))
        assert keeper.post(page, mine).status_code == 409

    @pytest.mark.parametrize("number", [1, 30])
    def test_the_page_costs_the_same_for_any_number_of_steps(
        self, keeper, place, route, number, assert_query_count
    ):
        for position in range(1, number):
            deficit = have.deficit(place.teacher, words=f"Дефицит {position}")
            RouteStep.objects.create(
                route=route, position=position, action="Шаг", due=route.ends, deficit=deficit
            )
        assert_query_count(keeper, route.get_absolute_url(), 7)

    def test_late_steps_are_told(self, keeper, route):
        route.steps.update(due=date(2026, 11, 15))
        page = plain(keeper.get(route.get_absolute_url()).content.decode())
        assert "просрочено: 1" in page
        assert "просрочено на 5 дней" in page


class TestPrinted:
    @pytest.fixture
    def full(self, place, route):
        deficit = have.deficit(place.teacher)
        route.steps.update(
            deficit=deficit, provider="ИРО", state="done", done_on=date(2026, 11, 19), outcome="Удостоверение"
        )
        return route

    def test_the_columns_say_what_districts_ask(self, full, place):
        snapshot = route_snapshot(full)
        assert [(fact["name"], plain(fact["value"])) for fact in snapshot["facts"]] == [
            ("Педагог", "Алова Мария Ивановна"), ("Должность", "учитель математики"), ("Организация", "Школа № 1"),
            ("Тема", "Формирующее оценивание на уроке"), ("Сроки", "12 октября 2026 г. – 31 мая 2027 г."),
        ]  # fmt: skip
        line = {name: plain(value) for name, value in snapshot["steps"][0].items()}
        assert line == {
            "number": "1", "deficit": "методические: Формирующее оценивание", "action": "Пройти курсы",
            "form": "курсы повышения квалификации", "provider": "ИРО", "due": "31.05.2027",
            "result": "Удостоверение", "mark": "выполнено 19.11.2026",
        }  # fmt: skip

    def test_pdf_and_word_say_the_same(self, full):
        snapshot = route_snapshot(full)
        text = Printed(pdf_of(ROUTE, snapshot)).text
        word = WordFile(docx_of(ROUTE, snapshot))
        for words in ("ИНДИВИДУАЛЬНЫЙ ОБРАЗОВАТЕЛЬНЫЙ МАРШРУТ", "Удостоверение"):
            assert words in plain(text)
            assert words in plain(word.text)

    def test_the_person_prints_the_own_and_a_draft_says_so(self, author, place, full):
        assert author.get(reverse("development:route_file", args=[full.pk, "pdf"])).status_code == 200
        told = AuditEvent.objects.get(verb="exported")
        assert (told.actor, told.note) == (place.author, "Маршрут: PDF")
        full.state, full.approved_on = "draft", None
        snapshot = route_snapshot(full)
        assert snapshot["is_draft"]
        assert snapshot["approval"][1] == "Директор"
        assert author.get(reverse("development:route_file", args=[full.pk, "odt"])).status_code == 404
