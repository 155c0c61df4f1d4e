"""Pages of trouble: those that come without a request need nothing, the others keep the frame."""

import re

import pytest
from django.template.loader import render_to_string
from django.test import Client

BARE = {
    "400.html": "Запрос не понят",
    "403_csrf.html": "Страница устарела",
    "500.html": "Ошибка на портале",
    "503.html": "Портал временно недоступен",
}


@pytest.mark.parametrize(("template", "heading"), BARE.items())
def test_page_of_a_broken_portal_needs_no_context(template, heading):
    assert re.search(rf"<h1>\s*{heading}\s*</h1>", render_to_string(template))


def test_form_without_its_token_is_answered_in_words(db):
    response = Client(enforce_csrf_checks=True).post("/low-vision/")
    assert (response.status_code, "Страница устарела" in response.content.decode()) == (403, True)


def test_missing_page_keeps_the_menu_of_the_person(visit, world):
    response = visit(world.users["methodist"]).get("/nowhere/")
    html = response.content.decode()
    assert (response.status_code, "Страница не найдена" in html, 'class="menu"' in html) == (404, True, True)
