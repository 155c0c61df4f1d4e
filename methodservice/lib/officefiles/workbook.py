"""XLSX: a first walk over each sheet finds its true size, formulas without a value and error cells — a parser that
lays cells out in a grid would take a cell at XFD1048576 for 17 billion cells. Then calamine reads the values."""

import posixpath
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date

# DTD and entities are refused before this parser runs, see archive.py
from xml.parsers import expat

import python_calamine
from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException
from openpyxl.utils import get_column_letter

from methodservice.lib.exports import original_text

from .archive import open_checked
from .grids import Cell, Grid, tidy_lines
from .limits import BROKEN, LAST_ROW, MOST_COLUMNS, TOO_MANY_COLUMNS, TOO_MANY_ROWS, FileRefused
from .tables import Sheet, tidy

NO_VALUE = "формула без значения: откройте файл в Excel, дождитесь расчёта и сохраните"
ERROR_VALUE = "в ячейке ошибка Excel, впишите значение"
MOST_SHEETS = 50
MOST_COVERED = 4
"""Times that merged ranges may cover a sheet; real ones cover it less than once."""
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ON = ("1", "true")
_PERCENT = re.compile(r"[0#](?:\.(0+))?\s*%")
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})\Z")


class Walk:
    """What the values alone do not tell about a sheet. Numbers of rows and columns start at 1.

    problems: {place: what is wrong with the cell}; shares: places of numbers shown in percent, with their decimals;
    widths: {column: in characters}; hidden_rows, hidden_columns; landscape: prints on its side.
    """

    def __init__(self, percent_styles: Mapping[int, int]):
        self.percent_styles = percent_styles
        self.problems: dict[tuple[int, int], str] = {}
        self.shares: dict[tuple[int, int], int] = {}
        self.widths: dict[int, float] = {}
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.landscape = False
        self.row = self.column = self.style = 0
        self.kind = ""
        self.formula = self.value = self.inside = False

    def start(self, name, attributes):
        name = name.rpartition(":")[2]
        if name == "row":
            self.row = self._number(attributes.get("r"), self.row + 1)
            self.column = 0
            if attributes.get("hidden") in _ON:
                self.hidden_rows.add(self.row)
        elif name == "c":
            self._place(attributes.get("r"))
            self.kind = attributes.get("t", "")
            self.style = self._number(attributes.get("s"), 0)
            self.formula = self.value = self.inside = False
        elif name == "f":
            self.formula = True
        elif name in ("v", "is"):
            self.inside = True
            # a formula whose text is empty has a value all the same
            self.value = self.kind == "str"
        elif name == "col":
            self._columns(attributes)
        elif name == "pageSetup":
            self.landscape = attributes.get("orientation") == "landscape"

    def text(self, data):
        if self.inside:
            self.value = True

    def end(self, name):
        if name.rpartition(":")[2] != "c" or not (self.value or self.formula):
            return
        if self.column > MOST_COLUMNS:
            raise FileRefused(TOO_MANY_COLUMNS)
        if self.row > LAST_ROW:
            raise FileRefused(TOO_MANY_ROWS)
        if self.kind == "e":
            self.problems[self.row, self.column] = ERROR_VALUE
        elif self.formula and not self.value:
            self.problems[self.row, self.column] = NO_VALUE
        elif self.kind in ("", "n") and self.style in self.percent_styles:
            self.shares[self.row, self.column] = self.percent_styles[self.style]

    @staticmethod
    def _number(text, otherwise):
        return int(text) if text and text.isascii() and text.isdigit() and len(text) < 8 else otherwise

    def _place(self, reference):
        found = _REFERENCE.match(reference or "")
        if not found:
            self.column += 1
            return
        column = 0
        for letter in found[1]:
            column = column * 26 + ord(letter) - 64
        self.column, self.row = column, int(found[2])

    def _columns(self, attributes):
        first = self._number(attributes.get("min"), 0)
        for column in range(max(first, 1), min(self._number(attributes.get("max"), 0), MOST_COLUMNS) + 1):
            if attributes.get("hidden") in _ON:
                self.hidden_columns.add(column)
            with suppress(ValueError):
                self.widths[column] = float(attributes.get("width", ""))


def _walk(stream, percent_styles) -> Walk:
    walk = Walk(percent_styles)
    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = walk.start, walk.end
    parser.CharacterDataHandler = walk.text
    parser.ParseFile(stream)
    return walk


def _percent_styles(archive) -> dict[int, int]:
    """{style of cells that show a share in percent: digits after the comma}."""
    try:
        root = ElementTree.fromstring(archive.read("xl/styles.xml"))
    except KeyError:
        return {}
    codes = {"9": "0%", "10": "0.00%"}
    codes |= {each.get("numFmtId"): each.get("formatCode", "") for each in root.iter(f"{_MAIN}numFmt")}
    styles = root.find(f"{_MAIN}cellXfs")
    formats = [codes.get(each.get("numFmtId"), "") for each in (styles if styles is not None else ())]
    return {
        number: len(found[1] or "") for number, code in enumerate(formats) if (found := _PERCENT.search(code))
    }


def _visible_sheets(archive) -> list[tuple[str, str]]:
    """(name, path inside the archive) of the sheets a person sees, in their order."""
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    paths = {
        relation.get("Id"): posixpath.normpath(posixpath.join("xl", relation.get("Target", ""))).lstrip("/")
        for relation in relations
        if relation.get("Type", "").endswith("/worksheet")
    }
    sheets = []
    for sheet in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter():
        if sheet.tag.rpartition("}")[2] == "sheet" and sheet.get("state", "visible") == "visible":
            path = paths.get(sheet.get(_RELATION))
            if path and sheet.get("name"):
                sheets.append((sheet.get("name"), path))
    return sheets[:MOST_SHEETS]


def sheets_of(file) -> list[Sheet]:
    """Visible sheets with their values and the cells that have none to give."""
    return read_sheets(file, walks_of(file)[0], _sheet)


def walks_of(file) -> tuple[dict[str, Walk], list[str]]:
    """({visible sheet: what was seen on a first walk over it}, names of all parts of the archive)."""
    with open_checked(file) as archive:
        try:
            visible = _visible_sheets(archive)
            percent_styles = _percent_styles(archive)
            walks = {}
            for name, path in visible:
                with archive.open(path) as stream:
                    walks[name] = _walk(stream, percent_styles)
        except (
            KeyError,
            ElementTree.ParseError,
            DefusedXmlException,
            expat.ExpatError,
            ValueError,
        ) as broken:
            raise FileRefused(BROKEN) from broken
        parts = archive.namelist()
    if not visible:
        raise FileRefused(BROKEN)
    file.seek(0)
    return walks, parts


def _sheet(name: str, sheet, walk: Walk) -> Sheet:
    return Sheet(name, sheet.to_python(skip_empty_area=False), walk.problems, frozenset(walk.shares))


def grid_of(name: str, sheet, walk: Walk, text: Callable) -> Grid:
    """A sheet of calamine as a grid. text: of a value at (row, column) from 1."""
    rows = sheet.to_python(skip_empty_area=False)
    width = max(map(len, rows), default=0)
    cells = [
        [Cell(text(value, (row + 1, column + 1)), (row, column)) for column, value in enumerate(values)]
        for row, values in enumerate(rows)
    ]
    ranges = sheet.merged_cell_ranges or []
    room = MOST_COVERED * (len(rows) * width + 1)
    for (top, left), (bottom, right) in ranges:
        places = [
            (row, column)
            for row in range(top, min(bottom + 1, len(rows)))
            for column in range(left, min(right + 1, width))
        ]
        room -= len(places) + 1
        if room < 0:
            raise FileRefused(BROKEN)
        for row, column in places:
            cells[row][column] = cells[top][left]
    notes = tuple(
        f"Лист «{name}», ячейка {get_column_letter(column)}{row}: {what}."
        for (row, column), what in sorted(walk.problems.items())
    )
    return Grid(name, tuple(map(tuple, cells)), tuple(range(1, len(rows) + 1)), notes=notes)


def text_of(value) -> str:
    """A cell's value as text: days as «15.05.2027», whole numbers without a point."""
    if isinstance(value, str):
        return tidy_lines(original_text(value))
    value = tidy(value)
    return f"{value:%d.%m.%Y}" if isinstance(value, date) else str(value)


def read_sheets(file, walks: dict[str, Walk], make) -> list:
    """make(name, sheet of calamine, walk) of each sheet; FileRefused when the workbook cannot be read."""
    try:
        with python_calamine.load_workbook(file) as book:
            return [make(name, book.get_sheet_by_name(name), walk) for name, walk in walks.items()]
    except (KeyboardInterrupt, SystemExit, FileRefused):
        raise
    # a panic of the Rust library is a BaseException of its own
    except BaseException as broken:
        raise FileRefused(BROKEN) from broken
