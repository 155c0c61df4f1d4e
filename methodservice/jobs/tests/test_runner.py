"""The embedded runner as a process of its own on a database file: what a stop and a second runner do."""

import json
import os
import sqlite3
import sys
from pathlib import Path

import pytest
from django.db import connection

from methodservice.testing.services import Process, wait_until

pytestmark = pytest.mark.django_db(transaction=True)

RUN = (
    "import django; django.setup();"
    "import methodservice.testing.job_kinds;"
    "from django.core.management import call_command;"
    "print('ready', flush=True); call_command('run_jobs', pause=0.05)"
)
FIELDS = (
    "INSERT INTO jobs_job (kind, title, arguments, state, done, total, message, result, attempts, created_at)"
    " VALUES (?, 'Проверка', ?, 'waiting', 0, 0, '', '{}', 0, datetime('now'))"
)


class Portal:
    """A database file with the portal's tables, its jobs and its runners."""

    def __init__(self, folder: Path):
        self.folder, self.path = folder, folder / "portal.sqlite3"
        self.runners: list[Process] = []
        connection.ensure_connection()
        with sqlite3.connect(self.path) as copy:
            connection.connection.backup(copy)
        copy.close()

    def ask(self, sql, *values):
        db = sqlite3.connect(self.path, timeout=30)
        try:
            with db:
                cursor = db.execute(sql, values)
                return cursor.fetchall() or cursor.lastrowid
        finally:
            db.close()

    def add_job(self, kind, **arguments) -> int:
        return self.ask(FIELDS, f"testing.{kind}", json.dumps(arguments))

    def job(self, number, column):
        # a fixed word of this test, not a person's
        return self.ask(f"SELECT {column} FROM jobs_job WHERE id = ?", number)[0][0]  # noqa: S608

    def start_runner(self) -> Process:
        log = self.folder / f"runner{len(self.runners)}.log"
        env = os.environ | {
            "DATABASE_URL": f"sqlite:///{self.path}",
            "DJANGO_SETTINGS_MODULE": "methodservice.testing.settings",
        }
        runner = Process(
            [sys.executable, "-c", RUN], ready=lambda _: b"ready" in log.read_bytes(), log=log, env=env
        )
        self.runners.append(runner)
        runner.start()
        return runner


@pytest.fixture
def portal(tmp_path):
    if connection.vendor != "sqlite":
        pytest.skip("the embedded runner is for a portal on SQLite")
    made = Portal(tmp_path)
    yield made
    for runner in made.runners:
        runner.kill()


def test_a_job_of_a_killed_runner_is_done_by_the_next_one(portal):
    job = portal.add_job("hang_once")
    runner = portal.start_runner()
    wait_until(lambda: portal.job(job, "done") == 1, what="the first step")
    runner.kill()
    assert portal.job(job, "state") == "running"
    portal.start_runner()
    wait_until(lambda: portal.job(job, "state") == "done", what="the second attempt")
    assert portal.job(job, "attempts") == 2


def test_two_runners_never_run_one_job_twice(portal):
    file = portal.folder / "marks"
    portal.start_runner()
    hanging = portal.add_job("hang_once")
    wait_until(lambda: portal.job(hanging, "done") == 1, what="the first runner to be busy")
    jobs = [portal.add_job("mark", file=str(file)) for _ in range(30)]
    portal.start_runner()
    third = portal.start_runner()
    wait_until(lambda: portal.job(jobs[-1], "state") == "done", what="the last job")
    wait_until(lambda: len(file.read_text().split()) >= 30, what="all jobs")
    third.stop()
    assert sorted(map(int, file.read_text().split())) == jobs
    # a second runner did not take the job that the first is still at
    assert (portal.job(hanging, "state"), portal.job(hanging, "attempts")) == ("running", 1)
