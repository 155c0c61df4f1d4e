"""A document from nothing, its title and period, throwing a draft away."""

import pytest
from django.urls import reverse

from methodservice.directory.models import RoleKind
from methodservice.testing import factories as make
from methodservice.testing.forms import filled
from roadmap.models import Programme

pytestmark = pytest.mark.django_db


def to(name, *args):
    return reverse(f"roadmap:{name}", args=args)


@pytest.fixture
def client(visit, methodist):
    return visit(methodist)


STARTED = {
    "title": " Дорожная  карта наставничества ",
    "span": "own",
    "first": "2026-09-01",
    "last": "2028-05-31",
}


def start(client, **changes):
    return client.post(to("start"), filled(client.get(to("start")), **STARTED | changes))


@pytest.mark.parametrize(
    ("table", "headings", "landscape"),
    [
        ("four", ["№", "Мероприятие", "Срок", "Ответственные"], False),
        ("stages", ["№", "Мероприятие", "Ответственные", "Ожидаемый результат"], False),
        (
            "dates",
            ["№", "Мероприятие", "Начало", "Окончание", "Ответственные", "Ожидаемый результат"],
            True,
        ),
    ],
)
def test_a_document_is_started_from_nothing(client, table, headings, landscape):
    answer = start(client, table=table, passport="on", kind="programme")
    programme = Programme.objects.get()
    edition = programme.editions.get()
    assert answer.url == to("edit", programme.pk)
    assert (programme.kind, edition.title) == ("programme", "Дорожная карта наставничества")
    assert (str(edition.first), str(edition.last), edition.landscape) == (
        "2026-09-01",
        "2028-05-31",
        landscape,
    )
    text, passport, living = edition.parts.all()
    assert [column["heading"] for column in living.columns] == headings
    assert passport.table["rows"][0]["cells"][1]["text"] == "Дорожная карта наставничества"
    assert text.blocks[0]["text"] == "Дорожная карта наставничества"


def test_a_usual_period_needs_no_dates(client):
    form = client.get(to("start")).context["form"]
    key, words = form.fields["span"].choices[4]
    start(client, span=key, first="", last="")
    first = Programme.objects.get().editions.get().first
    assert words == f"{first.year}/{first.year + 1} учебный год"


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"title": " "}, ["title"]),
        ({"title": "а" * 501}, ["title"]),
        ({"first": ""}, ["first"]),
        ({"first": "31.02.2026"}, ["first"]),
        ({"last": "2025-01-01"}, ["last"]),
        ({"last": "2099-01-01"}, ["last"]),
        ({"last": "9999-12-31"}, ["last"]),
        ({"first": "0001-01-01", "last": "9999-12-31"}, ["first", "last"]),
        ({"table": "nonsense"}, ["table"]),
        ({"kind": "nonsense"}, ["kind"]),
        ({"span": "nonsense"}, ["span"]),
    ],
)
def test_bad_answers_are_told_beside_their_fields(client, changes, fields):
    answer = start(client, **changes)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, fields)
    assert not Programme.objects.exists()


def test_a_second_click_leads_to_what_the_first_has_made(client):
    start(client)
    assert start(client).url == to("edit", Programme.objects.get().pk)


def test_title_and_period_are_changed(client, draft):
    url = to("words", draft.programme_id)
    assert client.post(url, filled(client.get(url), title="Иная", last="2027-12-31")).status_code == 302
    draft.refresh_from_db()
    assert (draft.title, str(draft.last)) == ("Иная", "2027-12-31")
    answer = client.post(url, filled(client.get(url), last="2025-12-31"))
    assert list(answer.context["form"].errors) == ["last"]


def test_a_draft_is_discarded_after_a_question(client, draft):
    url = to("discard", draft.programme_id)
    assert "целиком" in client.get(url).content.decode()
    assert client.post(url).url == to("list")
    assert not Programme.objects.exists()


def test_only_methodists_find_the_editor_on_the_page(visit, client, draft, district):
    url = draft.programme.get_absolute_url()
    edit = to("edit", draft.programme_id)
    assert edit in client.get(url).content.decode()
    head = make.user_with_role(RoleKind.DEPARTMENT_HEAD, municipality=district)
    assert edit not in visit(head).get(url).content.decode()
