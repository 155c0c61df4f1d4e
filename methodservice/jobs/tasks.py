"""Thin Celery shells: id in, service called."""

from celery import shared_task

from methodservice.jobs import services
from methodservice.jobs.daily import run_daily
from methodservice.jobs.models import Job


@shared_task
def run(job_id: int) -> None:
    """Run one job row."""
    services.run_job(job_id)


@shared_task
def sweep() -> None:
    """Pick up what was cut off, send again what still waits, do the work of the day."""
    services.pick_up_silent()
    for job_id in Job.objects.filter(state=Job.State.WAITING).values_list("pk", flat=True)[:500]:
        run.delay(job_id)
    run_daily()
