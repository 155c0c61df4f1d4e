"""Walks the URL resolver: each route must have a row in the access table, and behave as the row says."""

import pytest
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


@pytest.mark.django_db
@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row.route} {row.method}")
def test_route_answers_as_its_row_says(row, client):
    world = build_world()
    expected, seen = {}, {}
    ownerships = [name for name in OWNERSHIPS if name in world.records.get(row.record, {})] or ["none"]
    for ownership in ownerships:
        args = url_args(row, world, ownership) if row.record else ()
        who = getattr(row, ownership, None)
        for role in ROLES:
            client.force_login(world.users[role])
            seen[role, ownership] = answer_of(client, row, args)
            if not row.record:
                expected[role, ownership] = "ok" if row.public or role in row.may.split() else "403"
            else:
                expected[role, ownership] = who.expected(role) if who else "404"
        client.logout()
        if not row.public:
            response = getattr(client, row.method.lower())(reverse(row.route, args=args))
            seen["anonymous", ownership] = (
                response.url.split("?")[0] if response.status_code == 302 else response.status_code
            )
            expected["anonymous", ownership] = reverse("account_login")
    assert seen == expected


@pytest.mark.django_db
@pytest.mark.parametrize("row", [row for row in TABLE if row.method == "POST"], ids=lambda row: row.route)
def test_a_change_of_state_refuses_get(row, client):
    world = build_world()
    client.force_login(world.users["admin"])
    ownership = next((name for name in OWNERSHIPS if name in world.records.get(row.record, {})), None)
    args = url_args(row, world, ownership) if ownership else ()
    assert client.get(reverse(row.route, args=args)).status_code == 405


@pytest.mark.django_db
def test_administration_opens_for_portal_administrators_only(client):
    world = build_world()
    seen = {}
    for role in ROLES:
        client.force_login(world.users[role])
        seen[role] = client.get(reverse("admin:index")).status_code
    assert seen == {role: 200 if role == "admin" else 403 for role in ROLES}
