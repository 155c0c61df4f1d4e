"""The shared tags say dates, numbers, states and addresses as every page needs them."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import timezone

NBSP = "\N{NO-BREAK SPACE}"


def shown(source: str, address: str = "/list/", **context) -> str:
    """The template's text with runs of white space made one."""
    request = RequestFactory().get(address)
    html = Template("{% load ui %}" + source).render(Context({"request": request, **context}))
    return " ".join(html.split(" ")).strip()


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "сегодня"),
        (1, "завтра"),
        (3, f"через 3{NBSP}дня"),
        (21, f"через 21{NBSP}день"),
        (-1, f"просрочено на 1{NBSP}день"),
        (-5, f"просрочено на 5{NBSP}дней"),
    ],
)
def test_due_date_is_said_relative_to_today(days, words):
    day = timezone.localdate() + timedelta(days=days)
    assert shown("{{ day|relative_due }}", day=day) == words


@pytest.mark.parametrize(
    ("name", "html"),
    [
        ("Приказ № 120-ОД от 01.09.2026", 'Приказ <span class="whole">№&nbsp;120-ОД</span> от 01.09.2026'),
        (f"(№{NBSP}01-12/5, 2026)", '(<span class="whole">№&nbsp;01-12/5</span>, 2026)'),
        ("Приказ <b> № &", 'Приказ &lt;b&gt; <span class="whole">№&nbsp;&amp;</span>'),
        ("Приказ (черновик)", "Приказ (черновик)"),
    ],
)
def test_number_of_a_document_is_kept_in_one_line(name, html):
    assert shown("{{ name|whole_numbers }}", name=name) == html


@pytest.mark.parametrize(("days", "kind"), [(-1, "overdue"), (0, "soon"), (7, "soon"), (8, "plain")])
def test_near_and_overdue_dates_stand_out_by_a_class_beside_the_words(days, kind):
    html = shown("{% due day %}", day=timezone.localdate() + timedelta(days=days))
    assert f'class="due-words due-{kind}"' in html


def test_done_item_shows_its_date_only():
    html = shown("{% due day done=True %}", day=date(2020, 10, 12))
    assert (f"12{NBSP}октября{NBSP}2020" in html, "просрочено" in html) == (True, False)


def test_date_is_written_in_words():
    assert shown("{{ day|ru_date }}", day=date(2026, 10, 12)) == f"12{NBSP}октября{NBSP}2026"
    assert shown("{{ day|ru_date }}", day=None) == "—"


def test_moment_is_shown_as_the_day_of_the_portal():
    moment = datetime(2026, 10, 11, 22, 30, tzinfo=ZoneInfo("UTC"))
    assert shown("{{ moment|ru_date }}", moment=moment) == f"12{NBSP}октября{NBSP}2026"


@pytest.mark.parametrize(
    ("count", "word"), [(1, "человек"), (2, "человека"), (5, "человек"), (11, "человек")]
)
def test_word_agrees_with_its_number(count, word):
    assert shown('{{ n|ru_plural:"человек,человека,человек" }}', n=count) == word


def test_state_of_unknown_kind_is_refused():
    with pytest.raises(KeyError):
        shown('{% state "unknown" "Что-то" %}')


def test_state_is_a_word_beside_its_icon():
    html = shown('{% state "done" "Подписан" %}')
    assert ("icons.svg#check-circle-fill" in html, html.endswith("Подписан</span>")) == (True, True)


def test_heading_sorts_and_turns_the_order_and_keeps_the_filters():
    source = '{% sort_header "title" "Название" default="title" %}'
    assert 'aria-sort="ascending"' in shown(source)
    assert 'href="?q=%D0%B0&amp;sort=-title"' in shown(source, "/list/?q=а&page=3")
    assert 'aria-sort="descending"' in shown(source, "/list/?sort=-title")
    assert "aria-sort" not in shown(source, "/list/?sort=school")


def test_export_takes_the_filters_of_the_page_and_all_its_pages():
    html = shown("{% export_links %}", "/list/?q=x&page=2")
    assert ('href="?q=x&amp;export=xlsx"' in html, 'href="?q=x&amp;export=csv"' in html) == (True, True)


def test_pages_of_a_list_keep_the_filters():
    page = Paginator(range(60), 25).get_page(2)
    html = shown("{% pagination page %}", "/list/?q=x&page=2", page=page)
    assert ("26–50 из 60" in html, html.count("q=x&amp;page=")) == (True, 4)


def test_short_list_has_no_links_to_pages():
    html = shown("{% pagination page %}", page=Paginator(range(3), 25).get_page(1))
    assert ("1–3 из 3" in html, "<a" in html) == (True, False)


class Filter(forms.Form):
    q = forms.CharField(label="Название", required=False)


@pytest.mark.parametrize(("address", "offered"), [("/list/", False), ("/list/?q=x", True)])
def test_filters_can_be_dropped_once_chosen(address, offered):
    form = Filter(RequestFactory().get(address).GET)
    assert ("Сбросить" in shown("{% filters form %}", address, form=form)) is offered


def test_filtering_keeps_the_sort():
    html = shown("{% filters form %}", "/list/?sort=-title", form=Filter())
    assert '<input type="hidden" name="sort" value="-title">' in html
