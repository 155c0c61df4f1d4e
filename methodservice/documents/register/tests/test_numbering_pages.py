"""Numbering of documents: what is shown, set for a year, and no more to be changed."""

from datetime import date

import pytest
from django.urls import reverse

from methodservice.directory.models import AuditEvent
from methodservice.documents.models import NumberMask
from methodservice.documents.register.forms.masks import KEPT, PAST
from methodservice.documents.register.masks import WRONG
from methodservice.testing.forms import filled

pytestmark = pytest.mark.django_db
NUMBERING = "/documents/register/numbering/"
ADD = f"{NUMBERING}order/add/"


def mask_of(district, **fields) -> NumberMask:
    return NumberMask.objects.create(
        **{"municipality": district, "kind": "order", "year": 2026, "mask": "{n}-ОД"} | fields
    )


def edit_url(mask) -> str:
    return reverse("register:mask_edit", args=[mask.pk])


def sent_to(visit, methodist, url, **changes):
    client = visit(methodist)
    return client.post(url, filled(client.get(url), **changes), follow=True)


def masks() -> list[tuple]:
    return list(NumberMask.objects.order_by("year").values_list("year", "mask", "gapless", "first"))


def test_the_page_says_what_the_next_numbers_are(visit, district, department, take):
    mask_of(district)
    take()
    page = visit(department).get(NUMBERING)
    assert [each.next_words for each in page.context["kinds"]] == [
        "Следующий приказ получит номер 2-ОД.",
        "Следующий протокол получит номер 1.",
        "Следующий отчёт получит номер 1.",
        "Следующая справка получит номер 1.",
        "Следующие рекомендации получат номер 1.",
    ]
    assert ADD not in page.content.decode()


@pytest.mark.parametrize("rows", [1, 30])
def test_the_page_costs_the_same_whatever_is_registered(visit, methodist, take, rows, assert_query_count):
    for _ in range(rows):
        take()
    assert_query_count(visit(methodist), NUMBERING, 19)


def test_numbering_is_set_from_a_year_on(visit, methodist, district, take):
    take(on=date(2025, 5, 5))
    answer = sent_to(visit, methodist, ADD, mask="№ {n}-ОД", first="45")
    assert answer.redirect_chain[0][0] == f"{NUMBERING}#kind-order"
    assert masks() == [(2026, "{n}-ОД", True, 45)]
    assert AuditEvent.objects.about(NumberMask.objects.get()).get().verb == "created"
    assert take().number == "45-ОД"


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"mask": "ОД"}, {"mask": [WRONG]}),
        ({"year": "2025"}, {"year": [PAST.format(year=2025, next_year=2026)]}),
        ({"year": "2032"}, {"year": ["Не позже 2031 года."]}),
        ({"year": "2027"}, {"__all__": ["Нумерация этого вида на этот год уже задана."]}),
        ({"first": "5"}, {"first": [KEPT]}),
    ],
)
def test_what_cannot_be_is_told_beside_the_field(visit, methodist, district, take, changes, errors):
    take(on=date(2025, 5, 5))
    take()
    mask_of(district, year=2027)
    answer = sent_to(visit, methodist, ADD, **changes)
    assert (answer.status_code, answer.context["form"].errors) == (422, errors)
    assert masks() == [(2027, "{n}-ОД", True, 1)]


def test_a_past_year_without_numbers_may_get_numbering(visit, methodist, take):
    sent_to(visit, methodist, ADD, year="2024", mask="{n}/{yy}", first="30")
    assert take(on=date(2024, 5, 5)).number == "30/24"


def test_unused_numbering_is_changed_freely(visit, methodist, district):
    mask = mask_of(district)
    sent_to(visit, methodist, edit_url(mask), year="2027", mask="01-12/{n}", first="3", gapless=None)
    assert masks() == [(2027, "01-12/{n}", False, 3)]


def test_within_the_year_the_look_may_still_change(visit, methodist, district, take):
    mask = mask_of(district)
    take()
    sent_to(visit, methodist, edit_url(mask), year="2027", mask="{n}-О", first="30")
    assert masks() == [(2026, "{n}-О", True, 1)]
    assert take().number == "2-О"


def test_of_a_past_year_with_numbers_only_gaps_may_be_allowed(visit, methodist, district, take):
    mask = mask_of(district, year=2025)
    take(on=date(2025, 5, 5))
    sent_to(visit, methodist, edit_url(mask), mask="{n}", first="9", gapless=None)
    assert masks() == [(2025, "{n}-ОД", False, 1)]


def test_a_kind_that_is_not_numbered_is_not_found(visit, methodist):
    assert visit(methodist).get(f"{NUMBERING}plan/add/").status_code == 404
