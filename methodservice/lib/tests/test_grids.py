"""Tables of Word and Excel as grids."""

import io
import zipfile

import openpyxl
import pytest
from docx import Document
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from hypothesis import strategies as st

from methodservice.lib.officefiles import FileRefused, FlowTable, limits, read_flow
from methodservice.lib.tests.test_officefiles import repacked


def document(*tables, before=()) -> Document:
    """Tables as lists of rows of texts; before: paragraphs above the first."""
    made = Document()
    for text in before:
        made.add_paragraph(text)
    for rows in tables:
        add_table(made, rows)
    return made


def add_table(place, rows):
    table = place.add_table(rows=len(rows), cols=len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    return table


def saved(made) -> bytes:
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def grids(made, name="План.docx"):
    blocks = read_flow(io.BytesIO(made if isinstance(made, bytes) else saved(made)), name).blocks
    return [block.grid for block in blocks if isinstance(block, FlowTable)]


def texts(grid) -> list[list[str]]:
    return [[cell.text for cell in row] for row in grid.rows]


HEAD = ["№", "Мероприятия", "Сроки"]


def test_words_of_a_cell_are_kept_line_by_line():
    made = document([["", ""]])
    first, second = made.tables[0].rows[0].cells
    first.text = "  Семинар \N{NO-BREAK SPACE}по  теме "
    first.add_paragraph("")
    first.add_paragraph("вторая строка")
    run = second.paragraphs[0].add_run("Задачи:")
    run.add_break(WD_BREAK.LINE)
    run.add_text("- первая")
    run.add_break(WD_BREAK.LINE)
    run.add_text("и ещё слова")
    (grid,) = grids(made)
    assert texts(grid) == [["Семинар по теме\nвторая строка", "Задачи:\n- первая и ещё слова"]]


def test_hidden_and_deleted_words_are_left_out_and_inserted_ones_kept():
    made = document([["", "б"]])
    paragraph = made.tables[0].cell(0, 0).paragraphs[0]
    paragraph.add_run("видно ")
    paragraph.add_run("тайно").font.hidden = True
    for kind, inner in (("ins", "<w:t>вставлено</w:t>"), ("del", "<w:delText>убрано</w:delText>")):
        paragraph._p.append(parse_xml(f"<w:{kind} {nsdecls('w')}><w:r>{inner}</w:r></w:{kind}>"))
    assert texts(grids(made)[0])[0][0] == "видно вставлено"


def test_merged_cells_repeat_their_text_and_share_their_place():
    made = document([["а", "б", "в"], ["г", "д", "е"], ["ж", "з", "и"]])
    table = made.tables[0]
    table.cell(0, 1).merge(table.cell(0, 2)).text = "вместе"
    table.cell(0, 0).merge(table.cell(2, 0)).text = "сверху вниз"
    (grid,) = grids(made)
    assert texts(grid) == [
        ["сверху вниз", "вместе", "вместе"], ["сверху вниз", "д", "е"], ["сверху вниз", "з", "и"],
    ]  # fmt: skip
    assert [cell.at for cell in grid.rows[2]] == [(0, 0), (2, 1), (2, 2)]
    assert grid.rows[0][1] is grid.rows[0][2]


def number_cell(cell, *, level=0, number=1):
    """Make the cell's paragraph an item of an automatic list."""
    properties = cell.paragraphs[0]._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = level
    properties.get_or_add_numId().val = number


def with_numbering(made, levels: str, *, restart="") -> bytes:
    """The document with one list (two keys to it) in its numbering part."""
    xml = (
        f'<w:numbering {nsdecls("w")}><w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
        f'<w:num w:numId="2"><w:abstractNumId w:val="7"/>{restart}</w:num></w:numbering>'
    )
    return repacked(saved(made), **{"word/numbering.xml": xml.encode()})


DECIMAL = (
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="{}"/><w:lvlText w:val="{}"/></w:lvl>'
)


def test_automatic_numbers_are_shown_and_counted_as_on_paper():
    made = document([["", "один"], ["", "два"], ["", "два-один"], ["", "три"], ["", "четыре"]])
    for row, (level, number) in enumerate([(0, 1), (0, 1), (1, 1), (0, 1), (0, 2)]):
        number_cell(made.tables[0].cell(row, 0), level=level, number=number)
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    rows = texts(grids(with_numbering(made, DECIMAL.format("decimal", "%1.%2."), restart=restart))[0])
    assert [row[0] for row in rows] == ["1.", "2.", "2.1.", "3.", "1."]


@pytest.mark.parametrize(
    ("kind", "template", "marks"),
    [
        ("bullet", "\uf0b7", ["-", "-"]),
        ("russianLower", "%2)", ["а)", "б)"]),
        ("upperRoman", "%2", ["I", "II"]),
        ("lowerLetter", "(%2)", ["(a)", "(b)"]),
        ("decimalZero", "%2", ["01", "02"]),
        ("none", "", ["", ""]),
    ],
)
def test_marks_of_lists_are_drawn_as_word_draws_them(kind, template, marks):
    made = document([["", "а"], ["", "б"]])
    for row in range(2):
        number_cell(made.tables[0].cell(row, 0), level=1)
    rows = texts(grids(with_numbering(made, DECIMAL.format(kind, template)))[0])
    assert [row[0] for row in rows] == marks


def test_a_number_that_comes_from_a_style_is_shown_too():
    made = document([["пункт", "б"]])
    made.tables[0].cell(0, 0).paragraphs[0].style = made.styles["List Number"]
    assert texts(grids(made)[0])[0][0] == "1. пункт"


def test_a_table_inside_a_cell_becomes_its_lines():
    made = document([["", "б"]])
    cell = made.tables[0].cell(0, 0)
    cell.paragraphs[0].text = "Состав:"
    add_table(cell, [["Иванова", "учитель"], ["Петров", "методист"]])
    assert texts(grids(made)[0])[0][0] == "Состав:\nИванова учитель\nПетров методист"


def workbook(rows, *, merge=()) -> bytes:
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    for place in merge:
        made.active.merge_cells(place)
    return saved(made)


def test_ranges_that_cover_a_sheet_again_and_again_are_refused():
    data = workbook([HEAD] * 50)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml").decode()
    ranges = '<mergeCells count="9">' + '<mergeCell ref="A1:C50"/>' * 9 + "</mergeCells>"
    changed = repacked(
        data, **{"xl/worksheets/sheet1.xml": xml.replace("</sheetData>", f"</sheetData>{ranges}").encode()}
    )
    assert refusal(changed, "План.xlsx") == limits.BROKEN


GOOD = saved(document([HEAD, ["1", "Семинар", "май"]]))
BODY = f"<w:document {nsdecls('w')}><w:body>{{}}</w:body></w:document>"
WIDE = '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="99999"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>'
DEEP = "<w:sdt>" * 5000 + "</w:sdt>" * 5000


def refusal(data: bytes, name="План.docx") -> str:
    with pytest.raises(FileRefused) as caught:
        read_flow(io.BytesIO(data), name)
    return caught.value.sentence


def with_body(body: str) -> bytes:
    return repacked(GOOD, **{"word/document.xml": BODY.format(body).encode()})


MARKUP = st.recursive(
    st.sampled_from(["<w:p/>", "<w:p><w:r><w:t>Сроки</w:t></w:r></w:p>", "<w:tcPr><w:vMerge/></w:tcPr>",
                     '<w:tcPr><w:gridSpan w:val="2"/><w:hMerge/></w:tcPr>', "<w:trPr><w:gridBefore/></w:trPr>"]),
    lambda inner: st.tuples(st.sampled_from(["tbl", "tr", "tc", "p", "sdt"]), st.lists(inner, max_size=4)).map(
        lambda pair: f"<w:{pair[0]}>{''.join(pair[1])}</w:{pair[0]}>"
    ),
    max_leaves=20,
)  # fmt: skip


def test_unknown_wrappers_do_not_hide_a_table():
    made = document([HEAD, ["1", "Семинар", "май"]])
    table = made.tables[0]._tbl
    wrapper, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    table.addprevious(wrapper)
    wrapper.append(content)
    content.append(table)
    assert made.element.body.findall(qn("w:tbl")) == []
    assert texts(grids(made)[0])[1] == ["1", "Семинар", "май"]
