"""Walks the URL resolver: each route must have a row in the access table, and behave as the row says."""

from http.cookies import SimpleCookie

import pytest
from django.conf import settings
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from methodservice.testing.access_table import TABLE
from methodservice.testing.world import OWNERSHIPS, ROLES, build_world

OUTSIDE = {"admin"}
"""Django's own administration: one policy for all its pages, tested below."""


def route_names(resolver=None, prefix=""):
    """Qualified names of all routes, walked from the resolver."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            if pattern.namespace in OUTSIDE:
                continue
            yield from route_names(pattern, f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix)
        elif isinstance(pattern, URLPattern):
            yield f"{prefix}{pattern.name}"


def test_every_route_has_a_row():
    assert sorted({row.route for row in TABLE}) == sorted(set(route_names()))


class Undo(Exception):
    """Rolls the request's writes back, so that one world serves all roles."""


def answer_of(client, row, args):
    """«ok», or the status of the answer; what the request wrote is undone."""
    url = reverse(row.route, args=args)
    try:
        with transaction.atomic():
            response = client.post(url, row.data or {}) if row.method == "POST" else client.get(url)
            raise Undo
    except Undo:
        status = response.status_code
    if response.streaming:
        # read to its end, a file is closed
        response.getvalue()
    return str(status) if status in (403, 404, 405) or status >= 500 else "ok"


def url_args(row, world, ownership):
    key = world.records[row.record][ownership]
    if row.args:
        return row.args(world, ownership)
    return key if isinstance(key, tuple) else (key,)


TOGETHER = 12
"""Rows that share a world: each request is undone, and a world costs more than they do."""


def shared(rows):
    """Rows in groups, each with a name for the report."""
    rows = list(rows)
    groups = [rows[start : start + TOGETHER] for start in range(0, len(rows), TOGETHER)]
    return [pytest.param(group, id=f"{group[0].route} {group[0].method}…") for group in groups]


def sessions_of(world, client) -> dict[str, str]:
    """Role → key of a session; to enter anew for each request would cost more than the request."""
    keys = {}
    for role in ROLES:
        client.force_login(world.users[role])
        keys[role] = client.cookies[settings.SESSION_COOKIE_NAME].value
        client.cookies.clear()
    return keys


def judged(row, world, client, sessions):
    """(what the row says, what was answered), for each role and ownership."""
    expected, seen = {}, {}
    ownerships = [name for name in OWNERSHIPS if name in world.records.get(row.record, {})] or ["none"]
    for ownership in ownerships:
        args = url_args(row, world, ownership) if row.record else ()
        who = getattr(row, ownership, None)
        for role in ROLES:
            client.cookies = SimpleCookie({settings.SESSION_COOKIE_NAME: sessions[role]})
            seen[role, ownership] = answer_of(client, row, args)
            if not row.record:
                expected[role, ownership] = "ok" if row.public or role in row.may.split() else "403"
            else:
                expected[role, ownership] = who.expected(role) if who else "404"
        client.cookies.clear()
        if not row.public:
            response = getattr(client, row.method.lower())(reverse(row.route, args=args))
            seen["anonymous", ownership] = (
                response.url.split("?")[0] if response.status_code == 302 else response.status_code
            )
            expected["anonymous", ownership] = reverse("account_login")
    return expected, seen


@pytest.mark.django_db
@pytest.mark.parametrize("rows", shared(TABLE))
def test_routes_answer_as_their_rows_say(rows, client):
    world = build_world()
    sessions = sessions_of(world, client)
    wrong = []
    for row in rows:
        expected, seen = judged(row, world, client, sessions)
        wrong += [
            f"{row.route} {row.method}, {row.record}: {key} is {seen[key]}, not {expected[key]}"
            for key in expected
            if seen[key] != expected[key]
        ]
    assert wrong == []


@pytest.mark.django_db
@pytest.mark.parametrize("rows", shared(row for row in TABLE if row.method == "POST"))
def test_changes_of_state_refuse_get(rows, client):
    world = build_world()
    client.force_login(world.users["admin"])
    seen = {}
    for row in rows:
        ownership = next((name for name in OWNERSHIPS if name in world.records.get(row.record, {})), None)
        args = url_args(row, world, ownership) if ownership else ()
        seen[row.route] = client.get(reverse(row.route, args=args)).status_code
    assert seen == dict.fromkeys(seen, 405)


@pytest.mark.django_db
def test_administration_opens_for_portal_administrators_only(client):
    world = build_world()
    seen = {}
    for role in ROLES:
        client.force_login(world.users[role])
        seen[role] = client.get(reverse("admin:index")).status_code
    assert seen == {role: 200 if role == "admin" else 403 for role in ROLES}
