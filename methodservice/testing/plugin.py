"""Fixtures that every test may use; loaded by the root conftest.

`visit(user)` gives the strict client of a person: a GET that writes is a failure, so is an answer ≥ 500.
"""

import re

import pytest
from django.db import connection
from django.db.backends.sqlite3.base import DatabaseOperations
from django.test import Client
from django.test.utils import CaptureQueriesContext

WRITES = re.compile(
    r"^\s*(INSERT|UPDATE|DELETE)\b(?!.*(django_session|shared_cache|usersession|directory_auditevent))",
    re.I | re.S,
)

TOLD = re.compile(
    r"^\s*(INSERT INTO \"directory_auditevent\".*'(read|exported)'|UPDATE \"calendars_feed\" SET \"read_at\""
    r"|(INSERT INTO|INSERT OR IGNORE INTO|UPDATE|DELETE FROM) \"documents_rendering\""
    r"|INSERT INTO \"jobs_job\".*'documents\.render')",
    re.S,
)
"""All that a GET may write: that somebody looked (a row of the journal, the last reading of a calendar), and a printed
draft, which is a copy of what was there already, with the job that prints it."""

FRAME = re.compile("django_session|usersession|SAVEPOINT")
"""Costs of the session, which are the same on every page and not counted."""


class StrictClient(Client):
    """A GET may not write (sessions, the cache and the journal of reading apart).

    `queries` is the literal count of the last request.
    """

    def generic(self, method, path, *args, **kwargs):
        with CaptureQueriesContext(connection) as captured:
            response = super().generic(method, path, *args, **kwargs)
        sql = [query["sql"] for query in captured.captured_queries]
        self.sql = [text for text in sql if not FRAME.search(text)]
        self.queries = len(self.sql)
        if method == "GET":
            written = [text for text in sql if WRITES.match(text) and not TOLD.match(text)]
            assert not written, f"GET {path} wrote: {written}"
        return response


@pytest.fixture
def visit(db):
    """visit(user) → strict client logged in as the user."""

    def _visit(user):
        client = StrictClient()
        client.force_login(user)
        return client

    return _visit


@pytest.fixture
def world(db):
    """Two districts, every role: see methodservice/testing/world.py."""
    from methodservice.testing.world import build_world

    return build_world()


@pytest.fixture
def assert_query_count():
    """assert_query_count(client, url, n): the page costs exactly n queries, sessions apart."""

    def check(client, url, expected):
        response = client.get(url)
        assert response.status_code == 200
        assert client.queries == expected, "\n".join(client.sql)

    return check


@pytest.fixture(scope="session", autouse=True)
def _flush_lifts_guards():
    """Flushing after a transactional test deletes rows, which the guards of signed documents refuse on SQLite."""
    original = DatabaseOperations.sql_flush

    def sql_flush(self, style, tables, **options):
        with self.connection.cursor() as cursor:
            cursor.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%_no_delete'"
            )
            guards = cursor.fetchall()
        lift = [f"DROP TRIGGER {name}" for name, _ in guards]
        return [*lift, *original(self, style, tables, **options), *(sql for _, sql in guards)]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "sql_flush", sql_flush)
        yield
