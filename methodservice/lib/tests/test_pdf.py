import gc
import hashlib
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from weasyprint import HTML
from weasyprint.html import UA_STYLESHEET

from methodservice.lib.pdf import STYLESHEET, ForeignResource, qr_svg, render_pdf, say_what_heads_name
from methodservice.lib.printed_page import PrintedPage
from methodservice.testing.pictures import picture
from methodservice.testing.printed import Printed

PAGE = """<html lang="ru"><head><title>Проба печати</title></head><body><main class="doc-text">
<h1>ПРОТОКОЛ</h1>
<p>Съешь же ещё этих мягких <strong>французских</strong> булок: №&nbsp;5 — «да».</p>{}
</main></body></html>"""
PLAIN = PAGE.format("")


def test_page_is_a4_in_one_embedded_family():
    printed = Printed(render_pdf(PLAIN))
    assert printed.size_mm == (210, 297)
    assert printed.fonts == {"Liberation-Serif": True, "Liberation-Serif-Bold": True}
    assert printed.pages == [["ПРОТОКОЛ", "Съешь же ещё этих мягких французских булок: № 5 — «да»."]]


def test_document_is_tagged_for_assistive_technology():
    printed = Printed(render_pdf(PLAIN))
    assert (printed.root["/Lang"], printed.title) == ("ru", "Проба печати")
    assert printed.root["/MarkInfo"]["/Marked"] == True  # noqa: E712 — pypdf's own boolean
    assert printed.root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712
    assert b'pdfuaid:part="1"' in printed.root["/Metadata"].get_data()
    assert (printed.tags()["/H1"], printed.tags()["/P"]) == (1, 1)


def test_same_html_gives_the_same_bytes():
    assert render_pdf(PLAIN) == render_pdf(PLAIN)
    assert render_pdf(PLAIN) != render_pdf(PAGE.format("<p>Иначе</p>"))


def plain_call(html: str) -> bytes:
    return HTML(string=html).write_pdf(
        stylesheets=[STYLESHEET], pdf_variant="pdf/ua-1", finisher=say_what_heads_name
    )


def test_speed_changes_nothing_in_the_document():
    row = f"<tr><td>1</td><td>{'методическое <em>объединение</em> ' * 9}<br>строка</td></tr>"
    table = f"<thead><tr><th>№</th><th>Что</th></tr></thead><tbody>{row * 40}</tbody>"
    rich = PAGE.format(
        "<ol><li>Пункт<ol><li>Часть</li></ol></li></ol><ul><li>Тире <q>слова</q></li></ul>"
        f'<table class="doc-table doc-plan">{table}</table>'
    ).replace("</main>", "</main><ol><li>По умолчанию <sup>1</sup></li></ol><hr>")
    assert [render_pdf(page) for page in (PLAIN, rich)] == [plain_call(page) for page in (PLAIN, rich)]


def test_only_styles_of_notes_are_left_out():
    [sheet] = PrintedPage(string=PLAIN)._ua_stylesheets()
    before, after = (
        {entry[3] for entry in style.matcher.other_selectors} for style in (UA_STYLESHEET, sheet)
    )
    notes = {"footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback"}
    assert before - after == notes
    assert UA_STYLESHEET.matcher.order - sheet.matcher.order == 5


def test_the_style_of_documents_has_no_notes():
    for sheet in STYLESHEET.parent.glob("*.css"):
        assert re.findall(r"footnote|note\(", sheet.read_text()) == [], sheet


def test_same_html_gives_the_same_bytes_in_another_process():
    script = (
        "import hashlib, sys; from methodservice.lib.pdf import render_pdf;"
        "print(hashlib.sha256(render_pdf(sys.stdin.buffer.read().decode())).hexdigest())"
    )
    other = subprocess.run(  # noqa: S603 — this interpreter, this file's script
        [sys.executable, "-c", script], input=PLAIN.encode(), capture_output=True, check=True
    )
    assert other.stdout.decode().strip() == hashlib.sha256(render_pdf(PLAIN)).hexdigest()


def test_threads_do_not_spoil_each_other():
    pages = [PAGE.format(f"<p>Страница {number}</p>") for number in range(6)]
    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(render_pdf, pages))
    assert together == [render_pdf(page) for page in pages]
    assert gc.isenabled()


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:1/picture.png",
        "https://example.org/picture.png",
        "file:///etc/passwd",
        "file://server/static/favicon.svg",
        "data:image/png;base64,AAAA",
        "../manage.py",
        "pdf/../../manage.py",
        "no-such-picture.png",
    ],
)
def test_nothing_but_static_files_is_read(address):
    with pytest.raises(ForeignResource):
        render_pdf(PAGE.format(f'<img alt="рисунок" src="{address}">'))
    assert gc.isenabled()


def test_picture_is_printed_by_its_name_and_no_other_is_read():
    page = PAGE.format('<img alt="Герб" src="logo:abc">')
    printed = Printed(render_pdf(page, images={"logo:abc": picture()}))
    assert [element["/Alt"] for element in printed.elements() if element["/S"] == "/Figure"] == ["Герб"]
    for others in ({}, {"logo:abcd": picture()}):
        with pytest.raises(ForeignResource):
            render_pdf(page, images=others)


def test_static_file_is_printed():
    printed = Printed(render_pdf(PAGE.format('<img alt="Знак портала" src="favicon.svg">')))
    figures = [element["/Alt"] for element in printed.elements() if element["/S"] == "/Figure"]
    assert figures == ["Знак портала"]


def test_first_page_has_no_number_and_the_others_have():
    printed = Printed(render_pdf(PAGE.format("<p>Строка.</p>" * 120)))
    assert len(printed.pages) > 2
    assert printed.headers == [[], *([str(n)] for n in range(2, len(printed.pages) + 1))]


def test_pages_are_told_as_they_are_laid_out():
    html, told = PAGE.format("<p>Строка.</p>" * 120), []
    assert render_pdf(html, tell=told.append) == render_pdf(html)
    assert told == list(range(1, len(Printed(render_pdf(html)).pages) + 1))


def test_header_of_a_table_repeats_and_rows_are_whole():
    rows = "".join(f"<tr><td>{n}</td><td>{'слово ' * 30}конец{n}</td></tr>" for n in range(60))
    table = f"<table class='doc-table'><thead><tr><th>№</th><th>Имя</th></tr></thead><tbody>{rows}</tbody></table>"
    printed = Printed(render_pdf(PAGE.format(table)))
    assert len(printed.pages) > 2
    for page in printed.pages[1:]:
        assert page[0] == "№ Имя"
        assert "конец" in page[-1]


def test_qr_code_has_a_name_for_those_who_cannot_see_it():
    printed = Printed(render_pdf(PAGE.format(qr_svg("https://portal.example/check/A/", title="QR-код"))))
    assert [e["/Alt"] for e in printed.elements() if e["/S"] == "/Figure"] == ["QR-код"]
