"""The second half of bin/test: checks, then the suite on SQLite, then, with REQUIRE_SERVICES=1, on every service.

Everything is run even when something has failed; failures are listed at the end, and the last line is
`N passed, N failed` (a failed check counts as one). Runs inside .venv.
"""

import contextlib
import glob
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
MODULE = [sys.executable, "-m"]
INITDB_OPTIONS = ["-U", "methodservice", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
WITH_SERVICE = "postgres or celery or browser or pdfua"

PRODUCTION = {
    "DEBUG": "0",
    "DEMO": "0",
    "HTTPS": "1",
    "SECRET_KEY": secrets.token_urlsafe(60),
    "ALLOWED_HOSTS": "portal.example",
    "PUBLIC_ADDRESS": "https://portal.example",
    "DATABASE_URL": "sqlite:///:memory:",
    "CELERY_BROKER_URL": "",
}
CHECKS = {
    "format": [*MODULE, "ruff", "format", "--check", "."],
    "lint": [*MODULE, "ruff", "check", "--quiet", "."],
    "template format": [*MODULE, "djlint", "--check", "."],
    "template lint": [*MODULE, "djlint", "--lint", "--quiet", "."],
    "import directions": [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"],
    "migrations": [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"],
    "deployment": [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
}


def environment(**more: str) -> dict[str, str]:
    """The caller's environment without the settings of a portal that may run on the same machine."""
    own = {"DATABASE_URL", "CELERY_BROKER_URL", "SECRET_KEY", "DEBUG", "DEMO", "HTTPS", "REQUIRE_SERVICES"}
    kept = {name: value for name, value in os.environ.items() if name not in own}
    return kept | {"PYTHONDONTWRITEBYTECODE": "1"} | more


def run_checks() -> list[str]:
    """Names of the checks that failed; their output stands above."""
    failed = []
    for name, command in CHECKS.items():
        print(f"== {name}", flush=True)
        if subprocess.run(command, cwd=ROOT, env=environment(**PRODUCTION)).returncode != 0:
            failed.append(name)
    return failed


def run_suite(name: str, *options: str, env: dict[str, str]) -> tuple[int, int]:
    """(passed, failed) of one pytest run; a run that broke or found no test counts as one failure."""
    print(f"== {name}", flush=True)
    workers = min(2, os.cpu_count() or 1)
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        code = subprocess.run(
            [
                *MODULE,
                "pytest",
                "-q",
                "-n",
                str(workers),
                "--dist",
                "loadgroup",
                f"--junitxml={report}",
                *options,
            ],
            cwd=ROOT,
            env=env,
        ).returncode
        return count(report, code)


def count(report: Path, code: int) -> tuple[int, int]:
    """(passed, failed) of a JUnit report; skipped tests are neither."""
    if not report.exists():
        return 0, 1
    suites = list(ElementTree.parse(report).getroot().iter("testsuite"))  # noqa: S314 — no foreign file
    total, skipped = (sum(int(suite.get(key)) for suite in suites) for key in ("tests", "skipped"))
    failed = sum(int(suite.get(key)) for suite in suites for key in ("failures", "errors"))
    return max(0, total - skipped - failed), max(failed, int(code != 0))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def postgres_program(name: str) -> str:
    found = sorted(glob.glob(f"/usr/lib/postgresql/*/bin/{name}")) or [shutil.which(name)]
    if not found[-1]:
        sys.exit(f"{name} of PostgreSQL is not installed")
    return found[-1]


@contextlib.contextmanager
def postgres_cluster() -> Iterator[str]:
    """A PostgreSQL of our own on a free port, in a temporary folder; yields its DATABASE_URL.

    A private cluster meets no other data and may skip fsync. PostgreSQL refuses to run as root, so root hands it to
    the user `postgres` that Debian's package makes.
    """
    folder = Path(tempfile.mkdtemp(prefix="methodservice-pg-", dir="/tmp"))
    who = {}
    if os.geteuid() == 0:
        who = {"user": "postgres", "group": "postgres", "extra_groups": []}
        shutil.chown(folder, "postgres", "postgres")
    quiet = {
        "cwd": folder,
        "stdout": subprocess.DEVNULL,
        "env": {"LC_ALL": "C.UTF-8", "PATH": os.environ["PATH"]},
    }
    port = free_port()
    data = folder / "data"
    server = None
    try:
        subprocess.run(
            [postgres_program("initdb"), "-D", data, *INITDB_OPTIONS],
            check=True,
            **quiet,
            **who,
        )
        settings = (
            "listen_addresses=127.0.0.1",
            f"port={port}",
            f"unix_socket_directories={folder}",
            "fsync=off",
        )
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(
                [postgres_program("postgres"), "-D", data]
                + [word for setting in (*settings, "max_connections=200") for word in ("-c", setting)],
                **quiet | {"stdout": log},
                stderr=subprocess.STDOUT,
                start_new_session=True,
                **who,
            )
        wait_for_postgres(port, server, folder / "log")
        yield f"postgres://methodservice@127.0.0.1:{port}/postgres"
    finally:
        if server and server.poll() is None:
            server.send_signal(signal.SIGINT)  # «fast shutdown»: ends sessions, then itself
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(server.pid, signal.SIGKILL)
                server.wait()
        shutil.rmtree(folder, ignore_errors=True)


def wait_for_postgres(port: int, server: subprocess.Popen, log: Path) -> None:
    import psycopg2

    end = time.monotonic() + 90
    while True:
        try:
            psycopg2.connect(host="127.0.0.1", port=port, user="methodservice", dbname="postgres").close()
            return
        except psycopg2.OperationalError:
            if server.poll() is not None or time.monotonic() > end:
                sys.exit(f"PostgreSQL did not start:\n{log.read_text(errors='replace')}")
            time.sleep(0.1)


def main() -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    os.chdir(ROOT)
    with_services = os.environ.get("REQUIRE_SERVICES") == "1"
    failed_checks = run_checks()
    first = ["-m", f"not ({WITH_SERVICE})"] if with_services else []
    runs = {"suite on SQLite": run_suite("suite on SQLite", *first, env=environment())}
    if with_services:
        name = "suite on PostgreSQL, Redis, Chromium and veraPDF"
        with postgres_cluster() as url:
            runs[name] = run_suite(name, env=environment(DATABASE_URL=url, REQUIRE_SERVICES="1"))
    print()
    for name in failed_checks:
        print(f"FAILED check: {name}")
    for name, (passed, failed) in runs.items():
        print(f"{name}: {passed} passed, {failed} failed")
    passed = sum(passed for passed, _ in runs.values())
    failed = sum(failed for _, failed in runs.values()) + len(failed_checks)
    print(f"{passed} passed, {failed} failed", flush=True)
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
