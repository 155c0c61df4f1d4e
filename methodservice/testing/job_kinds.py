"""Kinds of jobs for tests only; a worker process started by a test loads them too."""

import time

from methodservice.jobs.services import report
from methodservice.registries import job_kind


@job_kind("testing.sum")
def add(job):
    """Adds its numbers."""
    return {"sum": sum(job.arguments["numbers"])}


@job_kind("testing.hang_once")
def hang_once(job):
    """Hangs on the first attempt, is done at once on the second: what a cut-off job looks like."""
    report(job, done=1, total=2)
    if job.attempts == 1:
        time.sleep(600)
    return {"attempts": job.attempts}
