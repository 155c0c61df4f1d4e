"""The job row is the truth: taken once, picked up when cut off, and always ending with words for the person."""

import logging
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from methodservice.jobs import services
from methodservice.jobs.models import Job
from methodservice.testing import job_kinds  # noqa: F401 — offers the kinds that tests use
from methodservice.testing.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return UserFactory()


@pytest.fixture
def start(person):
    def _start(kind, **arguments):
        return services.start(kind=f"testing.{kind}", title="Проверка", by=person, arguments=arguments)

    return _start


def fresh(job) -> Job:
    return Job.objects.get(pk=job.pk)


def test_a_waiting_job_is_taken_once(start):
    job = start("sum", numbers=[1])
    assert services.claim(job.pk).attempts == 1
    assert services.claim(job.pk) is None
    assert services.run_job(job.pk) is False


def test_waiting_jobs_run_oldest_first_and_keep_their_result(start, tmp_path):
    file = tmp_path / "marks"
    jobs = [start("mark", file=str(file)) for _ in range(3)]
    assert services.run_waiting() == 3
    assert file.read_text().split() == [str(job.pk) for job in jobs]
    assert {fresh(job).state for job in jobs} == {"done"}
    assert services.run_waiting() == 0


def test_a_runner_that_is_told_to_stop_leaves_the_rest_waiting(start):
    job = start("sum", numbers=[1])
    assert services.run_waiting(is_stopped=lambda: True) == 0
    assert fresh(job).state == "waiting"


def test_a_refused_job_says_why(start):
    job = start("refuse")
    services.run_job(job.pk)
    assert (fresh(job).state, fresh(job).message) == ("failed", "Список пуст: загружать нечего.")


def test_a_crashed_job_is_logged_and_apologises(start, caplog):
    job = start("crash")
    with caplog.at_level(logging.ERROR):
        services.run_job(job.pk)
    assert (fresh(job).state, fresh(job).message) == ("failed", services.CRASHED)
    assert [record.exc_info[0] for record in caplog.records] == [RuntimeError]


def test_a_silent_job_is_picked_up_and_a_lively_one_is_left(start):
    silent, lively = start("sum", numbers=[1]), start("sum", numbers=[2])
    services.claim(silent.pk)
    services.claim(lively.pk)
    Job.objects.filter(pk=silent.pk).update(beat_at=timezone.now() - services.SILENCE - timedelta(seconds=1))
    assert services.pick_up_silent() == 1
    assert (fresh(silent).state, fresh(lively).state) == ("waiting", "running")
    services.run_waiting()
    assert (fresh(silent).result, fresh(silent).attempts) == ({"sum": 1}, 2)


def test_a_job_cut_off_three_times_is_given_up(start):
    job = start("sum", numbers=[1])
    for _ in range(services.MOST_ATTEMPTS):
        services.claim(job.pk)
        services.pick_up_silent(silence=timedelta(0))
    assert fresh(job).state == "failed"
    assert fresh(job).message.startswith("Задание трижды прервалось.")


def test_progress_is_a_sign_of_life(start):
    job = start("sum", numbers=[1])
    Job.objects.filter(pk=job.pk).update(beat_at=timezone.now() - timedelta(hours=1))
    services.report(job, done=5, total=10, message="Проверено 5 строк")
    seen = fresh(job)
    assert (seen.done, seen.total, seen.message) == (5, 10, "Проверено 5 строк")
    assert timezone.now() - seen.beat_at < timedelta(minutes=1)


@pytest.mark.parametrize(
    ("state", "shows", "asks_again"),
    [("waiting", "Ждёт очереди", True), ("running", "Выполняется", True), ("done", "Готово", False),
     ("failed", "Не выполнено", False)],
)  # fmt: skip
def test_progress_page_asks_again_until_the_job_is_over(visit, start, person, state, shows, asks_again):
    job = start("sum", numbers=[1])
    Job.objects.filter(pk=job.pk).update(state=state, done=1, total=2, result={"url": "/imports/"})
    address = reverse("jobs:progress", args=[job.pk])
    for headers in ({}, {"HTTP_HX_REQUEST": "true"}):
        page = visit(person).get(address, **headers).content.decode()
        assert (shows in page, f'hx-get="{address}"' in page) == (True, asks_again)
        assert ('href="/imports/"' in page) == (state in ("done", "failed"))
    assert "<html" not in page


def test_progress_page_costs_the_same_for_a_long_job(start, person, visit, assert_query_count):
    job = start("sum", numbers=[1])
    assert_query_count(visit(person), reverse("jobs:progress", args=[job.pk]), 4)
