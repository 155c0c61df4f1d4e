"""Tables as XLSX and CSV downloads: rows are written one by one, so memory does not grow with the list."""

import csv
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import chain, islice
from textwrap import wrap

from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from methodservice.lib.filenames import file_name

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
STARTS_FORMULA = frozenset("=+-@")
MOST_CHARACTERS = 32_767
"""What one cell of Excel holds."""
_FORMATS = {date: "dd.mm.yyyy", datetime: "dd.mm.yyyy hh:mm"}
NARROWEST, WIDEST = 8, 30
"""Characters of a column; longer words of a cell go on in its next lines: on paper ten columns stay legible."""
_LENGTHS = {date: 10, datetime: 16}
_ROOM = 2
"""Characters: margins of a cell, and letters wider than a figure."""
LINE_PT, MOST_LINES = 15, 27
"""Height of a line of a cell; Excel holds no row higher than 409 points."""
MARGIN_INCH = 0.4
LOOKED_AT = 200
"""Rows that the widths of a list are fitted to: the rest is written without being held."""


def starts_formula(text: str) -> bool:
    """Would a spreadsheet take the text for a formula: = + - @, their full-width forms, a leading tab or CR."""
    if text[:1] in ("\t", "\r", "\n"):
        return True
    for character in text:
        if character.isspace() or unicodedata.category(character) in ("Cf", "Cc"):
            continue
        return unicodedata.normalize("NFKC", character) in STARTS_FORMULA
    return False


def safe_cell(text: str) -> str:
    """The text, behind an apostrophe if a spreadsheet would compute it; without characters that no file can hold."""
    text = ILLEGAL_CHARACTERS_RE.sub("", text)[: MOST_CHARACTERS - 1]
    return f"'{text}" if starts_formula(text) else text


def original_text(text: str) -> str:
    """What stood in the cell before `safe_cell`: a list that was downloaded can be loaded again."""
    return text[1:] if text.startswith("'") and starts_formula(text[1:]) else text


def _plain(value):
    """A value as a cell keeps it: numbers and dates as they are, everything else as harmless text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(value, datetime):
        return timezone.make_naive(value) if timezone.is_aware(value) else value
    if isinstance(value, int | float | Decimal | date):
        return value
    return safe_cell(str(value))


def _csv_text(value) -> str:
    value = _plain(value)
    if isinstance(value, datetime):
        return value.strftime("%d.%m.%Y %H:%M")
    if isinstance(value, date):
        return value.strftime("%d.%m.%Y")
    if isinstance(value, float | Decimal):
        return str(value).replace(".", ",")
    return str(value)


def fitting_widths(header: Sequence[str], rows: Iterable[Sequence]) -> list[int]:
    """Width of each column in characters: its longest line, within NARROWEST and WIDEST. Bold letters are wider."""
    longest = [len(title) + _ROOM for title in header]
    for row in rows:
        longest += [0] * (len(row) - len(longest))
        for place, value in enumerate(row):
            longest[place] = max(longest[place], _length(_plain(value)))
    return [min(max(length + _ROOM, NARROWEST), WIDEST) for length in longest]


def _length(value) -> int:
    """Characters that a cell shows in its longest line."""
    if type(value) in _LENGTHS:
        return _LENGTHS[type(value)]
    return max(map(len, str(value).splitlines()), default=0)


def _add_sheet(book: Workbook, title: str, header: Sequence[str], rows: Iterable[Sequence], widths) -> None:
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "A2"
    _set_up(sheet)
    rows = iter(rows)
    first = list(islice(rows, LOOKED_AT))
    widths = widths or fitting_widths(header, first)
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width

    def cell(value, *, bold=False):
        value = _plain(value)
        made = WriteOnlyCell(sheet, value)
        made.alignment = Alignment(wrap_text=isinstance(value, str), vertical="top")
        if isinstance(value, str):
            made.data_type = "s"
        elif type(value) in _FORMATS:
            made.number_format = _FORMATS[type(value)]
        if bold:
            made.font = Font(bold=True)
        return made

    for number, row in enumerate(chain([header], first, rows), 1):
        lines = lines_of(row, widths)
        if lines > 1:
            # unsaid, not every program makes room for the lines of a cell
            sheet.row_dimensions[number].height = LINE_PT * min(lines, MOST_LINES)
        sheet.append([cell(value, bold=number == 1) for value in row])


def lines_of(row: Sequence, widths: Sequence[int]) -> int:
    """Lines of the tallest cell: words that a column has no room for go on below. widths: in characters."""
    texts = ((value, width - 1) for value, width in zip(row, widths, strict=False) if isinstance(value, str))
    return max((sum(_wrapped(line, room) for line in text.splitlines()) for text, room in texts), default=1)


def _wrapped(line: str, room: int) -> int:
    return 1 if len(line) <= room else len(wrap(line, room))


def _set_up(sheet) -> None:
    """On paper: on its side, all columns on one sheet, the heading on each, lines between the cells."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", Worksheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    margins = sheet.page_margins
    margins.left = margins.right = margins.top = margins.bottom = MARGIN_INCH
    sheet.print_title_rows = "1:1"
    sheet.print_options.gridLines = True


def xlsx_file(sheets: Iterable[tuple[str, Sequence[str], Iterable[Sequence], Sequence[int]]]):
    """An open temporary file with a workbook of the sheets (title, header, rows, widths in characters).

    A sheet without widths gets those that fit its first rows.
    """
    book = Workbook(write_only=True)
    for sheet in sheets:
        _add_sheet(book, *sheet)
    # FileResponse closes it when the download ends
    file = tempfile.TemporaryFile()  # noqa: SIM115
    book.save(file)
    file.seek(0)
    return file


def xlsx_response(filename: str, columns: Sequence[str], rows: Iterable[Sequence]) -> FileResponse:
    """A workbook of one sheet as a download. `filename` without extension; rows: sequences as long as `columns`."""
    file = xlsx_file([("Список", columns, rows, ())])
    return FileResponse(
        file, as_attachment=True, filename=f"{file_name(filename)}.xlsx", content_type=XLSX_TYPE
    )


class _Echo:
    """What csv.writer writes to; gives the line back."""

    @staticmethod
    def write(line: str) -> bytes:
        return line.encode("utf-8", "replace")


def _csv_lines(columns: Sequence[str], rows: Iterable[Sequence]) -> Iterator[bytes]:
    writer = csv.writer(_Echo, delimiter=";")
    yield "\N{ZERO WIDTH NO-BREAK SPACE}".encode()
    yield writer.writerow([_csv_text(title) for title in columns])
    for row in rows:
        yield writer.writerow([_csv_text(value) for value in row])


def csv_response(filename: str, columns: Sequence[str], rows: Iterable[Sequence]) -> StreamingHttpResponse:
    """CSV as Russian Excel opens it (UTF-8 with a mark, semicolons), streamed. `filename` without extension."""
    disposition = content_disposition_header(True, f"{file_name(filename)}.csv")
    return StreamingHttpResponse(
        _csv_lines(columns, rows),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": disposition},
    )


WRITERS = {"xlsx": xlsx_response, "csv": csv_response}


def table_response(
    kind: str, filename: str, columns: Sequence[str], rows: Iterable[Sequence]
) -> HttpResponseBase:
    """`xlsx_response` or `csv_response` by the name of the kind."""
    return WRITERS[kind](filename, columns, rows)
