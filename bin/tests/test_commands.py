"""The two commands' own machinery: nothing is left running, nothing of others is deleted, failures are counted."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db import connection

BIN = Path(__file__).resolve().parent.parent
STUBBORN = """
import signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print(subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"]).pid, flush=True)
time.sleep(600)
"""


@pytest.fixture
def serve(monkeypatch):
    monkeypatch.syspath_prepend(str(BIN))
    import serve

    monkeypatch.setattr(serve, "PATIENCE", 0.5)
    return serve


@pytest.fixture
def check(monkeypatch):
    monkeypatch.syspath_prepend(str(BIN))
    import check

    return check


def is_running(pid):
    """Zombies, which only wait for their parent to look, count as ended."""
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    return False


def wait_until_ended(pid):
    end = time.monotonic() + 60
    while is_running(pid) and time.monotonic() < end:
        time.sleep(0.05)
    return not is_running(pid)


def test_stop_ends_a_child_that_refuses_to_and_what_it_started(serve):
    child = subprocess.Popen([sys.executable, "-c", STUBBORN], stdout=subprocess.PIPE, start_new_session=True)
    with child.stdout:
        grandchild = int(child.stdout.readline())
    assert is_running(grandchild)
    serve.stop([child])
    assert child.returncode == -signal.SIGKILL
    assert wait_until_ended(grandchild)


def test_children_end_when_the_command_itself_is_killed():
    parent_code = (
        f"import sys; sys.path.insert(0, {str(BIN)!r}); import serve, time; "
        "print(serve.spawn('-c', 'import time; time.sleep(600)').pid, flush=True); time.sleep(600)"
    )
    parent = subprocess.Popen([sys.executable, "-c", parent_code], stdout=subprocess.PIPE)
    with parent.stdout:
        child = int(parent.stdout.readline())
    assert is_running(child)
    os.kill(parent.pid, signal.SIGKILL)
    parent.wait()
    assert wait_until_ended(child)


@pytest.fixture
def taken_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_taken_port_is_refused_with_an_advice(serve, taken_port):
    with pytest.raises(serve.CannotStart, match=rf"bin/start --port {taken_port + 1}"):
        serve.refuse_taken_port(taken_port)


@pytest.mark.postgres
@pytest.mark.django_db
def test_starting_over_drops_the_portals_tables_and_leaves_the_rest(serve):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE of_somebody_else (id integer)")
        cursor.execute(
            "CREATE FUNCTION of_somebody_else() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'"
        )
        serve.drop_own_tables(connection)
        cursor.execute(
            "SELECT proname FROM pg_proc WHERE prorettype = 'trigger'::regtype"
            " AND pronamespace = 'public'::regnamespace"
        )
        assert cursor.fetchall() == [("of_somebody_else",)]
        assert connection.introspection.table_names(cursor) == ["of_somebody_else"]


def test_fresh_start_is_refused_outside_the_demo(serve, settings):
    settings.DEMO = False
    with pytest.raises(serve.CannotStart, match="DEMO=1"):
        serve.start_over(sure=True)


@pytest.mark.parametrize(
    ("report", "code", "counted"),
    [
        ('<testsuites><testsuite tests="5" failures="0" errors="0" skipped="2"/></testsuites>', 0, (3, 0)),
        ('<testsuites><testsuite tests="5" failures="1" errors="1" skipped="0"/></testsuites>', 1, (3, 2)),
        ('<testsuites><testsuite tests="0" failures="0" errors="0" skipped="0"/></testsuites>', 5, (0, 1)),
        (None, 3, (0, 1)),
    ],
    ids=["passed", "failed", "no tests", "no report"],
)
def test_results_of_a_run_are_counted(check, tmp_path, report, code, counted):
    file = tmp_path / "report.xml"
    if report:
        file.write_text(report)
    assert check.count(file, code) == counted
