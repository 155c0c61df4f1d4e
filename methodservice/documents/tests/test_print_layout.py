"""What rooms print on the base template: wide plans of many rows, reports with figures and numbered points."""

import re

import pytest
from django.template import engines

from methodservice.documents.approval import approved_by_person
from methodservice.documents.templatetags.blocks import whole_names
from methodservice.lib.docx import render_docx
from methodservice.lib.pdf import render_pdf
from methodservice.testing.printed import Printed
from methodservice.testing.word import WordFile

SNAPSHOT = {
    "organisation": ["Методическая служба"],
    "approval": approved_by_person(post="Начальник управления", signature="А. П. Ким"),
    "heading": "ПЛАН РАБОТЫ",
    "subtitle": "на 2026/27 учебный год",
    "signatures": [{"post": "Руководитель объединения", "name": "М. И. Светлова"}],
}
PLAN = """{% extends "documents/pdf/base.html" %}
{% block title %}План{% endblock %}{% block page %}doc-landscape{% endblock %}
{% block body %}<table class="doc-table doc-plan">
<colgroup><col class="doc-number"><col class="doc-w-40"><col><col class="doc-w-8"></colgroup>
<thead><tr><th scope="col">№</th><th scope="col">Дело</th><th scope="col">Ответственный</th>
<th scope="col">Срок</th></tr></thead>
<tbody>{% for group in snapshot.groups %}
<tr class="doc-group"><th colspan="4" scope="rowgroup">{{ group.0 }}</th></tr>
{% for row in group.1 %}<tr><td class="doc-number">{{ row.0 }}</td><td>{{ row.1 }}</td><td>{{ row.2 }}</td>
<td>{{ row.3 }}</td></tr>{% endfor %}{% endfor %}</tbody></table>{% endblock %}"""
REPORT = """{% extends "documents/pdf/base.html" %}
{% block title %}Отчёт{% endblock %}{% block approval %}{% endblock %}
{% block body %}<section class="doc-part"><h2>Выводы</h2><p>Сделано.</p><h3>Задачи</h3>
<ol><li>Обобщить опыт.<ol><li>Собрать.</li><li>Отобрать.</li></ol></li><li>Уроки:<ul><li>открытые.</li></ul></li></ol>
</section>{% endblock %}
{% block annexes %}<section class="doc-landscape"><table class="doc-table"><tr><td>Сводная</td></tr></table></section>
{% endblock %}"""


def html_of(template, **more):
    return engines["django"].from_string(template).render({"snapshot": SNAPSHOT | more, "qr": ""})


def months(*sizes):
    """Groups of so many rows, numbered through."""
    number, groups = 0, []
    for month, size in enumerate(sizes, 1):
        rows = []
        for _ in range(size):
            number += 1
            rows.append(
                [str(number), f"Заседание {number} о подготовке к аттестации", "Светлова М. И.", "до 15.09"]
            )
        groups.append((f"Месяц {month}", rows))
    return groups


def test_consolidated_plan_of_three_hundred_rows():
    groups = months(*[30] * 10)
    html = html_of(PLAN, groups=groups)
    printed, word = Printed(render_pdf(html)), WordFile(render_docx(html))
    pages = len(printed.pages)
    assert pages > 10
    assert printed.sizes_mm == [(297, 210)] * pages
    header = "№ Дело Ответственный Срок"
    assert [page.count(header) for page in printed.pages] == [1] * pages
    numbers = [
        int(found[1]) for page in printed.pages for line in page if (found := re.match(r"(\d+) Засед", line))
    ]
    assert numbers == list(range(1, 301))
    lines = [["№", "Дело", "Ответственный", "Срок"]]
    for month, rows in groups:
        lines += [[month], *rows]
    assert word.texts(0) == lines


def test_name_of_a_month_never_ends_a_page():
    printed = Printed(render_pdf(html_of(PLAN, groups=months(*range(5, 30, 3)))))
    last_lines = [page[-1] for page in printed.pages]
    assert [line for line in last_lines if line.startswith("Месяц")] == []


def test_signature_goes_with_the_last_rows_of_a_plan():
    places = []
    for rows in range(12, 20):
        last = Printed(render_pdf(html_of(PLAN, groups=months(rows)))).pages[-1]
        places.append(last.index("Руководитель объединения М. И. Светлова"))
        assert last[places[-1] - 1].startswith(f"{rows} Заседание {rows}")
    the_head_and_two_rows = 3
    assert min(places) == the_head_and_two_rows


def test_word_longer_than_its_column_is_broken_and_not_cut():
    long = "Высококвалифицированнейший" * 3
    html = html_of(PLAN, groups=[("Май", [["1", "", "", long]])])
    [page] = Printed(render_pdf(html)).pages
    lines = page[page.index("Май") + 1 : page.index("Руководитель объединения М. И. Светлова")]
    pieces = [line.removeprefix("1 ").rstrip("‐-") for line in lines]
    assert "".join(pieces) == long
    assert max(map(len, pieces)) <= 12
    assert WordFile(render_docx(html)).texts(0)[-1] == ["1", "", "", long]


def test_report_numbers_its_points_and_turns_its_last_page():
    html = html_of(REPORT)
    printed, word = Printed(render_pdf(html)), WordFile(render_docx(html))
    start = printed.pages[0].index("Выводы")
    assert printed.pages[0][start:-1] == [
        "Выводы",
        "Сделано.",
        "Задачи",
        "1. Обобщить опыт.",
        "1.1. Собрать.",
        "1.2. Отобрать.",
        "2. Уроки:",
        "– открытые.",
    ]
    assert printed.sizes_mm == [(210, 297), (297, 210)]
    assert [round(section.page_width.mm) for section in word.document.sections] == [210, 297]
    levels = [line._p.xpath("string(.//w:numPr/w:ilvl/@w:val)") for line in word.document.paragraphs]
    texts = [line.text for line in word.document.paragraphs]
    assert [pair for pair in zip(levels, texts, strict=True) if pair[0]] == [
        ("0", "Обобщить опыт."),
        ("1", "Собрать."),
        ("1", "Отобрать."),
        ("0", "Уроки:"),
        ("1", "открытые."),
    ]


def test_headings_are_bookmarks_and_an_annex_stands_beside_the_document():
    annex = '{% block annexes %}<section class="doc-annex"><h2>Состав групп</h2></section>{% endblock %}'
    template = REPORT.partition("{% block annexes %}")[0] + annex
    printed = Printed(render_pdf(html_of(template)))
    assert printed.bookmarks() == ["ПЛАН РАБОТЫ", ["Выводы", ["Задачи"]], "Состав групп"]


@pytest.mark.parametrize(
    ("name", "whole"),
    [
        ("Голубев Вадим Павлович", ["Голубев", "Вадим", "Павлович"]),
        ("Римская-Корсакова Анна-Мария Львовна,", ["Римская-", "Корсакова", "Анна-", "Мария", "Львовна,"]),
        ("учитель русского языка", []),
    ],
)
def test_words_of_a_name_stay_whole_and_double_ones_part_at_the_hyphen(name, whole):
    html = whole_names(name)
    assert re.findall(r'<span class="doc-whole">(.+?)</span>', html) == whole
    assert re.sub(r"<.+?>", "", html) == name
