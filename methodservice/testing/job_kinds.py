"""Kinds of jobs for tests only; a worker process started by a test loads them too."""

import time
from pathlib import Path

from methodservice.jobs.services import JobRefused, report
from methodservice.registries import job_kinds


def job_kind(name: str):
    """Decorator: offer a function as a kind of background job."""

    def register(function):
        job_kinds[name] = function
        return function

    return register


@job_kind("testing.sum")
def add(job):
    """Adds its numbers."""
    return {"sum": sum(job.arguments["numbers"])}


@job_kind("testing.mark")
def mark(job):
    """Leaves its number in a file: a job that ran twice is there twice."""
    with Path(job.arguments["file"]).open("a") as file:
        file.write(f"{job.pk}\n")


@job_kind("testing.refuse")
def refuse(job):
    """Cannot be done, and says so."""
    raise JobRefused("Список пуст: загружать нечего.")


@job_kind("testing.crash")
def crash(job):
    """A mistake in the code."""
    raise RuntimeError("a mistake")


@job_kind("testing.hang_once")
def hang_once(job):
    """Hangs on the first attempt, is done at once on the second: what a cut-off job looks like."""
    report(job, done=1, total=2)
    if job.attempts == 1:
        time.sleep(600)
    return {"attempts": job.attempts}
