"""The printed edition: PDF, Word and Excel say what the document says, and by a day what became of its items."""

import io
from datetime import date

import openpyxl
import pytest

from methodservice.documents.printing import docx_of, pdf_of
from methodservice.documents.workbook import workbook_of
from methodservice.testing import factories as make
from methodservice.testing.printed import Printed
from methodservice.testing.roadmaps import (
    COLUMNS,
    ROWS,
    draft_roadmap,
    living_part,
    roadmap_content,
    roadmap_in_force,
)
from roadmap.content import PartWords, content_of
from roadmap.printed import TEMPLATE, sheets_of
from roadmap.tests.printed import (
    MANY,
    TEXT,
    TITLE,
    blocks_as_rows,
    heading,
    paragraph,
    plain,
    printed_of,
    tables_of,
    titled,
    wide_roadmap,
)

pytestmark = pytest.mark.django_db


def test_a_title_that_the_text_begins_with_is_printed_once(edition):
    assert titled(edition) == (TITLE, ["table"])


@pytest.mark.parametrize(
    ("title", "first", "expected"),
    [
        ("Программа «Рост» на 2026 год", ["Программа", "«Рост»"], ("Программа\n«Рост»", [])),
        ("Программа «Рост»", ["ПРОГРАММА «РОСТ» на 2026 год"], ("ПРОГРАММА «РОСТ» на 2026 год", [])),
        ("Программа", ["Программа", "Паспорт"], ("Программа", ["Паспорт"])),
        ("Программа «Рост»", ["Паспорт"], ("Программа «Рост»", ["Паспорт"])),
    ],
)
def test_a_title_may_take_several_headings(title, first, expected, district, methodist):
    parts = [PartWords(TEXT, [heading(text) for text in first]), living_part()]
    heading_printed, rest = titled(
        draft_roadmap(district, methodist, roadmap_content(title=title, parts=parts))
    )
    assert (plain(heading_printed), rest) == (plain(expected[0]), [*expected[1], "table"])


def test_a_document_without_words_is_titled_by_its_edition(district, methodist):
    parts = [PartWords(TEXT, [paragraph(TITLE)]), living_part()]
    assert titled(draft_roadmap(district, methodist, roadmap_content(parts=parts))) == (
        TITLE,
        [TITLE, "table"],
    )


def test_an_approved_edition_says_by_what_order(edition):
    found = printed_of(edition)
    assert [plain(line) for line in found["approval"]] == [
        "УТВЕРЖДЕНА",
        "приказом управления образования",
        "от 01.01.2026 № 12-ОД",
    ]
    assert found["is_draft"] is False


def test_the_word_of_approval_agrees_with_the_document(district, methodist):
    plan = roadmap_in_force(district, methodist, roadmap_content(document="plan"))
    assert printed_of(plan)["approval"][0] == "УТВЕРЖДЕН"


@pytest.mark.parametrize(
    ("mark", "kept"),
    [
        ("Приложение к приказу центра от 09.12.2025 № 12-ОД", True),
        ("Приложение к приказу центра от 01.01.2026 № 12-ОД-2", True),
        ("Приложение к приказу центра от 01.01.2025 № 12", False),
        ("Приложение к приказу центра от 01.01.2025 № 112-ОД", False),
    ],
)
def test_the_mark_of_the_file_stays_while_it_names_the_order(mark, kept, district, methodist):
    content = roadmap_content(mark=[paragraph(mark)])
    found = printed_of(roadmap_in_force(district, methodist, content))
    assert (found["approval"][0] == "УТВЕРЖДЕНА") is not kept
    assert [plain(line) for line in found["approval"]] == [mark] or not kept


def test_a_draft_is_a_project_with_the_mark_of_its_file(district, methodist):
    draft = draft_roadmap(
        district, methodist, roadmap_content(mark=[paragraph("Приложение № 1"), paragraph("к приказу")])
    )
    found = printed_of(draft)
    assert (found["is_draft"], [plain(line) for line in found["approval"]]) == (
        True,
        ["Приложение № 1", "к приказу"],
    )
    draft.number = 2
    assert printed_of(draft)["approval"] == []


def test_the_signature_of_the_document_is_its_own(district, methodist):
    make.SignatoryFactory(municipality=district)
    last = PartWords(
        TEXT,
        [paragraph("Итоги подводит совет."), paragraph("Начальник отдела"), paragraph("службы Н. А. Лесная")],
    )
    parts = [*roadmap_content().parts, last]
    found = printed_of(draft_roadmap(district, methodist, roadmap_content(parts=parts)))
    assert [(plain(line["post"]), plain(line["name"])) for line in found["signatures"]] == [
        ("Начальник отдела службы", "Н. А. Лесная")
    ]
    assert [block.get("text") for block in found["blocks"]] == [None, "Итоги подводит совет."]


def test_without_its_own_the_signatory_of_the_day_signs(district, methodist):
    make.SignatoryFactory(municipality=district, surname="Прежняя", ends=date(2025, 12, 31))
    make.SignatoryFactory(municipality=district)
    found = printed_of(roadmap_in_force(district, methodist))
    assert [(line["post"], plain(line["name"])) for line in found["signatures"]] == [
        ("Начальник отдела образования", "Н. П. Ковалёва")
    ]


def test_nobody_signs_where_nobody_is_known(edition):
    assert printed_of(edition)["signatures"] == []


# Files


def test_the_pdf_lies_as_the_edition_does_and_repeats_the_head(district, methodist):
    edition = wide_roadmap(district, methodist, MANY)
    found = Printed(pdf_of(TEMPLATE, printed_of(edition)))
    assert set(found.sizes_mm) == {(297, 210)}
    assert found.title == TITLE
    assert found.pages[0][:4] == [
        "УТВЕРЖДЕНА",
        "приказом управления образования",
        "от 01.01.2026 № 12-ОД",
        TITLE,
    ]
    assert "1) Паспорт карты" in found.pages[0]
    head = [line for page in found.pages[1:] for line in page[:1]]
    assert len(head) >= 2
    assert {line.split()[0] for line in head} == {"№"}
    assert all(f"Провести дело {n} " in found.text for n in range(1, 41))
    assert found.text.index("1. Организация") < found.text.index("Провести дело 1 ")
    assert found.text.index("Провести дело 40") < found.text.index("2. Работа с педагогами")


def test_an_upright_edition_stands_upright_and_a_draft_says_so(draft):
    found = Printed(pdf_of(TEMPLATE, printed_of(draft)))
    assert set(found.sizes_mm) == {(210, 297)}
    assert found.pages[0][:2] == ["Проект", TITLE]


def test_the_paragraph_that_names_a_table_stays_with_it(district, methodist):
    blocks = printed_of(wide_roadmap(district, methodist))["blocks"]
    assert [block.get("leads", False) for block in blocks] == [False, True, False, False, False]


@pytest.mark.parametrize("name", ["карта.docx", "карта.xlsx"])
def test_word_and_excel_give_every_cell_back(name, district, methodist):
    edition = wide_roadmap(district, methodist)
    if name.endswith("docx"):
        made = docx_of(TEMPLATE, printed_of(edition))
    else:
        made = workbook_of(sheets_of(content_of(edition)))
    tables = [block for block in content_of(edition).printed() if block["kind"] == "table"]
    assert tables_of(made, name) == [blocks_as_rows(block) for block in tables]


def test_a_workbook_is_one_that_an_office_would_make(district, methodist):
    edition = wide_roadmap(
        district, methodist, [("1", "=HYPERLINK(0)", "март 2026", "методисты", "80"), *ROWS]
    )
    book = openpyxl.load_workbook(io.BytesIO(workbook_of(sheets_of(content_of(edition)), title=TITLE)))
    assert book.sheetnames == ["Паспорт", "Дорожная карта"]
    passport, page = book.worksheets
    assert {str(span) for span in passport.merged_cells.ranges} == {"A1:B1", "A2:B2"}
    assert passport["B4"].value.endswith("=СУММ(1;2)")
    assert (passport["B4"].data_type, passport["B4"].quotePrefix) == ("s", True)
    assert page["A1"].value == TITLE
    assert page["A2"].value == "Мероприятия"
    assert [cell.value for cell in page[3]] == [heading for heading, _ in COLUMNS]
    assert {"A1:E1", "A4:E4", "A8:E8"} <= {str(span) for span in page.merged_cells.ranges}
    assert page["A4"].value == "1. Организация"
    assert [cell.value for cell in page[5]] == [1, "=HYPERLINK(0)", "март 2026", "методисты", 80]
    assert (page["B5"].data_type, page["B5"].quotePrefix) == ("s", True)
    assert (page["A6"].value, page["A6"].data_type) == ("1.1", "s")
    assert (page.page_setup.orientation, page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (
        *("landscape", 1, 0),
    )
    assert (page.print_title_rows, page.freeze_panes) == ("$3:$3", "A4")
    assert page["B6"].alignment.wrap_text
    assert page["E4"].border.right.style == "thin"


def test_sheets_of_one_kind_are_numbered_and_high_rows_fit(district, methodist):
    long = " ".join(["слово"] * 1500)
    parts = [living_part([("1.1", "Дело", "март 2026", long, "")]), living_part()]
    edition = draft_roadmap(district, methodist, roadmap_content(parts=parts))
    book = openpyxl.load_workbook(io.BytesIO(workbook_of(sheets_of(content_of(edition)))))
    assert book.sheetnames == ["Дорожная карта", "Дорожная карта 2"]
    wide, usual = book.worksheets
    assert wide.column_dimensions["D"].width > 2 * usual.column_dimensions["D"].width
    assert max(row.height for row in wide.row_dimensions.values()) == 409


def test_a_document_without_tables_makes_a_workbook_too(district, methodist):
    parts = [PartWords(TEXT, [paragraph("Слово.")])]
    edition = draft_roadmap(district, methodist, roadmap_content(parts=parts))
    book = openpyxl.load_workbook(io.BytesIO(workbook_of(sheets_of(content_of(edition)))))
    assert [sheet["A1"].value for sheet in book.worksheets] == ["В документе нет таблиц"]


# Marks
