"""The editable twin of a printed page: styles, lists, tables, sections, and what must never break it."""

import hashlib
import io
import re
import subprocess
import sys
import zipfile

import pytest
from django.utils.html import escape
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from methodservice.lib.docx import KNOWN, UnknownMarkup, render_docx
from methodservice.lib.docx.styles import STYLES
from methodservice.lib.docx.xml import ILLEGAL
from methodservice.lib.pdf import STYLESHEET
from methodservice.testing.pictures import picture
from methodservice.testing.word import Cell, WordFile, plain

PAGE = """<!DOCTYPE html><html lang="ru"><head><title>Проба {title}</title></head>
<body class="{page}"><main class="doc-text">{body}</main>{after}</body></html>"""


def made(body: str, *, page: str = "", after: str = "", title: str = "печати", **options) -> WordFile:
    return WordFile(render_docx(PAGE.format(body=body, page=page, after=after, title=title), **options))


def test_headings_and_paragraphs_have_real_styles():
    word = made(
        "<div class='doc-organisation'><p class='doc-plain'>Служба</p></div>"
        "<h1>ПЛАН</h1><h2 class='doc-subtitle'>на год</h2>"
        "<section class='doc-part'><h2>Задачи</h2><p>Первая.</p><h3>Подробно</h3><p class='doc-plain'>Вторая.</p>"
        "<p class='doc-right'>Справа</p><p class='doc-note'>Мелко</p></section>"
        "<section class='doc-agenda'><h2>ПОВЕСТКА</h2></section>"
    )
    assert word.lines() == [
        ("Организация", "Служба"),
        ("Title", "ПЛАН"),
        ("Subtitle", "на год"),
        ("Heading 1", "Задачи"),
        ("Body Text", "Первая."),
        ("Heading 2", "Подробно"),
        ("Без отступа", "Вторая."),
        ("По правому краю", "Справа"),
        ("Примечание", "Мелко"),
        ("Заголовок по центру", "ПОВЕСТКА"),
    ]


def test_body_text_is_set_as_an_office_expects():
    styles = made("<p>Текст</p>").document.styles
    body = styles["Body Text"].paragraph_format
    assert (body.first_line_indent.mm, body.alignment) == (pytest.approx(12.5, abs=0.02), 3)
    defaults = styles.element.find(qn("w:docDefaults"))
    assert defaults.find(f".//{qn('w:lang')}").get(qn("w:val")) == "ru-RU"
    assert defaults.find(f".//{qn('w:rFonts')}").get(qn("w:ascii")) == "Times New Roman"
    assert defaults.find(f".//{qn('w:sz')}").get(qn("w:val")) == "26"


@pytest.mark.parametrize("classes", ["doc-centred doc-edition", "doc-edition doc-centred"])
def test_two_classes_give_one_style_and_an_alignment(classes):
    [line] = made(f"<p class='{classes}'>Редакция 2</p>").document.paragraphs
    assert (line.style.name, line.alignment) == ("Редакция", 1)


def test_style_sheet_and_word_know_the_same_classes():
    known = {name for name in KNOWN if name.startswith("doc-")}
    style = "".join(sheet.read_text() for sheet in STYLESHEET.parent.glob("*.css"))
    named = set(re.findall(r"\.(doc-[\w-]+)", style))
    only_gathering = {"doc-date", "doc-frame", "doc-item"}
    assert known == named | only_gathering


def test_every_style_rests_on_one_that_is_there():
    keys = [style.key for style in STYLES]
    assert len(set(keys)) == len(keys)
    assert [style.key for style in STYLES if style.base not in keys] == []


def test_file_is_in_russian_and_names_its_document():
    properties = made("<p>Текст</p>", title="\n  «печати»  ").document.core_properties
    assert (properties.title, properties.language, properties.author) == ("Проба «печати»", "ru-RU", "")


@pytest.mark.parametrize(
    ("page", "width", "margins"),
    [
        ("", 210, (20, 10, 20, 20)),
        ("doc-kept", 210, (30, 15, 20, 20)),
        ("doc-landscape", 297, (20, 10, 20, 20)),
    ],
)
def test_page_is_a4_with_the_margins_of_its_kind(page, width, margins):
    [section] = made("<p>Текст</p>", page=page).document.sections
    sides = (section.left_margin, section.right_margin, section.top_margin, section.bottom_margin)
    assert tuple(round(side.mm) for side in sides) == margins
    assert round(section.page_width.mm) == width


def test_pages_are_numbered_from_the_second_in_the_middle_of_the_top():
    [section] = made("<p>Текст</p>").document.sections
    assert section.different_first_page_header_footer
    [number] = section.header.paragraphs
    assert number._p.xpath(".//w:instrText")[0].text == "PAGE"
    assert number.style.base_style.paragraph_format.alignment == 1
    assert section.first_page_header.paragraphs[0]._p.xpath(".//w:instrText") == []


def test_wide_section_lies_on_its_side_between_upright_ones():
    word = made(
        "<p>До</p>",
        after="<section class='doc-landscape'><p>Широко</p></section><section class='doc-text'><p>После</p></section>",
    )
    found = [(section.orientation, round(section.page_width.mm)) for section in word.document.sections]
    assert found == [(WD_ORIENT.PORTRAIT, 210), (WD_ORIENT.LANDSCAPE, 297), (WD_ORIENT.PORTRAIT, 210)]
    assert [section.header.is_linked_to_previous for section in word.document.sections] == [False, True, True]
    assert not word.document.sections[1].different_first_page_header_footer


def test_annex_opens_a_page():
    word = made("<p>Текст</p>", after="<section class='doc-annex'><h2>СПИСОК</h2><p>Кто</p></section>")
    breaks = [line.paragraph_format.page_break_before for line in word.document.paragraphs if line.text]
    assert breaks == [None, True, None]


def test_note_stands_at_the_foot_of_every_page():
    [section] = made("<p>Текст</p>", note="Копия.").document.sections
    feet = [section.footer.paragraphs, section.first_page_footer.paragraphs]
    assert [[line.text for line in foot] for foot in feet] == [["Копия."], ["Копия."]]


def test_words_keep_their_face_and_their_spaces():
    [line] = made(
        "<p>\n Один <strong>два,  <em>три</em></strong>\n(№\N{NO-BREAK SPACE}5)<sup>1</sup> </p>"
    ).document.paragraphs[:1]
    assert line.text == "Один два, три (№\N{NO-BREAK SPACE}5)1"
    assert [
        (run.text, bool(run.bold), bool(run.italic), bool(run.font.superscript)) for run in line.runs
    ] == [
        ("Один ", False, False, False),
        ("два, ", True, False, False),
        ("три", True, True, False),
        (" (№\N{NO-BREAK SPACE}5)", False, False, False),
        ("1", False, False, True),
    ]


def test_line_break_and_link():
    line = made(
        "<p>Адрес: <br> <a href='https://example.org/a?b=1&amp;c=2'>сайт</a>.</p>"
    ).document.paragraphs[0]
    assert line.text == "Адрес:\nсайт."
    assert [(link.text, link.address) for link in line.hyperlinks] == [
        ("сайт", "https://example.org/a?b=1&c=2")
    ]


def test_link_to_nowhere_outside_is_plain_text():
    line = made("<p><a href='javascript:alert(1)'>сайт</a></p>").document.paragraphs[0]
    assert (line.text, line.hyperlinks) == ("сайт", [])


def numbers(word):
    """(list, level) of each numbered paragraph."""
    return [
        tuple(int(line._p.xpath(f".//w:numPr/w:{name}/@w:val")[0]) for name in ("numId", "ilvl"))
        for line in word.document.paragraphs
        if line._p.xpath(".//w:numPr")
    ]


def test_lists_are_numbered_by_word_each_from_one():
    word = made(
        "<ol><li>Раз<ol><li>Раз-раз</li><li><p>Два</p><p>без номера</p></li></ol></li>"
        "<li>Три<ul><li>тире</li></ul></li></ol>"
        "<ol><li>Снова</li></ol>"
    )
    assert numbers(word) == [(1, 0), (1, 1), (1, 1), (1, 0), (2, 1), (3, 0)]
    texts = word.document.part.numbering_part.element.xpath(
        "w:abstractNum[1]/w:lvl[position()<3]/w:lvlText/@w:val"
    )
    assert texts == ["%1.", "%1.%2."]


def test_signatures_are_rows_of_one_table_and_stay_with_the_text():
    row = (
        "<div class='doc-signature'><span class='doc-post'>{}</span> <span class='doc-hand'></span>"
        " <span class='doc-signer'>М. И. Светлова</span></div>"
    )
    body = "".join(f"<p>Строка {n}.</p>" for n in range(5))
    word = made(
        f"{body}<div class='doc-closing doc-official'>{row.format('Директор')}{row.format('Методист')}</div>"
    )
    assert word.texts() == [["Директор", "", "М. И. Светлова"], ["Методист", "", "М. И. Светлова"]]
    kept = [line.paragraph_format.keep_with_next for line in word.document.paragraphs if line.text]
    assert kept == [None, None, True, True, True]


def test_a_table_brings_its_last_rows_to_the_signature_and_nothing_above_it():
    row = "<tr><td>{}</td></tr>"
    table = f"<table class='doc-table'><tbody>{row.format('а')}{row.format('б')}</tbody></table>"
    word = made(f"<p>Выше.</p>{table}<p>Ниже.</p><div class='doc-closing'><p>Подпись</p></div>")
    kept = [line.paragraph_format.keep_with_next for line in word.document.paragraphs if line.text]
    assert kept == [None, True, True]
    cells = [cell.paragraphs[0] for row in word.document.tables[0].rows for cell in row.cells]
    assert [cell.paragraph_format.keep_with_next for cell in cells] == [True, True]


def test_words_of_a_bar_stay_with_it_and_the_next_bar_may_go_overleaf():
    chart = "<svg class='doc-chart' role='img' aria-label='Полоса' viewBox='0 0 10 2' width='10' height='2'></svg>"
    word = made(f"<div class='doc-bar'><p class='doc-plain'>Да: 2 человека</p>{chart}</div><p>Дальше</p>")
    styles = [line.style for line in word.document.paragraphs[:2]]
    assert [style.style_id for style in styles] == ["Bar", "BarPicture"]
    assert [style.paragraph_format.keep_with_next for style in styles] == [True, False]


def test_a_line_that_leads_on_may_start_at_the_margin():
    word = made("<p class='doc-lead'>С отступом</p><p class='doc-plain doc-lead'>Без отступа</p>")
    styles = [line.style.style_id for line in word.document.paragraphs if line.text]
    assert styles == ["Lead", "LeadPlain"]


def test_date_place_and_number_stand_in_one_row():
    word = made(
        "<div class='doc-line'><p class='doc-plain doc-date'>12.10.2026</p>"
        "<p class='doc-plain doc-place'>п. Заречный</p><p class='doc-plain doc-right'>№ 7</p></div>"
    )
    assert word.tables() == [
        [
            [
                Cell("12.10.2026", "Без отступа"),
                Cell("п. Заречный", "По центру"),
                Cell("№ 7", "По правому краю"),
            ]
        ]
    ]


TABLE = """<table class="doc-table doc-plan"><caption>Таблица 1</caption>
<colgroup><col class="doc-number"><col class="doc-w-40"><col><col></colgroup>
<thead><tr><th rowspan="2">№</th><th rowspan="2">Дело</th><th colspan="2">Когда и кто</th></tr>
<tr><th>Срок</th><th>Кто</th></tr></thead>
<tbody><tr class="doc-group"><th colspan="4" scope="rowgroup">Сентябрь</th></tr>
<tr><td class="doc-number">1</td><th scope="row">Семинар</th><td><p>до 12</p><p>до 15</p></td>
<td class="doc-figure">5</td></tr>
<tr><td class="doc-number">2</td><td></td></tr></tbody></table>"""


def test_table_keeps_its_cells_spans_and_styles():
    word = made(TABLE)
    head, group = "Ячейка шапки плана", "Ячейка раздела плана"
    assert word.tables()[0] == [
        [Cell("№", head), Cell("Дело", head), Cell("Когда и кто", head, 2)],
        [Cell("Срок", head), Cell("Кто", head)],
        [Cell("Сентябрь", group, 4)],
        [
            Cell("1", "Ячейка плана по центру"),
            Cell("Семинар", "Ячейка боковика плана"),
            Cell("до 12 до 15", "Ячейка плана"),
            Cell("5", "Ячейка плана с числом"),
        ],
        [Cell("2", "Ячейка плана по центру"), Cell("", "Ячейка плана"), Cell("", "Ячейка плана", 2)],
    ]
    assert ("Caption", "Таблица 1") in word.lines()


def test_head_of_a_table_repeats_and_no_row_is_split():
    rows = made(TABLE).document.tables[0]._tbl.tr_lst
    assert [bool(row.xpath("w:trPr/w:tblHeader")) for row in rows] == [True, True, False, False, False]
    assert [bool(row.xpath("w:trPr/w:cantSplit")) for row in rows] == [True] * 5


@pytest.mark.parametrize(("page", "width"), [("", 180), ("doc-kept", 165), ("doc-landscape", 267)])
def test_columns_take_what_they_ask_and_share_the_rest(page, width):
    table = made(TABLE, page=page).document.tables[0]
    rest = (width - 11 - width * 0.4) / 2
    assert [column.width.mm for column in table.columns] == pytest.approx(
        [11, width * 0.4, rest, rest], abs=0.05
    )


@st.composite
def grids(draw):
    """HTML rows with any spans, also such that overlap the edge of the table."""
    span = st.sampled_from(
        ["", " colspan='2'", " rowspan='2'", " rowspan='3' colspan='2'", " rowspan='0'", " colspan='x'"]
    )
    rows = draw(st.lists(st.lists(span, max_size=4), min_size=1, max_size=5))
    return "".join(f"<tr>{''.join(f'<td{cell}>я</td>' for cell in row)}</tr>" for row in rows)


@given(head=grids(), body=grids())
def test_any_spans_make_a_whole_grid(head, body):
    table = f"<table class='doc-table'><thead>{head}</thead><tbody>{body}</tbody></table>"
    word = made(table)
    for made_table in word.document.tables:
        rows = made_table._tbl.tr_lst
        columns = len(made_table.columns)
        assert columns > 0
        assert {sum(cell.grid_span for cell in row.tc_lst) for row in rows} == {columns}
    assert word.text.count("я") == table.count("я")


def test_cell_over_two_rows_stays_in_its_column_beside_a_short_row():
    cells = "<tr><td>а</td><td rowspan='2'>б</td></tr><tr></tr><tr><td>в</td><td>г</td></tr>"
    assert made(f"<table class='doc-table'>{cells}</table>").texts() == [["а", "б"], [""], ["в", "г"]]


def test_two_tables_do_not_grow_together():
    table = "<table class='doc-table'><tr><td>а</td></tr></table>"
    assert len(made(table * 2).document.tables) == 2
    assert made(table).document.element.body[-2].tag == qn("w:p")


def test_row_higher_than_a_page_may_be_split():
    rows = made("<table class='doc-table'><tr class='doc-tall'><td>а</td></tr><tr><td>б</td></tr></table>")
    assert [bool(row.xpath("w:trPr/w:cantSplit")) for row in rows.document.tables[0]._tbl.tr_lst] == [
        False,
        True,
    ]


def test_picture_is_at_hand_by_its_name_or_refused():
    body = "<p>Текст</p><img class='doc-logo' src='logo:a' alt='Герб'>"
    [shape] = made(body, images={"logo:a": picture(30, 60)}).document.inline_shapes
    assert (round(shape.width.mm), round(shape.height.mm), shape._inline.docPr.get("descr")) == (
        10,
        20,
        "Герб",
    )
    with pytest.raises(UnknownMarkup):
        made(body, images={"logo:b": picture()})


def test_wide_picture_is_lower():
    body = "<img class='doc-logo' src='logo:a' alt='Знак'>"
    [shape] = made(body, images={"logo:a": picture(100, 10)}).document.inline_shapes
    assert (round(shape.width.mm), round(shape.height.mm)) == (60, 6)


def test_qr_code_is_left_out():
    assert made("<svg class='qr'><title>QR-код</title><path d='M0 0'/></svg><p>Адрес</p>").text == "Адрес"


WITHOUT_TWIN = [
    "<p class='doc-unheard'>слово</p>",
    "<p style='color: red'>слово</p>",
    "<ol start='3'><li>слово</li></ol>",
    "<p><u>слово</u></p>",
    "<dl><dt>слово</dt></dl>",
    "<p><strong class='loud'>слово</strong></p>",
    "<table class='doc-table'><tr><td class='wide'>слово</td></tr></table>",
    "<table class='doc-table'><tr><td><table><tr><td>слово</td></tr></table></td></tr></table>",
    "<ol><p>слово</p></ol>",
    "<ol>слово<li></li></ol>",
    "<table class='doc-table'><tr><p>слово</p><td></td></tr></table>",
    "<table class='doc-table'>слово<tr><td></td></tr></table>",
    "<div class='doc-signature'>слово</div>",
    "<div class='doc-line'><span>слово</span></div>",
    "<svg><text>слово</text></svg>",
    "<img alt='слово' src='a.png'>",
]


@pytest.mark.parametrize("markup", WITHOUT_TWIN)
def test_markup_without_a_twin_is_refused(markup):
    with pytest.raises(UnknownMarkup):
        made(markup)


@pytest.mark.parametrize("markup", WITHOUT_TWIN)
def test_outside_of_tests_its_words_are_printed_plainly(markup, caplog):
    words = re.findall("слово", re.sub("alt='слово'", "", markup))
    assert made(markup, strict=False).text.split() == words
    assert "has no twin in Word" in caplog.text


def test_same_html_gives_the_same_bytes():
    html = PAGE.format(body=TABLE, page="", after="", title="")
    assert render_docx(html) == render_docx(html)
    archive = zipfile.ZipFile(io.BytesIO(render_docx(html)))
    assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert b"created" not in archive.read("docProps/core.xml")


def test_same_html_gives_the_same_bytes_in_another_process():
    html = PAGE.format(body=TABLE, page="", after="", title="")
    script = (
        "import hashlib, sys; from methodservice.lib.docx import render_docx;"
        "print(hashlib.sha256(render_docx(sys.stdin.buffer.read().decode())).hexdigest())"
    )
    other = subprocess.run(  # noqa: S603 — this interpreter, this file's script
        [sys.executable, "-c", script], input=html.encode(), capture_output=True, check=True
    )
    assert other.stdout.decode().strip() == hashlib.sha256(render_docx(html)).hexdigest()


def test_three_hundred_rows_are_all_there():
    rows = "".join(f"<tr><td>{n}</td><td>Дело {n}</td></tr>" for n in range(300))
    word = made(f"<table class='doc-table'><tbody>{rows}</tbody></table>")
    assert word.texts() == [[str(n), f"Дело {n}"] for n in range(300)]


@given(text=st.text(max_size=60), title=st.text(max_size=60))
def test_any_text_makes_a_file_that_opens(text, title):
    words = escape(text)
    word = made(
        f"<p>.{words}.</p><ol><li>{words}</li></ol><table class='doc-table'><tr><td>.{words}.</td></tr></table>",
        title=escape(title),
        note=text,
    )
    expected = plain(f".{ILLEGAL.sub('', text)}.")
    assert plain(word.document.paragraphs[0].text) == expected
    assert word.texts() == [[expected]]
