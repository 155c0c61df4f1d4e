"""Pages of roadmaps in a real browser: every way of looking, with and without scripts, on every width."""

from datetime import date

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from methodservice.testing.browser import (
    assert_accessible,
    assert_no_sideways_scroll,
    click_through,
    follow,
    login_as,
    resize,
)
from methodservice.testing.roadmaps import roadmap_content, roadmap_in_force
from roadmap.models import Completion, Occurrence

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def lived(district, methodist):
    """A programme of four years with an item done, one done late, others late and to come."""
    year = timezone.localdate().year
    first = date(year - 1, 1, 1)
    content = roadmap_content(first=first, last=date(year + 2, 12, 31))
    edition = roadmap_in_force(district, methodist, content, on=first)
    for place, occurrence in enumerate(Occurrence.objects.order_by("ends")[:4]):
        Completion.objects.create(
            item=occurrence.item,
            occurrence=occurrence,
            done_on=timezone.localdate() if place else occurrence.ends,
            marked_by=methodist,
        )
    return edition


@pytest.mark.parametrize("view", ["sections", "months", "responsible", "timeline", "document", "editions"])
def test_each_view_is_accessible_and_fits_every_width(page, lived, methodist, view):
    login_as(page, methodist)
    page.goto(f"/roadmaps/{lived.programme_id}/?view={view}")
    for folded in page.locator("main details > summary").all():
        folded.click()
    assert_no_sideways_scroll(page)
    assert_accessible(page)
    resize(page, 360)
    assert_accessible(page)


def test_tabs_lead_from_view_to_view_without_scripts(open_page, lived, methodist):
    page = open_page(java_script_enabled=False)
    login_as(page, methodist)
    page.goto("/roadmaps/")
    follow(page, lived.title, exact=True)
    follow(page, "Шкала времени")
    expect(page.get_by_text("сегодня").first).to_be_visible()
    resize(page, 360)
    expect(page.locator(".tl-long").first).to_be_hidden()
    click_through(page.locator(".tl-short").first)
    assert page.url.split("?")[0].endswith(f"/roadmaps/items/{lived.programme.items.first().pk}/")
