"""Documents of made-up districts for tests of recognition: drawn, read, told in short."""

import io

import openpyxl

from methodservice.documents.recognition import (
    RecognisedTable,
    recognise_file,
)
from methodservice.lib.tests.test_grids import document, saved

HEAD = ["№ п/п", "Мероприятие", "Срок", "Ответственный"]
FIRST = ["1", "Семинар для наставников", "октябрь", "Методист"]
SECOND = ["2", "Опрос школ", "май", "Методист, директора школ"]


def word(*tables, before=()):
    return recognise_file(io.BytesIO(saved(document(*tables, before=before))), "Файл.docx")


def of(made):
    return recognise_file(io.BytesIO(saved(made)), "Файл.docx")


def book(**sheets):
    """sheets: name → (rows, merged ranges)."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, (rows, merged) in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for places in merged:
            sheet.merge_cells(places)
    return recognise_file(io.BytesIO(saved(made)), "Книга.xlsx")


def only(recognised) -> RecognisedTable:
    (table,) = recognised.tables
    return table


def cells(table):
    return [list(row.cells) for row in table.rows]


def roles(table):
    return [column.role for column in table.columns]


def numbers(table):
    return [row.number for row in table.rows]


def sections(table):
    return [(section.number, section.title) for section in table.sections]


def across(made, *rows, table=0, first=0):
    """Merge rows of a table into one cell each."""
    for row in rows:
        line = made.tables[table].rows[row].cells
        text = line[first].text
        for cell in line[first:]:
            cell.text = ""
        line[first].merge(line[-1]).text = text


ORDER = (
    "УПРАВЛЕНИЕ ОБРАЗОВАНИЯ", "ПРИКАЗ", "от 01.09.2026 № 15", "г. Лесной",
    "Об утверждении плана мероприятий на 2026-2028 годы",
    "В целях развития приказываю:", "1. Утвердить план (приложение).", "2. Контроль оставляю за собой.",
    "Начальник А.А. Иванова", "Приложение к приказу управления образования от 02.09.2026 № 15", "План мероприятий",
)  # fmt: skip
