"""Tables of Word and Excel as grids, and tables with headings out of them."""

import io
import json
import zipfile
from datetime import date

import openpyxl
import pytest
from docx import Document
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from hypothesis import given
from hypothesis import strategies as st

from methodservice.lib.officefiles import FileRefused, HeadedRow, headed_tables, limits, read_grids, wordfile
from methodservice.lib.officefiles.archive import LOCKED
from methodservice.lib.officefiles.sniff import LOCKED_FILE, OLD_EXCEL, OLD_WORD
from methodservice.lib.tests.test_officefiles import OLE, encrypted_flag, repacked

HEADINGS = ("№", "мероприятия", "содержание", "сроки", "срок", "ответственные", "показатель")


def is_heading(text: str) -> bool:
    return text.lower().startswith(HEADINGS)


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
    return read_grids(io.BytesIO(made if isinstance(made, bytes) else saved(made)), name)


def texts(grid) -> list[list[str]]:
    return [[cell.text for cell in row] for row in grid.rows]


def headed(made, name="План.docx"):
    return headed_tables(grids(made, name), is_heading)


HEAD = ["№", "Мероприятия", "Сроки"]


def test_words_of_a_cell_are_kept_line_by_line():
    made = document([["", ""]], before=["ПЛАН", " ", "на 2026\N{NO-BREAK SPACE}год"])
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
    assert grid.above == ("ПЛАН", "на 2026 год")


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


def test_a_table_that_only_frames_another_makes_way_for_it():
    made = document([[""]])
    cell = made.tables[0].cell(0, 0)
    cell.paragraphs[0].text = "План работы"
    add_table(cell, [HEAD, ["1", "Семинар", "май"]])
    (table,) = headed(made)
    assert (table.title, table.rows) == ("План работы", (HeadedRow(2, ("1", "Семинар", "май")),))


def test_headings_of_two_rows_give_column_and_group():
    made = document([
        ["№", "Показатель", "Значение", ""], ["", "", "2024", "2025"], ["1", "Доля", "80", "85"],
    ])  # fmt: skip
    table = made.tables[0]
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(0, 1).merge(table.cell(1, 1))
    table.cell(0, 2).merge(table.cell(0, 3))
    (found,) = headed(made)
    assert found.columns == ("№", "Показатель", "2024", "2025")
    assert found.groups == ("", "", "Значение", "Значение")
    assert found.rows == (HeadedRow(3, ("1", "Доля", "80", "85")),)


def test_sections_titles_numbering_and_repeated_headings_are_no_rows():
    made = document([
        ["План работы", "", ""], HEAD, ["1", "2", "3"], ["Сентябрь", "", ""], ["1", "Семинар", "10.09"], HEAD,
        ["", "", ""], ["II", "Работа с молодыми", ""], ["2", "Беседа", "май"], ["Раздел", "", ""], ["3", "Опрос", ""],
    ])  # fmt: skip
    table = made.tables[0]
    table.cell(0, 0).merge(table.cell(0, 2))
    table.cell(3, 0).merge(table.cell(3, 2))
    table.cell(7, 1).merge(table.cell(7, 2))
    (found,) = headed(made)
    assert found.title == "План работы"
    assert found.rows == (
        HeadedRow(5, ("1", "Семинар", "10.09"), "Сентябрь"),
        HeadedRow(9, ("2", "Беседа", "май"), "II. Работа с молодыми"),
        HeadedRow(11, ("3", "Опрос", ""), "Раздел"),
    )


def test_a_table_cut_in_two_is_one_with_and_without_repeated_headings():
    made = document([HEAD, ["1", "Семинар", "май"]], [["2", "Беседа", "май"]], [HEAD, ["3", "Опрос", "май"]])
    (found,) = headed(made)
    assert [row.cells[0] for row in found.rows] == ["1", "2", "3"]


def test_words_between_two_tables_keep_them_apart():
    made = document([HEAD, ["1", "Семинар", "май"]])
    made.add_paragraph("Работа с молодыми")
    add_table(made, [HEAD, ["1", "Беседа", "май"]])
    add_table(made, [["к слову", "без заголовков"]])
    assert [(table.title, len(table.rows)) for table in headed(made)] == [("", 1), ("Работа с молодыми", 1)]


def test_a_table_without_known_headings_is_left_alone():
    assert headed(document([["Цель", "Качество"], ["Задачи", "Изучить"]])) == []


def workbook(rows, *, merge=()) -> bytes:
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    for place in merge:
        made.active.merge_cells(place)
    return saved(made)


def test_a_workbook_gives_the_same_table():
    data = workbook(
        [
            ["План", None, None],
            HEAD,
            ["Осень", None, None],
            [1, "Семинар", date(2026, 10, 12)],
            [2, "Опрос", 2.5],
        ],
        merge=("A1:C1", "A3:C3"),
    )
    (found,) = headed(data, "План.xlsx")
    assert (found.title, found.columns) == ("План", tuple(HEAD))
    assert found.rows == (
        HeadedRow(4, ("1", "Семинар", "12.10.2026"), "Осень"), HeadedRow(5, ("2", "Опрос", "2.5"), "Осень"),
    )  # fmt: skip


def test_a_merged_cell_of_a_workbook_is_resolved_and_a_formula_without_value_told():
    data = workbook([HEAD, [1, "Семинар", "май"], [2, "Опрос", None], [3, "=A1", "июнь"]], merge=("C2:C3",))
    (found,) = headed(data, "План.xlsx")
    assert [row.cells[2] for row in found.rows] == ["май", "май", "июнь"]
    assert found.notes == ("Лист «Sheet», ячейка B4: формула без значения: откройте файл в Excel, дождитесь "
                           "расчёта и сохраните.",)  # fmt: skip


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
        read_grids(io.BytesIO(data), name)
    return caught.value.sentence


def with_body(body: str) -> bytes:
    return repacked(GOOD, **{"word/document.xml": BODY.format(body).encode()})


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        pytest.param(b"", "к.docx", limits.EMPTY, id="empty"),
        pytest.param(GOOD, "к.pdf", limits.ONLY_TABLES_OR_WORD, id="another type"),
        pytest.param(GOOD, "к.xlsx", limits.ONLY_TABLES, id="document named workbook"),
        pytest.param(workbook([HEAD]), "к.docx", limits.ONLY_TABLES_OR_WORD, id="workbook named document"),
        pytest.param(OLE, "к.doc", OLD_WORD, id="old Word"),
        pytest.param(OLE, "к.xls", OLD_EXCEL, id="old Excel"),
        pytest.param(OLE + "EncryptedPackage".encode("utf-16-le"), "к.docx", LOCKED_FILE, id="password"),
        pytest.param(encrypted_flag(), "к.xlsx", LOCKED, id="password of the archive"),
        pytest.param(b"text", "к.docx", limits.BROKEN, id="text"),
        pytest.param(GOOD[: len(GOOD) // 2], "к.docx", limits.BROKEN, id="cut off"),
        pytest.param(repacked(GOOD, **{"word/vbaProject.bin": b"x"}), "к.docx", wordfile.MACROS, id="macros"),
        pytest.param(repacked(GOOD, **{"word/document.xml": b"<w"}), "к.docx", limits.BROKEN, id="broken"),
        pytest.param(
            repacked(GOOD, **{"word/document.xml": b'<!DOCTYPE x [<!ENTITY a "a">]><x/>'}),
            "к.docx", wordfile.DOCTYPE, id="entities",
        ),
        pytest.param(repacked(GOOD, **{"bomb.bin": bytes(30_000_000)}), "к.docx", limits.BOMB, id="bomb"),
        pytest.param(with_body(WIDE), "к.docx", limits.TOO_MANY_COLUMNS, id="wide"),
        pytest.param(with_body(DEEP), "к.docx", limits.BROKEN, id="deep"),
        pytest.param(with_body("<w:p/>"), "к.docx", wordfile.NO_TABLES, id="no table"),
        pytest.param(
            repacked(GOOD, **{"word/document.xml": b"<x/>"}), "к.docx", limits.BROKEN, id="another root"
        ),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_taken_gets_its_sentence(data, name, sentence):
    assert refusal(data, name) == sentence


def outcome(data: bytes, name="План.docx") -> str:
    try:
        headed(data, name)
    except FileRefused as refused:
        return refused.sentence
    return "read"


@given(st.data())
def test_a_damaged_document_is_a_table_or_a_refusal(data):
    damaged = bytearray(GOOD)
    for _ in range(data.draw(st.integers(1, 6))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    assert outcome(bytes(damaged))


MARKUP = st.recursive(
    st.sampled_from(["<w:p/>", "<w:p><w:r><w:t>Сроки</w:t></w:r></w:p>", "<w:tcPr><w:vMerge/></w:tcPr>",
                     '<w:tcPr><w:gridSpan w:val="2"/><w:hMerge/></w:tcPr>', "<w:trPr><w:gridBefore/></w:trPr>"]),
    lambda inner: st.tuples(st.sampled_from(["tbl", "tr", "tc", "p", "sdt"]), st.lists(inner, max_size=4)).map(
        lambda pair: f"<w:{pair[0]}>{''.join(pair[1])}</w:{pair[0]}>"
    ),
    max_leaves=20,
)  # fmt: skip


@given(MARKUP)
def test_any_order_of_elements_is_a_table_or_a_refusal(body):
    assert outcome(with_body(f"<w:tbl>{body}</w:tbl>"))


def test_unknown_wrappers_do_not_hide_a_table():
    made = document([HEAD, ["1", "Семинар", "май"]])
    table = made.tables[0]._tbl
    wrapper, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    table.addprevious(wrapper)
    wrapper.append(content)
    content.append(table)
    assert made.element.body.findall(qn("w:tbl")) == []
    assert texts(grids(made)[0])[1] == ["1", "Семинар", "май"]


REAL = {
    "oktyabrsky-programme-2021.docx": 2,
    "seryshevo-programme-2024.docx": 8,
    "seversky-roadmap-2023.docx": 2,
    "oktyabrsky-roadmap.xlsx": 1,
    "seryshevo-indicators.xlsx": 1,
    "seversky-roadmap.xlsx": 1,
}
REAL_HEADINGS = (
    *HEADINGS,
    "дата",
    "ожидаемые",
    "результаты",
    "показатели",
    "этап",
    "наименование",
    "тип",
    "20",
)


@pytest.mark.shared
@pytest.mark.parametrize("name", REAL)
def test_tables_of_real_documents_are_read_to_the_letter(shared_dir, name):
    truth = json.loads((shared_dir / "real" / "truth" / f"{name.removesuffix('.docx')}.json").read_text())
    with (shared_dir / "real" / name).open("rb") as file:
        found = read_grids(file, name)
    tables = headed_tables(found, lambda text: text.lower().startswith(REAL_HEADINGS))
    assert (len(found), len(truth["tables"])) == (REAL[name], REAL[name])
    plain = [texts(grid) for grid in found]
    with_headings = iter(tables)
    for expected in truth["tables"]:
        cells = [row["cells"] for row in expected["rows"]]
        if expected["columns"] is None:
            assert cells in plain
            continue
        table = next(each for each in with_headings if list(each.columns) == expected["columns"])
        assert [list(row.cells) for row in table.rows] == cells
        assert [row.section or None for row in table.rows] == [row["section"] for row in expected["rows"]]
        assert table.title == truth.get("title", expected["caption"])


@pytest.mark.shared
@pytest.mark.parametrize("name", ["izhmorsky-regulation-2021.docx", "zdvinsky-regulation.docx"])
def test_a_real_document_without_tables_is_refused_in_words(shared_dir, name):
    assert refusal((shared_dir / "real" / name).read_bytes(), name) == wordfile.NO_TABLES
