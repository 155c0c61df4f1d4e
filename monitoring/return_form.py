"""The form of a return as a workbook: filled with what is known, given out, read back whatever was done to it."""

import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from textwrap import wrap

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from methodservice.lib.exports import safe_cell
from methodservice.lib.officefiles import Column, FileRefused, Line, read_table
from methodservice.lib.officefiles.words import normal
from monitoring.prefill import PARTS
from monitoring.rules.numbers import PLACES, read_number, written
from monitoring.sheet import Line as Asked
from monitoring.sheet import Sheet, asked_words, field_name, known_words, reader_of

COLUMNS = (
    Column("key", "Ключ", required=True),
    Column("number", "№"),
    Column("name", "Показатель"),
    Column("asked", "Что указать"),
    Column("numerator", "Число или ответ", ("Число", "Числитель", "Значение"), required=True),
    Column("denominator", "Из скольких", ("Знаменатель", "Всего")),
    Column("known", "По данным портала"),
    Column("before", "В прошлый раз"),
    Column("no_data", "Сведений нет", ("Нет сведений",)),
    Column("word", "Пояснение", ("Комментарий", "Примечание")),
)
TYPED = ("numerator", "denominator", "no_data", "word")
WIDTHS = {
    "key": 12, "number": 7, "name": 44, "asked": 34, "numerator": 14, "denominator": 14, "known": 16, "before": 22,
    "no_data": 12, "word": 36,
}  # fmt: skip
INSTRUCTIONS_WIDTH = 76
LINE_POINTS = 15
A4 = "9"
INSTRUCTIONS = (
    "Заполняйте белые ячейки листа «Сведения»: «Число или ответ», «Из скольких», «Сведений нет», «Пояснение».",
    "Где число уже стоит, его знает портал. Если у вас иначе, исправьте и напишите в «Пояснении», почему.",
    "Для доли нужны оба числа: сколько и из скольких. Процент портал посчитает сам.",
    "Где спрашивают «да» или «нет», выберите ответ из списка.",
    "Если сведений нет, выберите «да» в столбце «Сведений нет» и напишите в «Пояснении», почему.",
    "Строки можно переставлять. Скрытый столбец «Ключ» не удаляйте: по нему портал узнаёт показатель.",
    "Готовый файл загрузите на странице сведений: «Загрузить заполненную форму». Портал покажет, что изменится.",
)
OTHER = (
    "Это форма других сведений: другой кампании или другой организации. Скачайте форму на странице этих сведений и "
    "заполните её."
)
NO_COLUMN = "В файле нет столбца «{}». Верните его заголовок, как в форме, или скачайте форму заново."
NO_KEY = "Строка {}: нет ключа показателя, она не прочитана. Скопируйте ключ из формы или впишите числа на странице."
UNKNOWN = "Строка {}: такого показателя в этих сведениях нет, она не прочитана."
TWICE = "Строка {}: показатель {} встречается второй раз, прочитана первая строка."
BECAME_DATE = "Excel превратил число в дату, впишите его заново"
PERCENT_OF_COUNT = "в ячейке процент, а нужно число"
YES_OR_NO = "напишите «да» или оставьте пустым"
_THIN = Side(style="thin", color="BFC7D1")
_BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_HINT = PatternFill("solid", fgColor="EEF1F4")


def workbook_of(sheet: Sheet) -> bytes:
    """XLSX of the return: one row a value, hints locked, a page of instructions."""
    book = Workbook()
    page = book.active
    page.title = "Сведения"
    page.append([column.title for column in COLUMNS])
    for line in sheet.lines:
        page.append(_row(sheet, line))
    _dress(page, sheet)
    told = book.create_sheet("Как заполнять")
    told.column_dimensions["A"].width = INSTRUCTIONS_WIDTH
    for number, text in enumerate(INSTRUCTIONS, 1):
        cell = told.cell(number, 1, f"{number}. {text}")
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    for sheet_page, widths in ((page, list(WIDTHS.values())), (told, [INSTRUCTIONS_WIDTH])):
        _fit(sheet_page, widths)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _fit(page, widths: list[int]) -> None:
    """Rows as high as their words need, for programs that do not fit them; one page wide on paper."""
    for row in page.iter_rows():
        lines = [len(wrap(str(cell.value or ""), width)) for cell, width in zip(row, widths, strict=True)]
        page.row_dimensions[row[0].row].height = LINE_POINTS * max(*lines, 1)
    page.page_setup.paperSize = A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True


def key_of(sheet: Sheet, line: Asked) -> str:
    """By what a row is known: the return and the indicator."""
    return f"{sheet.given.pk}-{line.definition.indicator_id}"


def _row(sheet: Sheet, line: Asked) -> list:
    definition, texts = line.definition, line.texts
    asked = "; из скольких: ".join(asked_words(definition, part) for part in line.parts)
    known = " из ".join(
        known_words(definition, getattr(line.value, f"known_{part}")) or "…" for part in line.parts
    )
    return [
        key_of(sheet, line),
        safe_cell(line.label),
        safe_cell(definition.name),
        safe_cell(asked),
        _cell(line, "numerator"),
        _cell(line, "denominator"),
        known if line.is_known else "",
        line.before_told,
        "да" if texts["no_data"] else "",
        safe_cell(texts["word"]),
    ]


def _cell(line: Asked, part: str):
    """A number as a number, «да» and «нет» in words, what could not be read as it was typed."""
    if part in line.unread:
        return safe_cell(line.unread[part])
    number = getattr(line.value, part)
    if number is None:
        return None
    if line.definition.is_yes_no:
        return "да" if number > 0 else "нет"
    return int(number) if number == int(number) else float(number)


def _dress(page, sheet: Sheet) -> None:
    """Widths, locks, lists of answers, how it prints."""
    keys = [column.key for column in COLUMNS]
    for place, key in enumerate(keys, 1):
        page.column_dimensions[get_column_letter(place)].width = WIDTHS[key]
    page.column_dimensions["A"].hidden = True
    for row in page.iter_rows(min_row=1):
        for place, cell in enumerate(row):
            line = sheet.lines[cell.row - 2] if cell.row > 1 else None
            is_open = line is not None and _may_type(line, keys[place])
            cell.border = _BORDER
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.protection = Protection(locked=not is_open)
            if line is None:
                cell.font = Font(bold=True)
            if not is_open:
                cell.fill = _HINT
    answers = DataValidation(type="list", formula1='"да,нет"', allow_blank=True)
    absent = DataValidation(type="list", formula1='"да"', allow_blank=True)
    for validation in (answers, absent):
        page.add_data_validation(validation)
    for row, line in enumerate(sheet.lines, 2):
        absent.add(f"{get_column_letter(keys.index('no_data') + 1)}{row}")
        if line.definition.is_yes_no:
            answers.add(f"{get_column_letter(keys.index('numerator') + 1)}{row}")
    page.protection.sheet = True
    page.protection.formatColumns = page.protection.formatRows = page.protection.sort = False
    page.freeze_panes = "D2"
    page.page_setup.orientation = "landscape"
    page.print_title_rows = "1:1"


def _may_type(line: Asked, key: str) -> bool:
    return key in TYPED and (key != "denominator" or "denominator" in line.parts)


@dataclass
class Change:
    """What taking the file would change in a field."""

    label: str
    name: str
    before: str
    after: str


@dataclass
class Question:
    """A number below 1 where percents are asked: nobody but the person knows which is meant. name: of the field."""

    label: str
    row: int
    written: str
    name: str
    choices: tuple[str, ...]


@dataclass
class Reading:
    """typed: {value's key: texts}, as `save_texts` takes them; problems and notes: sentences that begin with a row;
    questions: of fields that `typed` lacks."""

    typed: dict[int, dict[str, str]] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read_form(file, name: str, sheet: Sheet) -> Reading:
    """A filled form against the return. Raises FileRefused: no table, no needed column, another return's form."""
    table = read_table(file, name, COLUMNS)
    for column in COLUMNS:
        if column.required and column.key not in table.headings:
            raise FileRefused(NO_COLUMN.format(column.title))
    reading = Reading(notes=[note for note in table.notes if note.startswith(("Столбец", "Строка"))])
    asked = {key_of(sheet, line): line for line in sheet.lines}
    _refuse_other(sheet, table.lines)
    for row in table.lines:
        key = str(row.values.get("key", "")).strip()
        line = asked.get(key)
        if not key:
            reading.problems.append(NO_KEY.format(row.number))
        elif line is None:
            reading.problems.append(UNKNOWN.format(row.number))
        elif line.value.pk in reading.typed:
            reading.problems.append(TWICE.format(row.number, line.label))
        else:
            texts = line.texts | dict(_texts(row, line, reading))
            if asked_of := _question(row, line, texts["numerator"]):
                reading.questions.append(asked_of)
                del texts["numerator"]
            reading.typed[line.value.pk] = texts
            reading.changes += _changes(line, texts)
    return reading


def _refuse_other(sheet: Sheet, rows: Iterable[Line]) -> None:
    own = f"{sheet.given.pk}-"
    keys = [str(row.values.get("key", "")).strip() for row in rows]
    if any(keys) and not any(key.startswith(own) for key in keys):
        raise FileRefused(OTHER)


def _texts(row: Line, line: Asked, reading: Reading):
    """(field, text) of the cells that could be read; the others stay as they are and are told."""
    for name in TYPED:
        if name not in row.values or (name == "denominator" and name not in line.parts):
            continue
        problem = row.problems.get(name, "")
        value = row.values[name]
        if not problem and name in PARTS and isinstance(value, date):
            problem = BECAME_DATE
        text = _as_text(value)
        if not problem and name in PARTS and name in row.shares:
            text, problem = _of_percent(line, value)
        if name == "no_data" and not problem:
            word = normal(text)
            if word not in ("", "да", "нет", "1", "0", "v", "x", "х"):
                problem = YES_OR_NO
            text = "on" if word in ("да", "1", "v", "x", "х") else ""
        if problem:
            column = next(column.title for column in COLUMNS if column.key == name)
            reading.problems.append(f"Строка {row.number}, «{column}»: {problem}.")
            continue
        if name in PARTS:
            _check(row, line, name, text, reading)
            if line.definition.is_yes_no:
                text = {"да": "1", "нет": "0"}.get(text.lower(), text)
        yield name, text


def _check(row: Line, line: Asked, name: str, text: str, reading: Reading) -> None:
    """What is no number goes into its field all the same, where it can be corrected."""
    try:
        reader_of(line.definition)(text)
    except ValueError as wrong:
        reading.problems.append(f"Строка {row.number}, показатель {line.label}: «{text[:50]}». {wrong}")


def _as_text(value) -> str:
    """A cell as a person would type it. Figures that Excel keeps in binary are as long as it shows them."""
    if isinstance(value, float):
        return written(Decimal(f"{value:.15g}"))
    return str(value).strip()


def _asks_percent(line: Asked) -> bool:
    """The one number that is asked is itself a percent."""
    return line.definition.unit == "%" and not line.definition.is_share and not line.definition.is_yes_no


def _of_percent(line: Asked, value) -> tuple[str, str]:
    """(«85» of 0.85 that Excel shows as «85 %», a problem or "")."""
    if not _asks_percent(line):
        return "", PERCENT_OF_COUNT
    percent = Decimal(f"{value:.15g}") * 100
    return written(round(percent, PLACES)), ""


def _question(row: Line, line: Asked, text: str) -> Question | None:
    """Asked of a number without its sign of percent that may be a share: 0.85, and 1 too."""
    if not _asks_percent(line) or "numerator" in row.shares or "%" in text or text == line.texts["numerator"]:
        return None
    try:
        number = read_number(text)
    except ValueError:
        return None
    if number is None or not 0 < number <= 1:
        return None
    name = field_name(line.value.pk, "numerator")
    return Question(line.label, row.number, text, name, (written(number * 100), written(number)))


def _changes(line: Asked, texts: dict[str, str]) -> list[Change]:
    names = {
        "numerator": "число",
        "denominator": "из скольких",
        "no_data": "сведений нет",
        "word": "пояснение",
    }
    return [
        Change(line.label, names[name], _shown(line, name, line.texts[name]), _shown(line, name, text))
        for name, text in texts.items()
        if text != line.texts[name] and not (texts["no_data"] and name in PARTS)
    ]


def _shown(line: Asked, name: str, text: str) -> str:
    if name == "no_data":
        return "да" if text else "нет"
    if name == "numerator" and line.definition.is_yes_no:
        return {"1": "да", "0": "нет"}.get(text, text)
    return text
