"""The embedded task runner: works the job rows when there is no broker."""

import signal
import threading
from datetime import timedelta

from django.core.management.base import BaseCommand
from django.db import close_old_connections

from methodservice.jobs import services


class Command(BaseCommand):
    help = "Выполнять фоновые задания из базы данных (когда нет брокера очередей)"

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="выполнить ожидающие и выйти")
        parser.add_argument("--pause", type=float, default=0.5, help="пауза между проверками, секунд")

    def handle(self, *args, once, pause, **options):
        services.pick_up_silent(silence=timedelta(0))
        if once:
            services.run_waiting()
            return
        stop = threading.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: stop.set())
        while not stop.wait(pause):
            close_old_connections()
            services.run_waiting()
            services.pick_up_silent()
