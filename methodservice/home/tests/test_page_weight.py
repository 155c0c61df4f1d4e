"""No page costs more than 150 KB of first-party transfer: its HTML as gzip sends it, its files as Brotli does."""

import gzip
import re
from functools import cache

import brotli
import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse

from methodservice.home.tests.test_every_page import address
from methodservice.testing.access_table import TABLE
from methodservice.testing.world import build_world

LIMIT = 150_000
ALWAYS = [
    f"vendor/golos-text/golos-text-{letters}-{weight}-normal.woff2"
    for letters in ("cyrillic", "latin")
    for weight in (400, 600)
]


@cache
def compressed(name: str) -> int:
    """Bytes of a static file on the wire; fonts are compressed already."""
    with open(finders.find(name), "rb") as file:
        data = file.read()
    return len(data) if name.endswith(".woff2") else len(brotli.compress(data))


def weight(response) -> int:
    """Bytes of the page as it was sent and of every static file that it names, each once."""
    html = gzip.decompress(response.content).decode()
    names = {*re.findall(r"/static/([^\"#?\s]+)", html), *ALWAYS}
    return len(response.content) + sum(compressed(name) for name in names)


@pytest.mark.django_db
def test_every_page_is_light(client):
    world = build_world()
    client.force_login(world.users["methodist"])
    weights = {}
    for row in TABLE:
        if row.method == "GET":
            response = client.get(address(row, world), headers={"accept-encoding": "gzip"})
            if response.headers.get("Content-Encoding") == "gzip":
                weights[row.route] = weight(response)
            if response.streaming:
                # read to its end, a file is closed
                response.getvalue()
    assert "home" in weights
    assert {route: size for route, size in weights.items() if size > LIMIT} == {}


@pytest.mark.django_db
def test_only_pages_are_compressed(client):
    answers = [
        client.get(url, headers={"accept-encoding": "gzip"}) for url in (reverse("health"), "/nowhere/")
    ]
    assert [answer.headers.get("Content-Encoding") for answer in answers] == [None, "gzip"]
