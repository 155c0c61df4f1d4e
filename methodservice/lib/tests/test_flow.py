"""A document of Word from top to bottom: paragraphs, numbers, tables, and what could not be carried over."""

import io
import json

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given
from hypothesis import strategies as st

from methodservice.lib.officefiles import (
    Flow,
    FlowTable,
    Paragraph,
    placed,
    read_flow,
    wordfile,
)
from methodservice.lib.officefiles.flow import percents
from methodservice.lib.officefiles.grids import Cell
from methodservice.lib.tests.test_grids import (
    DECIMAL,
    add_table,
    document,
    saved,
    with_body,
    with_numbering,
)
from methodservice.lib.tests.test_officefiles import repacked

CENTRE, JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY


def flow(made, name="Программа.docx") -> Flow:
    return read_flow(io.BytesIO(made if isinstance(made, bytes) else saved(made)), name)


def tables(made) -> list[FlowTable]:
    return [block for block in flow(made).blocks if isinstance(block, FlowTable)]


def words(made) -> list[str]:
    return [block.text for block in flow(made).blocks if isinstance(block, Paragraph)]


def run_with(made, xml: str) -> None:
    """A last paragraph «слова» whose run holds more markup."""
    paragraph = made.add_paragraph("слова")
    paragraph.runs[0]._r.append(parse_xml(xml))


def test_paragraphs_and_tables_come_in_the_order_of_the_document():
    made = Document()
    made.add_paragraph("  Пояснительная \N{NO-BREAK SPACE} записка ")
    made.add_paragraph(" ")
    add_table(made, [["Цель", "Качество"]])
    run = made.add_paragraph().add_run("Задачи:")
    run.add_break(WD_BREAK.LINE)
    run.add_text("- первая")
    run.add_break(WD_BREAK.LINE)
    run.add_text("и ещё слова")
    first, table, last = flow(made).blocks
    assert (first.text, last.text) == ("Пояснительная записка", "Задачи:\n- первая и ещё слова")
    assert [[cell.text for cell in row] for row in table.grid.rows] == [["Цель", "Качество"]]


def test_numbers_of_nested_lists_stand_apart_from_the_words():
    made = Document()
    for text, level in (
        ("Создать группу", 0),
        ("из методистов", 1),
        ("из учителей", 1),
        ("Утвердить план", 0),
    ):
        properties = made.add_paragraph(text)._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = level
        properties.get_or_add_numId().val = 1
    blocks = flow(with_numbering(made, DECIMAL.format("decimal", "%1.%2."))).blocks
    assert [(block.auto_number, block.text) for block in blocks] == [
        ("1.", "Создать группу"), ("1.1.", "из методистов"), ("1.2.", "из учителей"), ("2.", "Утвердить план"),
    ]  # fmt: skip


def test_headings_are_known_by_style_and_by_look():
    made = Document()
    made.add_heading("Общие положения", 1)
    made.add_heading("Состав", 3)
    for text, bold, align in (
        ("Программа развития", True, CENTRE),
        ("ПАСПОРТ", False, CENTRE),
        ("Серышево 2024", False, CENTRE),
        ("Управление образования:", True, JUSTIFY),
        ("Слово жирное. И ещё одно предложение.", True, JUSTIFY),
        ("Обычный текст", False, JUSTIFY),
    ):
        paragraph = made.add_paragraph()
        paragraph.add_run(text).bold = bold
        paragraph.alignment = align
    assert [(block.level, block.align) for block in flow(made).blocks] == [
        (1, ""), (3, ""), (1, "centre"), (1, "centre"), (0, "centre"), (2, "justify"), (0, "justify"), (0, "justify"),
    ]  # fmt: skip


def test_alignment_is_told_where_the_file_says():
    made = Document()
    for align in (None, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT):
        made.add_paragraph("слова").alignment = align
    made.styles["Body Text"].paragraph_format.alignment = JUSTIFY
    made.add_paragraph("слова", style="Body Text")
    assert [block.align for block in flow(made).blocks] == ["", "left", "right", "justify"]


def test_pages_begin_where_the_file_breaks_them():
    made = Document()
    made.add_paragraph("первая")
    made.add_page_break()
    made.add_paragraph("вторая")
    made.add_paragraph("третья").paragraph_format.page_break_before = True
    made.add_paragraph("она же")
    made.add_section(WD_SECTION.CONTINUOUS)
    made.add_paragraph("снова она")
    made.add_section(WD_SECTION.NEW_PAGE)
    made.add_paragraph("четвёртая")
    assert [block.text for block in flow(made).blocks if block.page_break] == [
        "вторая",
        "третья",
        "четвёртая",
    ]


def test_a_landscape_section_lies_on_its_side_alone():
    made = Document()
    made.add_paragraph("приказ")
    section = made.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    add_table(made, [["план", "сроки"]])
    assert [block.landscape for block in flow(made).blocks] == [False, True]


def test_merged_cells_are_drawn_once_over_what_they_cover():
    made = document([
        ["№", "Показатель", "Значение", ""], ["", "", "2024", "2025"],
        ["1", "Доля", "80", "85"], ["", "Число", "3", "4"],
    ])  # fmt: skip
    table = made.tables[0]
    for (top, left), (bottom, right) in (
        ((0, 0), (1, 0)),
        ((0, 1), (1, 1)),
        ((0, 2), (0, 3)),
        ((2, 0), (3, 0)),
    ):
        table.cell(top, left).merge(table.cell(bottom, right))
    (found,) = tables(made)
    drawn = [[(cell.text, cell.colspan, cell.rowspan) for cell in row] for row in placed(found.grid.rows)]
    assert drawn == [
        [("№", 1, 2), ("Показатель", 1, 2), ("Значение", 2, 1)],
        [("2024", 1, 1), ("2025", 1, 1)],
        [("1", 1, 2), ("Доля", 1, 1), ("80", 1, 1), ("85", 1, 1)],
        [("Число", 1, 1), ("3", 1, 1), ("4", 1, 1)],
    ]
    assert found.header_rows == 2


PLACES = st.lists(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=3, max_size=3), max_size=4
)


@given(PLACES)
def test_drawn_cells_cover_every_place_once_and_say_each_text_once(places):
    rows = [[Cell(f"{at}", at) for at in row] for row in places]
    drawn = placed(rows)
    assert sum(cell.colspan * cell.rowspan for row in drawn for cell in row) == 3 * len(rows)
    said = sorted(cell.text for row in drawn for cell in row if cell.text)
    assert said == sorted({f"{at}" for row in places for at in row})


@pytest.mark.parametrize(
    ("rows", "mark", "expected"),
    [
        pytest.param([["Мероприятие", "Срок"], ["Семинар", "май"]], "tblHeader", 1, id="marked"),
        pytest.param([["Мероприятие", "Срок"], ["Семинар", "май"]], "bold", 1, id="bold"),
        pytest.param([["№ п/п", "Срок"], ["1", "май"]], "", 1, id="number"),
        pytest.param([["Тема", "Срок"], ["1", "2"], ["Семинар", "май"]], "", 2, id="numbered columns"),
        pytest.param([["Цель", "Качество"], ["Задачи", "Изучить"]], "", 0, id="passport"),
        pytest.param([["—", "Качество"], ["Задачи", "Изучить"]], "", 0, id="dash"),
        pytest.param([["№", "Срок"]], "", 0, id="alone"),
    ],
)
def test_header_rows_are_marked_bold_or_named(rows, mark, expected):
    made = document(rows)
    first = made.tables[0].rows[0]
    if mark == "tblHeader":
        first._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    if mark == "bold":
        for cell in first.cells:
            cell.paragraphs[0].runs[0].bold = True
    assert tables(made)[0].header_rows == expected


def test_widths_of_columns_are_percents_of_the_table():
    made = document([["№", "Мероприятие", "Срок"]])
    for column, width in zip(made.tables[0]._tbl.tblGrid.gridCol_lst, (567, 5670, 2835), strict=True):
        column.w = width * 635
    assert tables(made)[0].widths == (6, 63, 31)


@given(st.lists(st.floats(0.001, 1e6), min_size=1, max_size=60))
def test_percents_are_whole_and_make_a_hundred(widths):
    shares = percents(widths)
    assert (sum(shares), len(shares), min(shares) > 0) == (100, len(widths), True)


def test_widths_that_are_none_are_left_out():
    assert [percents(widths) for widths in ((), (0, 5), (-1, 2))] == [(), (), ()]


def test_a_table_inside_a_cell_keeps_its_words():
    made = document([["Состав:", "б"]])
    add_table(made.tables[0].cell(0, 0), [["Иванова", "учитель"], ["Петров", "методист"]])
    found = flow(made)
    assert found.blocks[0].grid.rows[0][0].text == "Состав:\nИванова учитель\nПетров методист"
    assert found.warnings == ("Таблицы внутри ячеек перенесены строками: 1.",)


def test_a_row_that_frames_a_table_gives_way_to_it_in_its_place():
    made = document([["Согласовано", "Утверждаю"], ["", ""], ["Исполнитель", "Петрова"]])
    cell = made.tables[0].cell(1, 0).merge(made.tables[0].cell(1, 1))
    cell.paragraphs[0].text = "План работы"
    add_table(cell, [["№", "Тема"], ["1", "Семинар"]])
    above, title, inner, below = flow(made).blocks
    assert (above.grid.rows[0][0].text, title.text, below.grid.rows[0][1].text) == (
        "Согласовано", "План работы", "Петрова",
    )  # fmt: skip
    assert (inner.header_rows, below.grid.numbers) == (1, (3,))


def test_headers_and_footers_are_no_part_of_the_text():
    made = Document()
    made.add_paragraph("слова")
    made.sections[0].header.paragraphs[0].text = "колонтитул"
    made.sections[0].footer.paragraphs[0].text = "страница"
    assert flow(made) == Flow((Paragraph("слова", page_break=False),))


BOX = (
    f'<w:pict {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><v:shape><v:textbox><w:txbxContent>'
    "<w:p><w:r><w:t>Приложение № 1</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict>"
)
TWICE = (
    '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    f'<mc:Choice Requires="wps">{BOX}</mc:Choice><mc:Fallback>{BOX}</mc:Fallback></mc:AlternateContent>'
)


@pytest.mark.parametrize("xml", [BOX, TWICE], ids=["old", "given twice"])
def test_words_of_a_text_box_stand_before_its_paragraph(xml):
    made = Document()
    run_with(made, xml)
    assert words(made) == ["Приложение № 1", "слова"]
    assert flow(made).warnings == ("Надписи поставлены обычными абзацами: 1. Проверьте их место.",)


def test_words_of_a_text_box_in_a_cell_stay_in_it():
    made = document([["", "б"]])
    made.tables[0].cell(0, 0).paragraphs[0].add_run("слова")._r.append(parse_xml(BOX))
    assert tables(made)[0].grid.rows[0][0].text == "Приложение № 1\nслова"


PICTURE = (
    f'<w:drawing {nsdecls("w")}><pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"/>'
    "</w:drawing>"
)
MATH = '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>a/b</m:t></m:r></m:oMath>'
IN_RUN = {
    "pictures": (PICTURE * 2, "Рисунки не перенесены: 2."),
    "lines": ("<w:pict/>", "Линии и фигуры не перенесены: 1."),
    "symbols": ('<w:sym w:char="F0FC"/>', "Знаки особых шрифтов не перенесены: 1. Впишите их словами."),
    "comments": ('<w:commentReference w:id="0"/>', "Примечания рецензентов не перенесены: 1."),
}  # fmt: skip


@pytest.mark.parametrize(("inner", "sentence"), IN_RUN.values(), ids=IN_RUN)
def test_what_is_no_word_is_left_out_and_told(inner, sentence):
    body = f"<w:p><w:r><w:t>слова</w:t>{inner}</w:r></w:p>"
    assert flow(with_body(body)) == Flow((Paragraph("слова"),), (sentence,))


def test_an_embedded_document_is_told():
    body = "<w:p><w:r><w:t>слова</w:t></w:r></w:p><w:altChunk/>"
    assert flow(with_body(body)).warnings == ("Вложенные документы не перенесены: 1.",)


def test_a_symbol_that_has_a_meaning_and_a_formula_keep_their_signs():
    body = f'<w:p><w:r><w:t>x </w:t><w:sym w:char="2264"/><w:t> </w:t></w:r>{MATH}</w:p>'
    assert flow(with_body(body)) == Flow(
        (Paragraph("x ≤ a/b"),), ("Формулы перенесены строкой: 1. Проверьте их.",)
    )


def test_tracked_changes_are_read_as_accepted_and_told():
    made = Document()
    paragraph = made.add_paragraph("было")
    for kind, inner in (("ins", "<w:t> стало</w:t>"), ("del", "<w:delText> ушло</w:delText>")):
        paragraph._p.append(parse_xml(f"<w:{kind} {nsdecls('w')}><w:r>{inner}</w:r></w:{kind}>"))
    paragraph.add_run("тайно").font.hidden = True
    found = flow(made)
    assert found.blocks == (Paragraph("было стало"),)
    assert found.warnings == (
        "Скрытый текст не перенесён, мест: 1.",
        "Правки с пометками: вставленное оставлено, мест: 1.",
        "Правки с пометками: удалённое не перенесено, мест: 1.",
    )


def test_a_deleted_item_takes_no_number():
    gone = (
        '<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr></w:pPr>'
        "<w:del><w:r><w:delText>ушло</w:delText></w:r></w:del></w:p>"
    )
    made = document(["-"])
    made.tables[0]._tbl.addprevious(parse_xml(gone.replace("<w:p>", f"<w:p {nsdecls('w')}>", 1)))
    properties = made.add_paragraph("осталось")._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_numId().val = 1
    blocks = flow(with_numbering(made, DECIMAL.format("decimal", ""))).blocks
    assert blocks[-1] == Paragraph("осталось", "1.")


def test_words_of_links_and_fields_are_kept():
    body = (
        "<w:p><w:hyperlink><w:r><w:t>ссылка</w:t></w:r></w:hyperlink><w:r><w:t> и </w:t></w:r>"
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>поле</w:t></w:r></w:p>'
    )
    assert flow(with_body(body)) == Flow((Paragraph("ссылка и поле"),))


def test_footnotes_are_told_with_their_words():
    body = '<w:p><w:r><w:t>слова</w:t><w:footnoteReference w:id="2"/></w:r></w:p>'
    notes = (
        f'<w:footnotes {nsdecls("w")}><w:footnote w:id="2"><w:p><w:r><w:t>Далее — служба</w:t></w:r></w:p></w:footnote>'
        "</w:footnotes>"
    )
    found = flow(repacked(with_body(body), **{"word/footnotes.xml": notes.encode()}))
    assert found.warnings == ("Сноски не перенесены: 1. «Далее — служба».",)


def test_each_paragraph_of_a_long_table_is_listened_to_once(monkeypatch):
    heard = []
    listen = wordfile.listen
    monkeypatch.setattr(wordfile, "listen", lambda *given, **more: heard.append(1) or listen(*given, **more))
    assert len(tables(document([["слова"] * 6] * 300))[0].grid.rows) == 300
    assert len(heard) == 300 * 6


REAL = (
    "oktyabrsky-programme-2021",
    "seryshevo-programme-2024",
    "seversky-roadmap-2023",
    "izhmorsky-regulation-2021",
    "zdvinsky-regulation",
)


@pytest.mark.shared
@pytest.mark.parametrize("name", REAL)
def test_real_documents_are_read_to_the_letter(shared_dir, name):
    truth = json.loads((shared_dir / "real" / "truth" / f"{name}.json").read_text())
    found = flow((shared_dir / "real" / f"{name}.docx").read_bytes())
    read, grids = [], []
    for block in found.blocks:
        if isinstance(block, FlowTable):
            read.append({"table": len(grids)})
            grids.append(block)
        else:
            read.append({"p": block.text} | ({"auto_number": block.auto_number} if block.auto_number else {}))
    assert (read, found.warnings) == (truth["body"], ())
    assert [table.header_rows for table in grids] == [table["header_rows"] for table in truth["tables"]]
    for table, expected in zip(grids, truth["tables"], strict=True):
        cells = [[cell.text for cell in row] for row in table.grid.rows[table.header_rows :]]
        wanted = [row["cells"] for row in expected["rows"]]
        assert [row for row in cells if row in wanted or not expected["columns"]] == wanted
