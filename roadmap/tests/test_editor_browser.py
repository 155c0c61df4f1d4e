"""The editor in a browser: places by keyboard and mouse, the meaning of a deadline as one types, every width."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from methodservice.directory.models import RoleKind
from methodservice.documents.recognition.answer import Role
from methodservice.testing import factories as make
from methodservice.testing.browser import (
    assert_accessible,
    assert_no_sideways_scroll,
    follow,
    login_as,
    press,
    resize,
)
from methodservice.testing.roadmaps import draft_roadmap, living_part, roadmap_content
from roadmap.services import editing, sections
from roadmap.usual import passport_part

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LONG = "Сверхдлинноеслово" * 6


@pytest.fixture
def methodist(db):
    return make.user_with_role(RoleKind.METHODIST, municipality=make.SchoolFactory().municipality)


@pytest.fixture
def draft(methodist):
    return draft_roadmap(methodist.municipality, methodist)


@pytest.fixture
def part(draft):
    return draft.parts.get(kind="roadmap")


def open_editor(page, user, part):
    login_as(page, user)
    page.goto(reverse("roadmap:edit", args=[part.edition.programme_id]) + f"?part={part.pk}")


def order_on(page):
    return page.locator("tr[data-line] > td:first-child").all_inner_texts()


def test_rows_move_by_the_keyboard_and_the_button_keeps_the_focus(page, methodist, part):
    open_editor(page, methodist, part)
    page.get_by_role("button", name="Выше: 2.1").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#told")).to_have_text("Пункт 2.1 теперь 3-й в таблице.")
    expect(page.get_by_role("button", name="Выше: 2.1")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#told")).to_have_text("Пункт 2.1 теперь 2-й в таблице.")
    assert order_on(page) == ["1.1", "2.1", "1.2", "2.2", "2.3"]
    assert list(part.lines.values_list("number", flat=True)) == order_on(page)


def test_rows_move_by_the_mouse(page, methodist, part):
    sections.add_section(part=part, text="3. Итоги", number="3", by=methodist)
    page.set_viewport_size({"width": 1280, "height": 1600})
    open_editor(page, methodist, part)
    handle = page.locator("tr[data-line]", has_text="2.3").locator(".roadmap-handle")
    handle.drag_to(page.locator("tr[data-line]", has_text="1.2"), target_position={"x": 20, "y": 4})
    expect(page.locator("#told")).to_have_text("Пункт 2.3 теперь 2-й в таблице.")
    assert order_on(page) == ["1.1", "2.3", "1.2", "2.1", "2.2"]
    handle.drag_to(page.get_by_text("В разделе пока нет пунктов."))
    expect(page.locator("#told")).to_have_text("Пункт 2.3 теперь 5-й в таблице.")
    assert part.lines.get(number="2.3").section.number == "3"


def test_without_javascript_buttons_do_the_same(open_page, methodist, part):
    page = open_page(java_script_enabled=False)
    open_editor(page, methodist, part)
    expect(page.locator(".roadmap-handle").first).to_be_hidden()
    press(page, "Ниже: 1.1")
    assert order_on(page) == ["1.2", "1.1", "2.1", "2.2", "2.3"]
    assert f"#line-{part.lines.get(number='1.1').pk}" in page.url


def test_a_line_is_written_with_the_meaning_of_its_deadline(page, methodist, part):
    open_editor(page, methodist, part)
    follow(page, "Добавить пункт", exact=True)
    page.get_by_label("Мероприятие").fill("Провести слёт")
    page.get_by_label("Срок").fill("до 15 мая")
    expect(page.locator(".deadline-meaning")).to_contain_text("15 мая 2026 года")
    page.get_by_role("combobox", name="Кто отвечает").click()
    page.get_by_role("option", name="Руководители методических объединений").click()
    press(page, "Добавить")
    row = page.locator("tr[data-line]", has_text="Провести слёт")
    expect(row).to_contain_text("2.4")
    expect(row).to_contain_text("Руководители методических объединений")


def test_a_deadline_typed_before_the_scripts_came_is_explained_too(page, methodist, part):
    login_as(page, methodist)
    waiting = []
    page.route("**/htmx*.js", lambda route: waiting.append(route))
    with page.expect_request("**/htmx*.js"):
        page.goto(reverse("roadmap:line_add", args=[part.pk]), wait_until="commit")
    page.get_by_label("Срок").fill("до 15 мая")
    while not waiting:
        page.wait_for_timeout(50)
    waiting[0].continue_()
    expect(page.locator(".deadline-meaning")).to_contain_text("15 мая 2026 года")


def test_pages_fit_every_width(page, methodist):
    columns = (
        ("№", Role.NUMBER),
        (f"Дело {LONG}", Role.ACTION),
        ("Срок", Role.DEADLINE),
        ("Кто", Role.RESPONSIBLE),
    )
    rows = [(f"1.{at}", LONG, LONG, LONG) for at in range(3)]
    table = living_part(rows, columns=columns, sections=(f"1. {LONG}",))
    draft = draft_roadmap(methodist.municipality, methodist, roadmap_content(title=LONG, parts=[table]))
    passport = editing.add_part(edition=draft, words=passport_part(LONG), place=None, by=methodist)
    part, editor = draft.parts.first(), reverse("roadmap:edit", args=[draft.programme_id])
    login_as(page, methodist)
    for address in (
        reverse("roadmap:start"),
        editor,
        f"{editor}?part={passport.pk}",
        reverse("roadmap:line", args=[part.lines.first().pk]),
        reverse("roadmap:columns", args=[part.pk]),
        reverse("roadmap:section", args=[part.sections.get().pk]),
        reverse("roadmap:part_add", args=[draft.programme_id]),
    ):
        page.goto(address)
        assert_no_sideways_scroll(page)
        assert_accessible(page)
    page.goto(editor)
    page.locator(".roadmap-menu > summary").click()
    resize(page, 360)
    assert_no_sideways_scroll(page, 360)
    assert_accessible(page)
