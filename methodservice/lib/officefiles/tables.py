"""The table inside a sheet: title rows above it, its headings by their usual names, totals below."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from openpyxl.utils import get_column_letter

from methodservice.lib.exports import original_text

from .limits import MOST_CHARACTERS, MOST_ROWS, TOO_MANY_ROWS, FileRefused
from .words import normal

HEADINGS_WITHIN = 30
"""Rows in which the headings are looked for."""
TOTALS = re.compile(r"(итого|всего)\b", re.I)
_SPACES = re.compile(r"\s+")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
NUMBERS = frozenset({"", "n", "no", "п п", "пп", "n п п", "номер", "номер п п", "nn"})
"""Headings of a column of row numbers, as `normal` leaves them."""


@dataclass(frozen=True)
class Column:
    """A column that a list may have. `variants`: its other headings, which may go on with more words."""

    key: str
    title: str
    variants: tuple[str, ...] = ()
    required: bool = False
    hint: str = ""
    example: object = ""

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(normal(name) for name in (self.title, *self.variants))


@dataclass
class Sheet:
    """Cells of one sheet; `problems`: {(row, column) from 1: what is wrong with the cell}; `shares`: places of numbers
    that are shown in percent."""

    name: str
    rows: list[list]
    problems: dict[tuple[int, int], str]
    shares: frozenset[tuple[int, int]] = frozenset()


@dataclass
class Line:
    """One row: `number` as the person sees it in the file; cells by column key; sentences by column key;
    `shares`: keys of numbers that the file shows in percent, 0.85 as «85 %»."""

    number: int
    values: dict[str, object]
    problems: dict[str, str] = field(default_factory=dict)
    shares: set[str] = field(default_factory=set)


@dataclass
class Table:
    """What was found: {column key: heading as written}, rows, notes for the person, text above the headings by lines,
    all headings as written."""

    headings: dict[str, str]
    lines: list[Line]
    notes: list[str]
    above: str = ""
    written: tuple[str, ...] = ()


def tidy(value):
    """A cell's value: text without doubled spaces and control characters, whole numbers whole, days without time."""
    if isinstance(value, str):
        return _SPACES.sub(" ", _CONTROLS.sub("", original_text(value))).strip()
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date | int):
        return value
    return str(value) if isinstance(value, time | timedelta) else ""


def _recognise(row: Sequence, columns: Sequence[Column]) -> dict[int, Column]:
    """{position: column} of the headings in a row: the longest name that the heading is, or begins with."""
    names = sorted(
        ((name, column) for column in columns for name in column.names), key=lambda pair: -len(pair[0])
    )
    found = {}
    for position, cell in enumerate(row):
        if not isinstance(cell, str) or len(cell) > 200:
            continue
        heading = normal(cell)
        for name, column in names:
            if heading == name or heading.startswith(f"{name} "):
                found[position] = column
                break
    return found


def _best_headings(sheets: Iterable[Sheet], columns) -> tuple[Sheet, int, dict[int, Column]] | None:
    best, most = None, 0
    for sheet in sheets:
        for index, row in enumerate(sheet.rows[:HEADINGS_WITHIN]):
            found = _recognise(row, columns)
            different = len({column.key for column in found.values()})
            if different > most:
                best, most = (sheet, index, found), different
    return best


def _refuse_twice(found: dict[int, Column], row: Sequence) -> None:
    seen: dict[str, int] = {}
    for position, column in found.items():
        if column.key in seen:
            first = seen[column.key]
            raise FileRefused(
                f"Столбец «{column.title}» встречается дважды: {get_column_letter(first + 1)} («{tidy(row[first])}») "
                f"и {get_column_letter(position + 1)} («{tidy(row[position])}»). Оставьте один из них."
            )
        seen[column.key] = position


def is_numbering(cells: list) -> bool:
    """Is it the row «1 2 3 4» under the headings?"""
    filled = [str(cell) for cell in cells if cell != ""]
    return len(filled) > 1 and filled == [str(number) for number in range(1, len(filled) + 1)]


def _line(number: int, row: Sequence, places: dict[int, Column], sheet: Sheet, width: int) -> Line:
    line = Line(number, {})
    for position, column in places.items():
        raw = row[position] if position < len(row) else ""
        value = tidy(raw)
        line.values[column.key] = value
        if (number, position + 1) in sheet.shares:
            line.shares.add(column.key)
        if problem := sheet.problems.get((number, position + 1)):
            line.problems[column.key] = problem
        elif isinstance(raw, str) and _CONTROLS.search(raw):
            line.problems[column.key] = "в ячейке есть недопустимые знаки, впишите значение заново"
        elif isinstance(value, str) and len(value) > MOST_CHARACTERS:
            line.problems[column.key] = f"в ячейке больше {MOST_CHARACTERS} знаков"
            line.values[column.key] = value[:MOST_CHARACTERS]
    if any(tidy(cell) != "" for cell in row[width:]):
        line.problems[next(iter(places.values())).key] = (
            "в строке больше ячеек, чем заголовков: проверьте кавычки и разделители"
        )
    return line


def _not_found(columns) -> FileRefused:
    wanted = ", ".join(f"«{column.title}»" for column in columns if column.required)
    return FileRefused(
        f"Не нашли в файле строку с заголовками столбцов. Нужны: {wanted}. Возьмите шаблон и перенесите в него данные."
    )


def find_table(sheets: Sequence[Sheet], columns: Sequence[Column]) -> Table:
    """The sheet and row whose headings are known best, and the rows under it."""
    best = _best_headings(sheets, columns)
    if best is None:
        raise _not_found(columns)
    sheet, start, places = best
    header = sheet.rows[start]
    _refuse_twice(places, header)
    notes = []
    if sheet.name and len(sheets) > 1:
        notes.append(f"Прочитан лист «{sheet.name}», остальные листы не загружаются.")
    written = {
        place: str(title) for place, cell in enumerate(header) if normal(title := tidy(cell)) not in NUMBERS
    }
    notes += [
        f"Столбец «{title}» не загружается: такого нет в этом списке."
        for place, title in written.items()
        if place not in places
    ]
    lines_above = (
        " ".join(str(text) for cell in row if (text := tidy(cell)) != "") for row in sheet.rows[:start]
    )
    table = Table(
        {column.key: tidy(header[place]) for place, column in places.items()},
        [],
        notes,
        "\n".join(filter(None, lines_above)),
        tuple(written.values()),
    )
    troubled = {row for row, _ in sheet.problems}
    for index, row in enumerate(sheet.rows[start + 1 :], start + 2):
        cells = [tidy(cell) for cell in row]
        filled = [cell for cell in cells if cell != ""]
        if not filled and index not in troubled:
            continue
        if any(isinstance(cell, str) and TOTALS.match(cell) for cell in filled[:2]):
            notes.append(f"Строка {index} («{filled[0]}…») пропущена: это итог, а не запись.")
        elif not (index == start + 2 and is_numbering(cells)):
            table.lines.append(_line(index, row, places, sheet, len(header)))
    if len(table.lines) > MOST_ROWS:
        raise FileRefused(TOO_MANY_ROWS)
    if not table.lines:
        raise FileRefused("Под заголовками нет ни одной строки. Заполните таблицу и загрузите её ещё раз.")
    return table
