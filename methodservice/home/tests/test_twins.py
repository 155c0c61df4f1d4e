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
NOT_COMPARED = {
    "surveys:slips",  # printed to be cut: there is no DOCX
    "personal:data",  # its second file has the first one in the journal
    "reports:analysis_file",  # narrow columns of its PDF divide words
}


def words_of(text: str) -> set[str]:
    return set(re.findall(r"[а-яё]{3,}", text.lower()))


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
        if row.route in NOT_COMPARED:
            continue
        pdf, docx = (
            client.get(reverse(row.route, args=(*args[:-1], fmt))).content for fmt in ("pdf", "docx")
        )
        if pdf != b"%PDF":
            told[row.route] = words_of(Printed(pdf).text) ^ words_of(WordFile(docx).text)
    assert len(told) > 30
    assert {route: words for route, words in told.items() if words} == {}
