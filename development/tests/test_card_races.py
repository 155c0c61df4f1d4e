"""Two people at one card: each thing is done once, the other one is told. By threads on PostgreSQL."""

from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import connections

from development.models import Course, Provider, Route
from development.services import records, routes, steps
from methodservice.lib.refusals import Refused
from methodservice.testing import development as have
from methodservice.testing import factories as make

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
TODAY = date(2026, 11, 20)


def together(*works) -> list[str]:
    """What became of works done at once: «done», or the name of what was raised."""
    barrier, answers = Barrier(len(works), timeout=90), []

    def run(work):
        barrier.wait()
        try:
            work()
        except Refused as told:
            answers.append(type(told).__name__)
        else:
            answers.append("done")
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    return sorted(answers)


@pytest.fixture
def teacher(transactional_db):
    return make.TeacherFactory()


@pytest.fixture
def people(teacher):
    return [make.user_with_role("methodist", municipality=teacher.school.municipality) for _ in range(2)]


def test_a_draft_is_made_once(teacher, people):
    have.deficit(teacher)
    works = [lambda by=by: routes.draft_from_deficits(teacher=teacher, today=TODAY, by=by) for by in people]
    assert together(*works) == ["AlreadyDone", "done"]
    assert Route.objects.count() == 1


def test_a_record_is_written_once(teacher, people):
    fields = {"programme": "Стандарты", "ends": date(2026, 10, 1), "hours": 36, "provider_name": "ИРО"}
    works = [
        lambda by=by: records.add_record(teacher=teacher, model=Course, fields=fields, by=by) for by in people
    ]
    assert together(*works) == ["Refused", "done"]
    assert Course.objects.count() == 1


def test_a_proposal_is_taken_or_declined(teacher, people):
    record = have.course(teacher, state="proposed")
    one, two = people
    answers = together(
        lambda: records.accept(record=record, by=one),
        lambda: records.decline(record=record, why="Нет скана", by=two),
    )
    record.refresh_from_db()
    assert record.state in ("kept", "declined")
    # whoever declines first may still be overruled, never the other way round
    assert answers in (["Refused", "done"], ["done", "done"])
    assert (record.declined_why == "") == (record.state == "kept")


def test_a_proposal_is_taken_once_with_one_new_provider(teacher, people):
    one = have.course(teacher, state="proposed", proposed_provider="Новый институт")
    other = have.course(
        make.TeacherFactory(school=teacher.school), state="proposed", proposed_provider="новый ИНСТИТУТ"
    )
    works = [lambda by=by: records.accept(record=one, by=by) for by in people]
    works.append(lambda: records.accept(record=other, by=people[0]))
    assert together(*works) == ["AlreadyDone", "done", "done"]
    provider = Provider.objects.get()
    assert set(Course.objects.values_list("state", "provider")) == {("kept", provider.pk)}


def test_a_step_is_done_once(teacher, people):
    step = have.route(teacher).steps.get()
    works = [
        lambda by=by, word=word: steps.mark_done(step=step, on=TODAY, outcome=word, by=by)
        for by, word in zip(people, ("Первое", "Второе"), strict=True)
    ]
    assert together(*works) == ["AlreadyDone", "done"]
    step.refresh_from_db()
    assert (step.state, step.done_on) == ("done", TODAY)


def test_what_the_person_told_is_confirmed_or_withdrawn(teacher, people):
    author, keeper = people
    step = have.route(teacher).steps.get()
    steps.tell(step=step, on=TODAY, outcome="Удостоверение", by=author)
    answers = together(
        lambda: steps.confirm(step=step, by=keeper), lambda: steps.withdraw(step=step, by=author)
    )
    step.refresh_from_db()
    # whoever comes second is told: «уже отмечен» or «отозвал»
    assert (step.state, answers) in [("done", ["AlreadyDone", "done"]), ("open", ["Refused", "done"])]


def test_a_route_is_approved_or_loses_its_only_step(teacher, people):
    route = have.route(teacher, state="draft", approved_on=None)
    step = route.steps.get()
    one, two = people
    answers = together(
        lambda: routes.approve(route=route, on=TODAY, by=one), lambda: steps.remove_step(step=step, by=two)
    )
    route.refresh_from_db()
    assert answers == ["Refused", "done"]
    assert (route.state == "active") == route.steps.exists()
