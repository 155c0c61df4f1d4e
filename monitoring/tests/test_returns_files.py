import io
from decimal import Decimal

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document

from methodservice import registries
from methodservice.directory.models import RoleKind
from methodservice.lib.officefiles import FileRefused
from methodservice.testing import factories as make
from methodservice.testing.monitoring import SHARE, SUM
from methodservice.testing.monitoring_returns import collecting, figures_of
from monitoring.models import Return
from monitoring.return_form import OTHER, read_form, workbook_of
from monitoring.sheet import read_sheet

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    return make.SchoolFactory(short_name="Школа № 1")


@pytest.fixture
def coordinator(school):
    return make.user_with_role(RoleKind.COORDINATOR, municipality=school.municipality, school=school)


@pytest.fixture
def campaign(monkeypatch, school):
    for key, figure in figures_of([school]).items():
        monkeypatch.setitem(registries.figures, key, figure)
    by = make.user_with_role(RoleKind.METHODIST, municipality=school.municipality)
    return collecting(school.municipality, by)


@pytest.fixture
def sheet(campaign, school):
    """8 of 12 known, a sum, an answer."""
    return read_sheet(campaign.returns.get(school=school))


COLUMN = {"key": 1, "numerator": 5, "denominator": 6, "no_data": 9, "word": 10}


def filled(sheet, change=lambda page: None):
    """The form after somebody worked in it: change(page) with cells by (row, column)."""
    book = openpyxl.load_workbook(io.BytesIO(workbook_of(sheet)))
    change(book["Сведения"])
    made = io.BytesIO()
    book.save(made)
    made.seek(0)
    return made


def put(**cells):
    """{«<field><row>»: value} → function that writes them; the first indicator is in row 2."""

    def change(page):
        for name, value in cells.items():
            page.cell(int(name[-1]), COLUMN[name[:-1]]).value = value

    return change


def read(sheet, **cells):
    return read_form(filled(sheet, put(**cells)), "Сведения.xlsx", sheet)


def told(reading):
    return [(change.label, change.name, change.before, change.after) for change in reading.changes]


def test_the_form_is_pre_filled_with_its_hints_locked(sheet):
    page = openpyxl.load_workbook(io.BytesIO(workbook_of(sheet)))["Сведения"]
    assert [[cell.value for cell in row[4:7]] for row in page.iter_rows(min_row=2)] == [
        [8, 12, "8 из 12"],
        [None, None, None],
        [None, None, None],
    ]
    assert (page.protection.sheet, page.column_dimensions["A"].hidden) == (True, True)
    locked = [page.cell(row, column).protection.locked for row, column in ((2, 5), (2, 6), (3, 6), (2, 3))]
    assert locked == [False, False, True, True]


def test_an_untouched_form_changes_nothing(sheet):
    reading = read(sheet)
    assert (reading.changes, reading.problems) == ([], [])


def test_what_was_typed_in_excel_is_read_however_it_was_typed(sheet):
    reading = read(sheet, numerator2="10", word2="Ещё двое", numerator3="12,5", numerator4="Да")
    assert reading.problems == []
    assert told(reading) == [
        ("1", "число", "8", "10"),
        ("1", "пояснение", "", "Ещё двое"),
        ("2", "число", "", "12,5"),
        ("3", "число", "", "да"),
    ]


def test_rows_may_be_moved_and_columns_renamed(sheet):
    def change(page):
        rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=2)]
        rows[1][4] = 7
        for number, row in enumerate(reversed(rows), 2):
            for column, value in enumerate(row, 1):
                page.cell(number, column).value = value
        page.cell(1, 5).value = "Числитель"

    reading = read_form(filled(sheet, change), "a.xlsx", sheet)
    assert (told(reading), reading.problems) == ([("2", "число", "", "7")], [])


def test_errors_are_told_by_row_and_what_is_no_number_is_not_lost(sheet):
    reading = read(sheet, numerator2="=1/3", numerator3="много", no_data4="может быть")
    assert reading.problems == [
        "Строка 2, «Число или ответ»: формула без значения: откройте файл в Excel, дождитесь расчёта и сохраните.",
        "Строка 3, показатель 2: «много». Нужно число цифрами: 12 или 12,5.",
        "Строка 4, «Сведений нет»: напишите «да» или оставьте пустым.",
    ]
    assert told(reading) == [("2", "число", "", "много")]


def test_rows_without_a_key_or_twice_are_told(sheet):
    first = f"{sheet.given.pk}-{sheet.lines[0].definition.indicator_id}"
    reading = read(sheet, key3=None, numerator3=5, key4=first)
    assert [problem.split(":")[0] for problem in reading.problems] == ["Строка 3", "Строка 4"]
    assert "второй раз" in reading.problems[1]
    assert "такого показателя" in read(sheet, key3=f"{sheet.given.pk}-99999").problems[0]


@pytest.fixture
def percents(school):
    """A percent that is asked as one number, a number of people, a share of two numbers."""
    by = make.user_with_role(RoleKind.METHODIST, municipality=school.municipality)
    percent = SUM | {"name": "Оснащённость", "unit": "%", "formula": "maximum", "over_periods": "last"}
    campaign = collecting(school.municipality, by, percent, SUM, SHARE)
    return read_sheet(campaign.returns.get(school=school))


def shown_as_percent(**cells):
    def change(page):
        put(**cells)(page)
        for name in cells:
            page.cell(int(name[-1]), COLUMN[name[:-1]]).number_format = "0%"

    return change


@pytest.mark.parametrize(
    ("number", "text"), [(0.85, "85"), (1, "100"), (0.005, "0,5"), (2 / 3, "66,6667"), (1.2, "120"), (0, "0")]
)
def test_a_cell_shown_in_percent_is_that_percent(percents, number, text):
    reading = read_form(filled(percents, shown_as_percent(numerator2=number)), "a.xlsx", percents)
    assert (told(reading), reading.problems, reading.questions) == ([("1", "число", "", text)], [], [])


def test_a_percent_where_a_count_is_asked_is_told(percents):
    file = filled(percents, shown_as_percent(numerator3=0.5, denominator4=0.5))
    reading = read_form(file, "a.xlsx", percents)
    assert reading.problems == [
        "Строка 3, «Число или ответ»: в ячейке процент, а нужно число.",
        "Строка 4, «Из скольких»: в ячейке процент, а нужно число.",
    ]
    assert reading.changes == []


@pytest.mark.parametrize(
    ("typed", "written", "choices"),
    [(0.85, "0,85", ("85", "0,85")), ("0.85", "0.85", ("85", "0,85")), (1, "1", ("100", "1"))],
)
def test_a_plain_share_where_percents_are_asked_is_a_question(percents, typed, written, choices):
    reading = read(percents, numerator2=typed, numerator3=0.5)
    (question,) = reading.questions
    assert (question.label, question.row, question.written, question.choices) == ("1", 2, written, choices)
    assert told(reading) == [("2", "число", "", "0,5")]
    assert "numerator" not in reading.typed[percents.lines[0].value.pk]


@pytest.mark.parametrize(("typed", "text"), [("0,85 %", "0,85 %"), (85, "85"), (1.5, "1,5")])
def test_what_says_its_percent_is_no_question(percents, typed, text):
    reading = read(percents, numerator2=typed)
    assert (reading.questions, told(reading)) == ([], [("1", "число", "", text)])


@pytest.mark.parametrize(("chosen", "kept"), [("85", 85), ("0,85", Decimal("0.85")), (None, None)])
def test_the_answer_is_what_is_written(visit, percents, coordinator, chosen, kept):
    """Nothing is chosen: nothing is written."""
    client = visit(coordinator)
    context = upload(client, percents, filled(percents, put(numerator2=0.85))).context
    (question,) = context["reading"].questions
    data = dict(context["fields"]) | {"base": context["base"]} | ({question.name: chosen} if chosen else {})
    client.post(reverse("monitoring:return_save", args=[percents.given.pk]), data)
    assert read_sheet(percents.given).lines[0].value.numerator == kept


def test_another_return_s_form_is_refused(sheet, campaign):
    other = make.SchoolFactory(municipality=campaign.municipality)
    strange = Return.objects.create(campaign=campaign, school=other)
    with pytest.raises(FileRefused) as refusal:
        read_form(filled(sheet), "a.xlsx", read_sheet(strange))
    assert refusal.value.sentence == OTHER


def test_a_form_without_its_key_column_is_refused(sheet):
    with pytest.raises(FileRefused, match="нет столбца «Ключ»"):
        read_form(filled(sheet, lambda page: page.delete_cols(1)), "a.xlsx", sheet)


def upload(client, sheet, file, name="Сведения.xlsx"):
    url = reverse("monitoring:return_upload", args=[sheet.given.pk])
    return client.post(url, {"file": SimpleUploadedFile(name, file.read())})


def test_a_filled_form_is_shown_before_it_is_taken(visit, sheet, coordinator):
    client = visit(coordinator)
    response = upload(client, sheet, filled(sheet, put(numerator3=5, word3="Пять <b>")))
    assert read_sheet(sheet.given).lines[1].value.numerator is None
    context = response.context
    data = dict(context["fields"]) | {"base": context["base"]}
    client.post(reverse("monitoring:return_save", args=[sheet.given.pk]), data)
    value = read_sheet(sheet.given).lines[1].value
    assert (value.numerator, value.word, value.typed) == (5, "Пять <b>", True)
    assert "<b>" not in response.content.decode()


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"hello", "a.xlsx", "это не книга Excel"),
        (b"", "a.xlsx", "Файл пустой"),
        (b"PK\x03\x04broken", "a.xlsx", "Файл повреждён"),
    ],
)
def test_other_files_are_refused_beside_the_field(visit, sheet, coordinator, content, name, sentence):
    response = upload(visit(coordinator), sheet, io.BytesIO(content), name)
    assert response.status_code == 422
    assert sentence in str(response.context["form"].errors["file"])


def test_the_form_is_downloaded_as_a_workbook(visit, sheet, coordinator):
    response = visit(coordinator).get(reverse("monitoring:return_form", args=[sheet.given.pk]))
    assert openpyxl.load_workbook(io.BytesIO(response.content)).sheetnames == ["Сведения", "Как заполнять"]


@pytest.mark.parametrize(
    ("query", "cells"), [("", ["8", "12", "66,7\N{NO-BREAK SPACE}%"]), ("?blank=1", ["", "", ""])]
)
def test_the_return_is_printed_filled_and_blank(visit, sheet, coordinator, query, cells):
    url = reverse("monitoring:return_file", args=[sheet.given.pk, "docx"])
    printed = Document(io.BytesIO(visit(coordinator).get(url + query).content))
    row = printed.tables[0].rows[1].cells
    assert [cell.text for cell in row[3:6]] == cells
    pdf = visit(coordinator).get(reverse("monitoring:return_file", args=[sheet.given.pk, "pdf"]) + query)
    assert pdf.content[:5] == b"%PDF-"
