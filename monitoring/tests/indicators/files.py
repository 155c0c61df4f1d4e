"""Office files with indicators, built for tests: the structures of real ones."""

from django.core.files.uploadedfile import SimpleUploadedFile

from methodservice.lib.tests.test_grids import add_table, document, saved

TITLE = "Показатели мониторинга на 2026-2027 годы"
HEAD = ("№ п/п", "Наименование показателя", "2026", "2027")
CLEAR = ("1", "Доля педагогов, прошедших диагностику, % нарастающим итогом", "80", "85")
EMPTY = ("2", "Доля педагогов, прошедших повышение квалификации, %", "", "100")
PARTED = ("3", "Количество педагогов, прошедших курсы:\n- очные\n- заочные", "235", "180")
SCHOOLS = ("4", "Доля общеобразовательных организаций с моделью наставничества, %", "50", "80")
ROWS = (CLEAR, EMPTY, PARTED, SCHOOLS)
CAPTION = "1) Мониторинг аттестации педагогов, %"
TARGETS = (("Тип показателя", "2026 год", "2027 год"), ("основной", "80", "90"))


SECTIONED = (
    ("Подпрограмма 1. Кадры",) * 4,
    ("Задача 1.1. Повышение квалификации",) * 4,
    CLEAR,
    EMPTY,
    ("Задача 1.2. Наставничество",) * 4,
    SCHOOLS,
)
"""Rows across the table between its indicators."""


def sectioned_file(name="Показатели.docx"):
    """A table of indicators in sections, as programmes have it."""
    made = document(before=[TITLE])
    table = add_table(made, [HEAD, *SECTIONED])
    for at, cells in enumerate(SECTIONED, 1):
        if len(set(cells)) == 1:
            words = cells[0]
            merged = table.cell(at, 0).merge(table.cell(at, 3))
            merged.text = words
    return SimpleUploadedFile(name, saved(made))


def indicators_file(*rows, name="Показатели.docx", title=TITLE, head=HEAD, targets=True):
    """A document with a table of indicators and, with `targets`, a table that its caption names."""
    made = document(before=[title])
    add_table(made, [head, *(rows or ROWS)])
    if targets:
        made.add_paragraph(CAPTION)
        add_table(made, TARGETS)
    return SimpleUploadedFile(name, saved(made))
