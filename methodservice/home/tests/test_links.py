"""What a page offers opens: from the first page of each role every link is followed, one record of each route."""

from collections import deque
from urllib.parse import urljoin, urlsplit

import pytest
from django.urls import Resolver404, resolve
from lxml import html

from methodservice.documents import printing, rendering
from methodservice.testing.world import ROLES, build_world

pytestmark = pytest.mark.django_db

OUTSIDE = "admin"
"""Django's own administration; tested by itself."""


def offered(page: str, answer) -> list[str]:
    """Addresses of the portal that a page leads to, by links and by the parts it asks for."""
    if not answer.headers.get("content-type", "").startswith("text/html"):
        return []
    found = html.document_fromstring(answer.content.decode()).xpath("//a/@href | //@hx-get")
    addresses = [urljoin(page, address).partition("#")[0] for address in found]
    return [address for address in addresses if address.startswith("/")]


def route_of(address: str) -> tuple[str, bool]:
    """(qualified name, whether something is asked of the page): one of each is opened. A wrong address raises."""
    parts = urlsplit(address)
    match = resolve(parts.path)
    return match.view_name, bool(parts.query)


def dead_links(client) -> tuple[list[str], set[str]]:
    """(links that do not open, each with its page; routes that were opened)."""
    dead, opened = [], set()
    waiting = deque([("/", "the start")])
    while waiting:
        address, page = waiting.popleft()
        try:
            route = route_of(address)
        except Resolver404:
            if not address.startswith("/static/"):
                dead.append(f"{page} offers {address}, which is no page")
            continue
        if route in opened or route[0].startswith(OUTSIDE) or route[0] == "account_logout":
            continue
        opened.add(route)
        answer = client.get(address)
        if answer.streaming:
            answer.getvalue()
        if answer.status_code >= 400:
            dead.append(f"{page} offers {address}, which answers {answer.status_code}")
        elif answer.status_code in (301, 302):
            waiting.append((urljoin(address, answer.url), address))
        else:
            waiting.extend((found, address) for found in offered(address, answer))
    return dead, {name for name, _ in opened}


@pytest.fixture
def quick_printing(monkeypatch):
    """Documents are composed but not laid out: that is tested elsewhere and takes most of the time."""
    for module, name in ((printing, "render_pdf"), (rendering, "render_pdf"), (printing, "render_docx")):
        monkeypatch.setattr(module, name, lambda html, *args, **options: html.encode())


@pytest.mark.parametrize("role", ROLES)
def test_every_offered_link_opens(role, visit, quick_printing):
    dead, opened = dead_links(visit(build_world().users[role]))

    assert dead == []
    assert len(opened) > 40
