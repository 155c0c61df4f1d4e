"""The embedded task runner: works the job rows when there is no broker."""

import fcntl
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import close_old_connections, connection

from methodservice.jobs import services
from methodservice.jobs.daily import run_daily

SWEEP = 30
"""Seconds between two looks for work of the day."""


@contextmanager
def runner_lock() -> Iterator[bool]:
    """True if no other embedded runner works this database now. The system lifts the lock of a killed process."""
    database = Path(str(connection.settings_dict["NAME"]))
    path = (
        database.with_name(f"{database.name}.runner") if database.is_file() else settings.VAR_DIR / "runner"
    )
    with path.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


class Command(BaseCommand):
    help = "Выполнять фоновые задания из базы данных (когда нет брокера очередей)"

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="выполнить ожидающие и выйти")
        parser.add_argument("--pause", type=float, default=0.5, help="пауза между проверками, секунд")

    def handle(self, *args, once, pause, **options):
        with runner_lock() as is_alone:
            if is_alone:
                # nobody else can be running them: what runs was cut off, and need not be waited for
                services.pick_up_silent(silence=timedelta(0))
            if once:
                services.run_waiting()
                run_daily()
            else:
                self._work(pause)

    def _work(self, pause: float) -> None:
        stop = threading.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: stop.set())
        swept = float("-inf")
        while not stop.wait(pause):
            close_old_connections()
            services.run_waiting(is_stopped=stop.is_set)
            services.pick_up_silent()
            if time.monotonic() - swept >= SWEEP:
                swept = time.monotonic()
                run_daily()
