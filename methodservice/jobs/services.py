"""Starting, running and picking up background jobs. The same code serves the embedded runner and Celery."""

import logging
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from methodservice import registries
from methodservice.jobs.models import Job

logger = logging.getLogger(__name__)

SILENCE = timedelta(minutes=2)
"""A running job that gave no sign of life for this long was cut off."""
MOST_ATTEMPTS = 3
CRASHED = "Не получилось из-за ошибки на сервере. Мы записали её; попробуйте ещё раз."


class JobRefused(Exception):
    """The work cannot be done; the sentence (Russian) is shown to the person."""


def start(*, kind: str, title: str, by, arguments: dict, municipality=None) -> Job:
    """Save the job row; a broker, if there is one, hears of it after commit. Never waits for the broker.

    by: None when the portal starts it by itself; then municipality says whose it is, None: everybody's.
    """
    job = Job.objects.create(
        kind=kind,
        title=title,
        started_by=by,
        municipality_id=by.municipality_id if by else municipality and municipality.pk,
        arguments=arguments,
    )
    transaction.on_commit(lambda: send(job.pk))
    return job


def send(job_id: int) -> None:
    """Tell the broker. A dead broker is logged; the sweeper sends again."""
    if not settings.CELERY_BROKER_URL:
        return
    from methodservice.jobs.tasks import run

    try:
        run.delay(job_id)
    except run.OperationalError:
        logger.warning("job %s: the broker did not answer, the sweeper will send it again", job_id)


def report(job: Job, *, done: int, total: int | None = None, message: str | None = None) -> None:
    """Progress and a sign of life. One small UPDATE."""
    job.done, job.beat_at = done, timezone.now()
    job.total = job.total if total is None else total
    job.message = job.message if message is None else message[:500]
    job.save(update_fields=["done", "total", "message", "beat_at"])


def claim(job_id: int) -> Job | None:
    """Take a waiting job for this process, or None if another has it."""
    taken = Job.objects.filter(pk=job_id, state=Job.State.WAITING).update(
        state=Job.State.RUNNING, beat_at=timezone.now(), attempts=F("attempts") + 1
    )
    return Job.objects.get(pk=job_id) if taken else None


def run_job(job_id: int) -> bool:
    """Run one job to its end. False if it was not waiting (done, or taken by another worker)."""
    job = claim(job_id)
    if job is None:
        return False
    logger.info("job %s %s: started, attempt %s", job.pk, job.kind, job.attempts)
    try:
        result = registries.job_kinds[job.kind](job)
    except JobRefused as refusal:
        _finish(job, Job.State.FAILED, message=str(refusal))
    except Exception:
        logger.exception("job %s %s: failed", job.pk, job.kind)
        _finish(
            job,
            Job.State.FAILED,
            message=CRASHED,
        )
    else:
        _finish(job, Job.State.DONE, result=result or {})
        logger.info("job %s %s: done", job.pk, job.kind)
    return True


def _finish(job: Job, state: str, *, message: str | None = None, result: dict | None = None) -> None:
    job.state, job.beat_at = state, timezone.now()
    if message is not None:
        job.message = message[:500]
    if result is not None:
        job.result = result
    job.save(update_fields=["state", "beat_at", "message", "result"])


def pick_up_silent(*, silence: timedelta = SILENCE) -> int:
    """Put jobs that were cut off back into the queue; after three attempts they are failed. Returns how many."""
    silent = Job.objects.filter(state=Job.State.RUNNING, beat_at__lt=timezone.now() - silence)
    silent.filter(attempts__gte=MOST_ATTEMPTS).update(
        state=Job.State.FAILED,
        message="Задание трижды прервалось. Попробуйте ещё раз или сообщите администратору.",
    )
    return silent.filter(attempts__lt=MOST_ATTEMPTS).update(state=Job.State.WAITING)


def run_waiting(*, is_stopped: Callable[[], bool] = lambda: False) -> int:
    """Run all waiting jobs in this process, oldest first, until told to stop. Returns how many were run."""
    waiting = (
        Job.objects.filter(state=Job.State.WAITING).order_by("created_at", "pk").values_list("pk", flat=True)
    )
    return sum(run_job(job_id) for job_id in list(waiting) if not is_stopped())
