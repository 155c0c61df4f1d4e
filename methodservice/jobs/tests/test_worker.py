"""Jobs in a real Celery worker on a real Redis: the row in the database is the truth, the queue only carries ids."""

import time
from datetime import timedelta

import pytest

from methodservice.jobs import services, tasks
from methodservice.jobs.models import Job
from methodservice.testing.factories import UserFactory
from methodservice.testing.services import wait_until

pytestmark = [pytest.mark.celery, pytest.mark.django_db(transaction=True)]


def start(kind, **arguments):
    return services.start(kind=f"testing.{kind}", title="Проверка", by=UserFactory(), arguments=arguments)


def wait_for(job, state):
    wait_until(lambda: Job.objects.get(pk=job.pk).state == state, what=f"the job to be {state}")
    return Job.objects.get(pk=job.pk)


def test_worker_process_does_a_job_that_was_started_here(celery_worker):
    job = start("sum", numbers=[1, 2, 3])
    assert wait_for(job, Job.State.DONE).result == {"sum": 6}


def test_job_of_a_killed_worker_is_done_by_the_next_one(celery_worker):
    job = start("hang_once")
    wait_until(lambda: Job.objects.get(pk=job.pk).done == 1, what="the first step")
    celery_worker.kill()
    celery_worker.start()
    services.pick_up_silent(silence=timedelta(0))
    tasks.sweep()
    assert wait_for(job, Job.State.DONE).result == {"attempts": 2}


def test_job_started_without_a_broker_waits_and_is_done_when_the_broker_is_back(celery_worker, broker):
    broker.stop()
    began = time.monotonic()
    job = start("sum", numbers=[2, 2])
    assert time.monotonic() - began < 15, "a request must not wait for the broker"
    assert Job.objects.get(pk=job.pk).state == Job.State.WAITING
    broker.start()
    tasks.sweep()
    assert wait_for(job, Job.State.DONE).result == {"sum": 4}
