"""Every document says the same in its PDF and in its DOCX."""

import re

import pytest
from django.urls import reverse

from methodservice.documents import rendering
from methodservice.documents.printing import FORMATS
from methodservice.testing.access_table import TABLE
from methodservice.testing.printed import Printed
from methodservice.testing.word import WordFile

pytestmark = pytest.mark.django_db
ON_PAPER_ONLY = {"surveys:slips"}
"""Printed to be cut: nobody edits them, there is no DOCX."""
TELLS_OF_ITSELF = {"personal:data"}
"""Its second file has the first one in the journal."""


def words_of(text: str) -> set[str]:
    return set(re.findall(r"[а-яё]+", text.lower()))


def apart(on_paper: set[str], in_word: set[str]) -> set[str]:
    """Words that one of the twins lacks; a narrow column may divide a word in two."""
    lost, parts = in_word - on_paper, on_paper - in_word
    whole = {
        word
        for word in lost
        if any(word[:at] in on_paper and word[at:] in on_paper for at in range(1, len(word)))
    }
    return (lost - whole) | {part for part in parts if not any(part in word for word in whole)}


@pytest.fixture
def undivided(monkeypatch, settings):
    """Words of the PDF stay whole, long documents come at once."""
    render = rendering.render_pdf
    settings.PRINTED_AT_ONCE = 10**7
    monkeypatch.setattr(
        rendering, "render_pdf", lambda html, **how: render(html.replace('lang="ru"', 'lang="zxx"'), **how)
    )


def test_both_twins_say_the_same(world, client, undivided):
    client.force_login(world.users["methodist"])
    told = {}
    for row in TABLE:
        key = world.records.get(row.record, {}).get("own")
        args = () if key is None else row.args(world, "own") if row.args else key
        if not (isinstance(args, tuple) and args and args[-1] in FORMATS):
            continue
        if row.route in ON_PAPER_ONLY | TELLS_OF_ITSELF:
            continue
        pdf, docx = (
            client.get(reverse(row.route, args=(*args[:-1], fmt))).content for fmt in ("pdf", "docx")
        )
        if pdf != b"%PDF":
            told[row.route] = apart(words_of(Printed(pdf).text), words_of(WordFile(docx).text))
    assert len(told) > 30
    assert {route: words for route, words in told.items() if words} == {}


def test_a_divided_word_is_no_difference_and_a_lost_one_is():
    assert apart({"методичес", "кий", "план"}, {"методический", "план"}) == set()
    assert apart({"план", "проект"}, {"план", "срок"}) == {"проект", "срок"}
