"""Two people at one card: each thing is done once, the other one is told. By threads on PostgreSQL."""

from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import connections

from development.models import Course, Route
from development.services import records, routes
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
