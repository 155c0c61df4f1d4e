"""Downloads hold exactly what is shown, and nothing in them is computed by a spreadsheet."""

import csv
import io
from contextlib import closing
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest
from django.core.signals import request_finished
from django.db import close_old_connections
from hypothesis import given
from hypothesis import strategies as st

from methodservice.lib.exports import (
    csv_response,
    original_text,
    safe_cell,
    starts_formula,
    xlsx_file,
    xlsx_response,
)

HEADER = ["ФИО", "Дата", "Дел", "Доля", "Работает", "Пусто", "Когда"]
ROW = [
    "=1+1",
    date(2026, 9, 1),
    -5,
    Decimal("0.5"),
    True,
    None,
    datetime(2026, 9, 1, 9, 30, tzinfo=UTC),
]


def body(response) -> bytes:
    """All of a download, closed. As in the test client, the end of it looks at no connection of the database."""
    request_finished.disconnect(close_old_connections)
    try:
        with closing(response):
            return b"".join(response.streaming_content)
    finally:
        request_finished.connect(close_old_connections)


@pytest.mark.parametrize(
    "text",
    ["=1", "+7 900", "-1", "@SUM(A1)", "\t=1", "\r1", "＝1", "＋1", "－1", "＠x", "  =1", "\ufeff=1", "\n=1"],
)
def test_a_cell_that_would_be_computed_gets_an_apostrophe(text):
    assert safe_cell(text) == f"'{text}"
    assert original_text(safe_cell(text)) == text


@pytest.mark.parametrize("text", ["", "Иванова", "1 КК", "— нет", "'кавычка", "а=б", "№ 5"])
def test_an_ordinary_cell_is_left_alone(text):
    assert safe_cell(text) == text == original_text(text)


@pytest.mark.django_db  # closing a download closes old connections
def test_workbook_keeps_dates_and_numbers_and_harmless_text():
    sheet = openpyxl.load_workbook(io.BytesIO(body(xlsx_response("Список", HEADER, [ROW])))).active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows == [
        tuple(HEADER),
        ("'=1+1", datetime(2026, 9, 1), -5, 0.5, "да", None, datetime(2026, 9, 1, 12, 30)),
    ]
    assert sheet["A2"].data_type == "s"
    assert sheet["B2"].number_format == "dd.mm.yyyy"


@pytest.mark.django_db
def test_columns_are_as_wide_as_what_they_hold():
    rows = [
        ["Да", "слово " * 40, date(2026, 9, 1), "первая\nвторая строка", None],
        ["=1", "", None, "", 12],
    ]
    book = openpyxl.load_workbook(
        io.BytesIO(body(xlsx_response("Список", ["№", "Название", "Дата", "Строки", "Всего"], rows)))
    )
    widths = book.active.column_dimensions
    assert [widths[column].width for column in "ABCDE"] == [8, 30, 12, 15, 9]
    assert [book.active.row_dimensions[row].height for row in (1, 2, 3)] == [None, 8 * 15, None]


@pytest.mark.django_db
def test_a_list_prints_on_its_side_with_all_columns_and_its_heading_on_each_sheet():
    sheet = openpyxl.load_workbook(io.BytesIO(body(xlsx_response("Список", HEADER, [ROW])))).active
    setup = sheet.page_setup
    assert (setup.orientation, setup.fitToWidth, setup.fitToHeight) == ("landscape", 1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.print_title_rows, sheet.print_options.gridLines) == ("$1:$1", True)


def test_csv_opens_in_russian_excel():
    response = csv_response("Список", HEADER, [ROW])
    data = body(response)
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))
    assert rows == [HEADER, ["'=1+1", "01.09.2026", "-5", "0,5", "да", "", "01.09.2026 12:30"]]
    assert response["Content-Disposition"] == (
        "attachment; filename*=utf-8''%D0%A1%D0%BF%D0%B8%D1%81%D0%BE%D0%BA.csv"
    )


@given(st.text())
def test_any_text_can_be_written_and_is_never_a_formula(text):
    assert not starts_formula(safe_cell(text))
    with xlsx_file([("Лист", ["А"], [[text]], ())]) as file:
        cell = openpyxl.load_workbook(file).active["A2"]
    assert cell.data_type != "f"
