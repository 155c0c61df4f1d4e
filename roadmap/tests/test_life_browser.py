"""Marking an item in a browser: with a file and a record, on a desktop and on a phone, with and without scripts."""

import pytest
from django.urls import reverse
from django.utils import timezone

from methodservice.directory.models import RoleKind
from methodservice.testing import factories as make
from methodservice.testing.attachments import PDF
from methodservice.testing.browser import (
    assert_accessible,
    assert_no_sideways_scroll,
    follow,
    login_as,
    press,
)
from methodservice.testing.roadmap_life import due_in, give, item_of
from methodservice.testing.roadmaps import roadmap_in_force
from roadmap.models import Completion
from roadmap.services import watching

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def methodist():
    return make.user_with_role(RoleKind.METHODIST, municipality=make.MunicipalityFactory())


@pytest.fixture
def item(methodist):
    found = item_of(roadmap_in_force(methodist.municipality, methodist), "2.1")
    give(found, "role:methodists")
    due_in(found, -3, 5, 90)
    return found


@pytest.mark.parametrize("scripts", [True, False])
def test_a_time_is_marked_with_a_file(open_page, settings, tmp_path, item, methodist, scripts):
    settings.MEDIA_ROOT = tmp_path
    event = make.EventFactory(
        municipality=methodist.municipality, state="held", starts=timezone.localdate(), title="Неделя уроков"
    )
    page = open_page(java_script_enabled=scripts)
    login_as(page, methodist)
    page.goto(item.get_absolute_url())
    follow(page, "Отметить выполнение")
    page.get_by_label("Что сделано").fill("Провели 12 уроков")
    page.get_by_label("Файл").set_input_files(
        {"name": "Справка.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    if not scripts:
        page.get_by_label("Запись портала").select_option(f"event:{event.pk}")
    press(page, "Отметить выполнение")
    page.get_by_text("Отмечено.").wait_for()
    mark = Completion.objects.get()
    assert (mark.comment, mark.evidence.name, mark.marked_by) == (
        "Провели 12 уроков",
        "Справка.pdf",
        methodist,
    )
    assert mark.record == ("" if scripts else f"event:{event.pk}")
    page.get_by_role("link", name="Справка.pdf").wait_for()
    if scripts:
        assert_accessible(page)
        assert_no_sideways_scroll(page)


def test_pages_of_the_life_of_items_fit_and_are_accessible(page, item, methodist):
    watching.watch(item=item, key="events:service", by=methodist)
    login_as(page, methodist)
    scheduled = item_of(item.programme.editions.get(), "2.2")
    occurrence = item.occurrences.latest("ends")
    for address in (
        reverse("roadmap:schedule", args=[scheduled.pk]),
        reverse("roadmap:watch", args=[item.pk]),
        reverse("roadmap:occurrence_cancel", args=[occurrence.pk]),
        reverse("roadmap:mine"),
        reverse("home"),
    ):
        page.goto(address)
        assert_no_sideways_scroll(page)
        assert_accessible(page)


def test_a_schedule_is_explained_as_one_types(page, item, methodist):
    login_as(page, methodist)
    scheduled = item_of(item.programme.editions.get(), "2.2")
    page.goto(reverse("roadmap:schedule", args=[scheduled.pk]))
    page.get_by_label("Срок 1", exact=True).press_sequentially("октябрь")
    page.get_by_text("Крайний срок").wait_for()
    press(page, "Сохранить график")
    page.get_by_text("График сохранён.").wait_for()
