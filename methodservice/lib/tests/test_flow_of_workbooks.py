"""A workbook from top to bottom: titles, tables, and numbers as the person sees them."""

import io

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from methodservice.lib.officefiles import FileRefused, FlowTable, Paragraph, placed, read_flow
from methodservice.lib.officefiles.flow import NOTHING_TO_READ
from methodservice.lib.tests.test_grids import saved
from methodservice.lib.tests.test_officefiles import repacked

HEAD = ["№", "Показатель", "Значение"]


def book(rows, *, merge=()) -> tuple[openpyxl.Workbook, Worksheet]:
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    for place in merge:
        made.active.merge_cells(place)
    return made, made.active


def flow(made):
    return read_flow(io.BytesIO(made if isinstance(made, bytes) else saved(made)), "Показатели.xlsx")


def texts(table: FlowTable) -> list[list[str]]:
    return [[cell.text for cell in row] for row in placed(table.grid.rows)]


def test_titles_are_paragraphs_and_what_follows_is_a_table():
    made, _ = book(
        [["Показатели\nна год", None, None], [None, None, "Таблица 1"], [], HEAD, [1, "Доля", 80]],
        merge=("A1:C1",),
    )
    title, mark, table = flow(made).blocks
    assert (title, mark) == (Paragraph("Показатели на год", level=1), Paragraph("Таблица 1"))
    assert (texts(table), table.header_rows, table.grid.numbers) == ([HEAD, ["1", "Доля", "80"]], 1, (4, 5))


def test_empty_rows_part_tables_and_empty_edges_are_no_columns():
    made, _ = book([[None, *HEAD], [None, 1, "Доля", None], [None], ["Всего", 5], ["Из них", 2]])
    first, second = flow(made).blocks
    assert texts(first) == [HEAD, ["1", "Доля", ""]]
    assert texts(second) == [["Всего", "5"], ["Из них", "2"]]


def test_headings_of_two_rows_and_merged_rows_are_kept():
    rows = [["№", "Показатель", "Значение", None], [None, None, 2024, 2025], ["Раздел"], [1, "Доля", 80, 85]]
    made, _ = book(rows, merge=("A1:A2", "B1:B2", "C1:D1", "A3:D3"))
    (table,) = flow(made).blocks
    drawn = [[(cell.text, cell.colspan, cell.rowspan) for cell in row] for row in placed(table.grid.rows)]
    assert drawn[:3] == [
        [("№", 1, 2), ("Показатель", 1, 2), ("Значение", 2, 1)], [("2024", 1, 1), ("2025", 1, 1)], [("Раздел", 4, 1)],
    ]  # fmt: skip
    assert table.header_rows == 2


def test_numbers_stand_as_the_person_sees_them():
    made, sheet = book(
        [HEAD, [1, "Доля", 0.85], [2, "Точно", 0.8549], [3, "Число", 2.5], [4, "Словами", "0.5"]]
    )
    sheet["C2"].number_format, sheet["C3"].number_format = "0%", "0.00%"
    (table,) = flow(made).blocks
    assert [row[2] for row in texts(table)[1:]] == ["85%", "85,49%", "2,5", "0.5"]


@given(st.floats(-10, 10, allow_nan=False))
def test_any_share_is_shown_in_percent(share):
    made, sheet = book([["доля", share]])
    sheet["B1"].number_format = "0%"
    shown = texts(flow(made).blocks[0])[0][1]
    assert abs(int(shown.removesuffix("%")) - share * 100) <= 0.51


def test_hidden_rows_and_columns_are_left_out_and_told():
    made, sheet = book(
        [[*HEAD, "Телефон"], [1, "Доля", 80, "123"], [2, "Тайно", 5, "456"], [3, "Число", 4, "789"]]
    )
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["D"].hidden = True
    found = flow(made)
    assert texts(found.blocks[0]) == [HEAD, ["1", "Доля", "80"], ["3", "Число", "4"]]
    assert found.warnings == ("Скрытые строки и столбцы листов не перенесены: 2.",)


def test_widths_and_orientation_come_from_the_sheet():
    made, sheet = book([HEAD, [1, "Доля", 80]])
    for letter, width in zip("ABC", (5, 70, 25), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.page_setup.orientation = "landscape"
    (table,) = flow(made).blocks
    assert (table.widths, table.landscape) == ((5, 70, 25), True)


def test_a_sheet_that_says_no_widths_has_none():
    made, _ = book([HEAD, [1, "Доля", 80]])
    (table,) = flow(made).blocks
    assert table.widths == ()


def test_all_sheets_follow_one_another():
    made, _ = book([HEAD, [1, "Доля", 80]])
    made.create_sheet("Пустой")
    made.create_sheet("Второй").append(["слова"])
    found = flow(made)
    assert found.blocks[1] == Paragraph("слова")
    assert found.warnings == ("Перенесены все листы книги подряд: «Sheet», «Второй».",)


def test_pictures_and_formulas_without_a_value_are_told():
    made, _ = book([HEAD, [1, "=B1", 80]])
    data = repacked(saved(made), **{"xl/media/image1.png": b"x", "xl/charts/chart1.xml": b"<x/>"})
    assert flow(data).warnings == (
        "Рисунки не перенесены: 2.",
        "Лист «Sheet», ячейка B2: формула без значения: откройте файл в Excel, дождитесь расчёта и сохраните.",
    )


def test_an_empty_workbook_is_refused():
    with pytest.raises(FileRefused) as caught:
        flow(book([])[0])
    assert caught.value.sentence == NOTHING_TO_READ


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "header", "rows", "landscape"),
    [
        ("oktyabrsky-roadmap", 1, 20, False),
        ("seryshevo-indicators", 2, 11, False),
        ("seversky-roadmap", 1, 27, True),
    ],
)
def test_real_workbooks_are_a_title_and_a_table(shared_dir, name, header, rows, landscape):
    found = flow((shared_dir / "real" / f"{name}.xlsx").read_bytes())
    title, table = found.blocks
    assert (title.level, table.header_rows, len(table.grid.rows) - header) == (1, header, rows)
    assert (table.landscape, sum(table.widths), found.warnings) == (landscape, 100, ())
