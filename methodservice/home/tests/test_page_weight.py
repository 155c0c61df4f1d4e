"""No page costs more than 150 KB of first-party transfer: its HTML as it is, its files as Brotli sends them."""

import re

import brotli
import pytest
from django.contrib.staticfiles import finders

from methodservice.home.tests.test_every_page import address
from methodservice.testing.access_table import TABLE
from methodservice.testing.world import build_world

LIMIT = 150_000
ALWAYS = [
    f"vendor/golos-text/golos-text-{letters}-{weight}-normal.woff2"
    for letters in ("cyrillic", "latin")
    for weight in (400, 600)
]


def compressed(name: str) -> int:
    """Bytes of a static file on the wire; fonts are compressed already."""
    with open(finders.find(name), "rb") as file:
        data = file.read()
    return len(data) if name.endswith(".woff2") else len(brotli.compress(data))


def weight(html: str) -> int:
    """Bytes of the page and of every static file that it names, each once."""
    names = {*re.findall(r"/static/([^\"#?\s]+)", html), *ALWAYS}
    return len(html.encode()) + sum(compressed(name) for name in names)


@pytest.mark.django_db
@pytest.mark.parametrize("row", [row for row in TABLE if row.method == "GET"], ids=lambda row: row.route)
def test_page_is_light(row, client):
    world = build_world()
    client.force_login(world.users["methodist"])
    response = client.get(address(row, world))
    if response.headers["Content-Type"].startswith("text/html"):
        assert weight(response.content.decode()) < LIMIT
