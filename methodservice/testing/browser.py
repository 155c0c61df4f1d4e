"""The portal in a real Chromium: `page` opens it, `login_as` enters it, and two assertions look at what is there.

Mark such tests with `@pytest.mark.browser`. A page that logs an error to the console (a script that failed, something
that CSP blocked) or asks an outside host for anything fails its test.

On a loaded machine the former page stays for seconds after a click. What leads to another page is clicked by `press`,
`follow` or `click_through`, which wait for it; what changes a part of the page is looked at with `expect`, which asks
again. The database is asked after one of the two. `SLOW_BROWSER=6` makes the browser that many times slower and each
answer late: a test that waits for nothing fails then, not on the day when the machine is loaded.
"""

import os
from urllib.parse import urlsplit

import pytest

from methodservice.testing import factories
from methodservice.testing.services import chromium_path

WIDTHS = (1280, 640, 360)
"""CSS pixels: a desktop, the same desktop at 200 % zoom, a phone."""

PATIENCE = 30_000
"""Milliseconds until a test gives up waiting; only a failure takes so long."""

CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
AXE_OPTIONS = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
}
_WIDER_THAN_PAGE = """() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    return [...document.querySelectorAll("body *")]
        .filter(e => e.getBoundingClientRect().right > width + 1)
        .map(e => `${e.tagName.toLowerCase()}.${e.className} ${e.textContent.trim().slice(0, 40)}`)
        .slice(0, 10)
        .concat([`page: ${document.documentElement.scrollWidth} > ${width}`]);
}"""


@pytest.fixture(scope="session")
def chromium():
    """One browser for the whole run."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)
    # Playwright keeps an event loop in this thread, and Django refuses to touch the database beside one;
    # the loop only waits while a test runs, so this is safe here and nowhere else.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
    else:
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = before


@pytest.fixture
def open_page(django_db_setup, live_server, chromium):
    """Function(**context options) → a page of a fresh browser context on the live portal.

    Options are Playwright's (`java_script_enabled=False`, `viewport=…`). Addresses may be given as paths.
    `django_db_setup` goes before the server: a server started while the database is still called «:memory:» would share
    one connection among all its threads.
    """
    contexts = []
    complaints = []

    def open_(**options):
        options = {"viewport": {"width": 1280, "height": 800}, "locale": "ru-RU"} | options
        context = chromium.new_context(base_url=live_server.url, timezone_id="Europe/Moscow", **options)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        own_host = urlsplit(live_server.url).netloc

        def only_own(route):
            if urlsplit(route.request.url).netloc == own_host:
                route.continue_()
            else:
                complaints.append(f"asked an outside host: {route.request.url}")
                route.abort()

        context.route(lambda url: not url.startswith(("data:", "blob:")), only_own)
        page = context.new_page()
        _slow_down(page)
        page.on("pageerror", lambda error: complaints.append(f"script error: {error}"))
        page.on(
            "console",
            lambda line: (
                complaints.append(f"{line.text} ({line.location})") if line.type == "error" else None
            ),
        )
        return page

    open_.complaints = complaints
    yield open_
    for context in contexts:
        context.close()
    assert complaints == []


def _slow_down(page) -> None:
    """Do what SLOW_BROWSER asks for."""
    times = int(os.environ.get("SLOW_BROWSER", "1"))
    if times == 1:
        return
    devtools = page.context.new_cdp_session(page)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": times})
    devtools.send("Network.enable")
    throughput = 200_000
    devtools.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": 100 * times,
            "downloadThroughput": throughput,
            "uploadThroughput": throughput,
        },
    )


@pytest.fixture
def page(open_page):
    """A page at 1280 × 800, nobody logged in."""
    return open_page()


def login_as(page, user) -> None:
    """Enter as `user` without the login form: the session cookie is set in the page's context."""
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.force_login(user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies(
        [{"name": cookie.key, "value": cookie.value, "domain": "localhost", "path": "/", "httpOnly": True}]
    )


def page_of_role(open_page, kind, municipality, **who):
    """A page of somebody new in the role."""
    page = open_page()
    login_as(page, factories.user_with_role(kind, municipality=municipality, **who))
    return page


def click_through(locator) -> None:
    """Click what leads to another page, or opens this one anew, and wait until it has loaded."""
    with locator.page.expect_navigation():
        locator.click()


def press(part, name: str, **options) -> None:
    """Click the first button of this name in a page or a part of it; it must lead to a page, which is waited for."""
    click_through(part.get_by_role("button", name=name, **options).first)


def follow(part, name: str, **options) -> None:
    """The same with a link."""
    click_through(part.get_by_role("link", name=name, **options).first)


def assert_accessible(page) -> None:
    """No violation of WCAG 2.2 AA that axe can see on the page as it stands."""
    from axe_playwright_python.sync_playwright import Axe

    violations = Axe().run(page, options=AXE_OPTIONS).response["violations"]
    seen = [
        f"{violation['id']} ({violation['help']}): {node['html'][:200]}"
        for violation in violations
        for node in violation["nodes"]
    ]
    assert seen == [], f"{page.url}:\n" + "\n".join(seen)


def assert_no_sideways_scroll(page, width: int | None = None) -> None:
    """The page fits the width (CSS pixels), or each of WIDTHS; what sticks out is named."""
    before = page.viewport_size
    for each in (width,) if width else WIDTHS:
        resize(page, each)
        assert page.evaluate(_WIDER_THAN_PAGE) == [], f"{page.url} at {each} px"
    resize(page, before["width"])


def looked_at(page) -> None:
    """Accessible, and no wider than a desktop, a zoomed one and a phone."""
    assert_accessible(page)
    assert_no_sideways_scroll(page)


def resize(page, width: int) -> None:
    """Make the window so wide (CSS pixels), and wait until the page knows."""
    from playwright.sync_api import expect

    page.set_viewport_size({"width": width, "height": 800})
    expect(page.locator("html")).to_have_js_property("clientWidth", width)
