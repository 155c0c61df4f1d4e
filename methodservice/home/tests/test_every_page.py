"""Every page that opens by GET, in a browser: accessible, and no sideways scroll on a desktop, zoomed, on a phone."""

import pytest
from django.urls import reverse

from methodservice.testing.access_table import TABLE
from methodservice.testing.browser import assert_accessible, assert_no_sideways_scroll, login_as
from methodservice.testing.world import OWNERSHIPS, build_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = [row for row in TABLE if row.method == "GET"]


def address(row, world):
    """The page of the first record that somebody may open: the district's own, otherwise a school's."""
    if not row.record:
        return reverse(row.route)
    records = world.records[row.record]
    ownership = next(name for name in OWNERSHIPS if name in records and getattr(row, name))
    if row.args:
        return reverse(row.route, args=row.args(world, ownership))
    key = records[ownership]
    return reverse(row.route, args=key if isinstance(key, tuple) else (key,))


def visitor(row) -> str:
    """The methodist, or the first of those who may where a methodist may not enter."""
    who = next((who for who in (row.own, row.own_school, row.other_school) if who), None)
    may = (who.may if who else row.may).split()
    return may[0] if may and "methodist" not in may else "methodist"


TOGETHER = 8
"""Pages that share a world: it costs more than they do, and looking at a page changes nothing."""


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(PAGES[start : start + TOGETHER], id=f"{PAGES[start].route}…")
        for start in range(0, len(PAGES), TOGETHER)
    ],
)
def test_pages_are_accessible_and_fit_every_width(rows, page):
    world = build_world()
    for row in rows:
        login_as(page, world.users[visitor(row)])
        url = address(row, world)
        answer = page.request.get(url)
        assert answer.status == 200
        if not answer.headers["content-type"].startswith("text/html"):
            continue  # a file to download, not a page
        page.goto(url)
        assert_no_sideways_scroll(page)
        assert_accessible(page)
