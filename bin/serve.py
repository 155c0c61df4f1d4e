"""The second half of bin/start: database, demo, static files, then the server and the job runner until Ctrl-C.

Runs inside .venv. Every child stands in its own process group and is told to end when this process ends, however
it ends, so nothing is left behind.
"""

import argparse
import contextlib
import ctypes
import hashlib
import http.client
import io
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var"
HOST = "127.0.0.1"
PATIENCE = 15
"""Seconds that a child has to end by itself."""
PR_SET_PDEATHSIG = 1


class CannotStart(Exception):
    """A sentence for the person at the terminal."""


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="bin/start", description="Запускает портал «Методслужба» на этом компьютере."
    )
    parser.add_argument("--port", type=int, default=8000, help="порт (по умолчанию 8000)")
    parser.add_argument("--fresh", action="store_true", help="удалить все данные и начать заново")
    parser.add_argument("--yes", action="store_true", help="с --fresh: не переспрашивать о базе PostgreSQL")
    return parser.parse_args()


def set_environment(port: int) -> None:
    """Defaults of a demo on this computer; whatever the caller has set stands."""
    VAR.mkdir(exist_ok=True)
    kept = VAR / "secret_key"
    if "SECRET_KEY" not in os.environ and not kept.exists():
        descriptor = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(60))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "methodservice.settings")
    os.environ.setdefault("DEMO", "1")
    os.environ.setdefault("PUBLIC_ADDRESS", f"http://{HOST}:{port}")


def refuse_taken_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise CannotStart(
                f"Порт {port} занят: возможно, портал уже запущен. Выберите другой: bin/start --port {port + 1}"
            ) from error


def start_over(*, sure: bool) -> None:
    """Delete the data: the SQLite file, or the portal's own tables in PostgreSQL, and the uploaded files."""
    from django.conf import settings
    from django.db import connection

    if not settings.DEMO:
        raise CannotStart(
            "--fresh удаляет данные и потому работает только в демонстрационном режиме (DEMO=1)."
        )
    if connection.vendor == "sqlite":
        for suffix in ("", "-wal", "-shm"):
            Path(f"{settings.DATABASES['default']['NAME']}{suffix}").unlink(missing_ok=True)
    else:
        name = connection.settings_dict["NAME"]
        if not sure:
            if not sys.stdin.isatty():
                raise CannotStart(f"Чтобы удалить все данные портала в базе {name}, добавьте --yes.")
            if (
                input(f"Все данные портала в базе {name} будут удалены. Введите её имя, чтобы продолжить: ")
                != name
            ):
                raise CannotStart("Ничего не удалено.")
        drop_own_tables(connection)
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)


def drop_own_tables(connection) -> None:
    """PostgreSQL: tables of the portal's models and of Django's bookkeeping, with the functions of their triggers.

    Others in the same database stay.
    """
    from django.apps import apps
    from django.conf import settings

    own = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    own |= {
        "django_migrations",
        *(cache["LOCATION"] for cache in settings.CACHES.values() if "LOCATION" in cache),
    }
    with connection.cursor() as cursor:
        own &= set(connection.introspection.table_names(cursor))
        cursor.execute(
            "SELECT DISTINCT tgfoid::regprocedure::text FROM pg_trigger"
            " WHERE NOT tgisinternal AND tgrelid = ANY (%s::regclass[])",
            [[connection.ops.quote_name(table) for table in own]],
        )
        for (function,) in cursor.fetchall():
            cursor.execute(f"DROP FUNCTION {function} CASCADE")
        for table in sorted(own):
            cursor.execute(f"DROP TABLE {connection.ops.quote_name(table)} CASCADE")


def prepare(arguments: argparse.Namespace) -> dict | None:
    """Everything before the server starts; what a person can put right is said in a sentence."""
    import django
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management.base import CommandError
    from django.db import OperationalError

    print("Готовлю базу данных; в первый раз это около минуты.", file=sys.stderr)
    try:
        django.setup()
        if arguments.fresh:
            start_over(sure=arguments.yes)
        demo = prepare_database()
    except ImproperlyConfigured as error:
        raise CannotStart(f"Ошибка в настройках: {error}") from error
    except OperationalError as error:
        raise CannotStart(f"База данных не отвечает (DATABASE_URL): {error}") from error
    except CommandError as error:
        raise CannotStart(f"{error}\nЕсли это не демонстрация, запустите с DEMO=0.") from error
    collect_static()
    return demo


def prepare_database() -> dict | None:
    """Migrate, create the cache table, fill the demo once. Returns the demo's logins, None outside demo mode."""
    from django.conf import settings
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    if not settings.DEMO:
        return None
    call_command("demo", stdout=sys.stderr)
    answer = io.StringIO()
    call_command("demo", "--json", stdout=answer)
    return json.loads(answer.getvalue())


def collect_static() -> None:
    """Hashed and compressed copies for the server; made anew only when a file or a package has changed."""
    from django.conf import settings
    from django.core.management import call_command

    if settings.DEBUG:
        return
    files = sorted(path for path in (ROOT / "static").rglob("*") if path.is_file())
    facts = [f"{path} {path.stat().st_mtime_ns} {path.stat().st_size}" for path in files]
    facts.append((ROOT / "requirements.txt").read_text())
    state = hashlib.sha256("\n".join(facts).encode()).hexdigest()
    stamp = Path(settings.STATIC_ROOT) / ".state"
    if stamp.exists() and stamp.read_text() == state:
        return
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(state)


def end_with_parent() -> None:
    """In the child: the kernel sends SIGTERM when the parent dies, even by SIGKILL."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def spawn(*words: str) -> subprocess.Popen:
    # the children are started by the main thread before any other thread, so preexec_fn is safe
    return subprocess.Popen(
        [sys.executable, *words],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=end_with_parent,
    )


def spawn_server(port: int) -> subprocess.Popen:
    workers = min(4, (os.cpu_count() or 1) + 1)
    return spawn(
        "-m", "gunicorn", "methodservice.wsgi:application", "--bind", f"{HOST}:{port}",
        "--worker-class", "sync", "--workers", str(workers), "--timeout", "60", "--graceful-timeout", "10",
        "--no-control-socket", "--preload", "--log-level", "warning",
    )  # fmt: skip


def spawn_job_runner() -> subprocess.Popen:
    """The embedded runner, or a Celery worker with its timetable where a broker is set."""
    if not os.environ.get("CELERY_BROKER_URL"):
        return spawn("manage.py", "run_jobs")
    return spawn(
        "-m", "celery", "--quiet", "-A", "methodservice", "worker", "--beat",
        "--schedule", str(VAR / "celerybeat-schedule"), "--concurrency", "2", "--loglevel", "WARNING",
    )  # fmt: skip


def stop(children: list[subprocess.Popen]) -> None:
    """Ask all to end, wait, and end by force what is left of their process groups."""
    for child in children:
        if child.poll() is None:
            child.terminate()
    end = time.monotonic() + PATIENCE
    for child in children:
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(max(0.1, end - time.monotonic()))
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()


def wait_until_served(port: int, server: subprocess.Popen, asked_to_stop: Callable[[], bool]) -> None:
    from django.conf import settings

    host = next((name for name in settings.ALLOWED_HOSTS if name != "*"), HOST).lstrip(".")
    end = time.monotonic() + 60
    while server.poll() is None and time.monotonic() < end:
        if asked_to_stop():
            return
        connection = http.client.HTTPConnection(HOST, port, timeout=5)
        try:
            connection.request("GET", "/healthz", headers={"Host": host, "X-Forwarded-Proto": "https"})
            connection.getresponse()
            return
        except (OSError, http.client.HTTPException):
            time.sleep(0.1)
        finally:
            connection.close()
    raise CannotStart("Сервер не ответил; причина — в сообщениях выше.")


def print_welcome(port: int, demo: dict | None) -> None:
    lines = ["", f"Портал работает: http://{HOST}:{port}/", ""]
    if demo:
        titles = {
            "login": "логин",
            "password": "пароль",
            "role": "роль",
            "municipality": "муниципалитет",
            "scope": "где",
        }
        rows = [titles, *demo["logins"]]
        widths = {key: max(len(str(row.get(key) or "")) for row in rows) for key in titles}
        lines += [
            "  ".join(str(row.get(key) or "").ljust(widths[key]) for key in titles).rstrip() for row in rows
        ]
        lines.append("")
    lines.append("Остановить: Ctrl-C")
    print("\n".join(lines), flush=True)


def serve(port: int, demo: dict | None) -> int:
    """Keep the children until a signal or until the server ends by itself. Returns the exit code."""
    stopping = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, lambda *_: stopping.set())
    server, runner = spawn_server(port), spawn_job_runner()
    try:
        wait_until_served(port, server, stopping.is_set)
        if not stopping.is_set():
            print_welcome(port, demo)
        while not stopping.wait(0.2) and server.poll() is None:
            if runner.poll() is not None:
                print("Обработчик заданий остановился; запускаю его снова.", file=sys.stderr)
                stopping.wait(1)
                runner = spawn_job_runner()
    finally:
        stop([server, runner])
    if stopping.is_set():
        print("Портал остановлен.", file=sys.stderr)
        return 0
    return 1


def main() -> int:
    arguments = read_arguments()
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    try:
        refuse_taken_port(arguments.port)
        set_environment(arguments.port)
        demo = prepare(arguments)
        return serve(arguments.port, demo)
    except CannotStart as refusal:
        print(refusal, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
