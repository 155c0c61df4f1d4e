"""Tables of a document as a workbook of Excel that an office would have made: ready to be read, edited and printed.

workbook_response([Sheet("Дорожная карта", ["Дорожная карта на 2026 год"], block, landscape=True)], name="Карта")

Texts stay texts, whatever they begin with: such a cell carries Excel's own mark of a text (quotePrefix) instead of an
apostrophe among its letters, so that a file that was downloaded says the same when it is loaded again.
"""

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from methodservice.lib.exports import MOST_CHARACTERS, XLSX_TYPE, starts_formula
from methodservice.lib.filenames import file_name

from .annex_shape import Block, Cells, laid

UPRIGHT_CHARACTERS, LANDSCAPE_CHARACTERS = 92, 138
"""What a line of A4 holds in 11 pt, in the units of Excel."""
OF_ROOM = 1.1
"""Letters of this font are a little narrower than the figures in which Excel counts."""
LINE_POINTS, MOST_POINTS = 15, 409
WIDEST = 2.5
"""How many times wider than a page a sheet may become; it is printed smaller then."""
A4 = "9"
FONT = "Times New Roman"
NO_TABLES = "В документе нет таблиц"
_WHOLE = re.compile(r"(?:0|[1-9]\d{0,14})\Z")
_NOT_IN_NAME = re.compile(r"[\[\]:*?/\\]")
_THIN = Side(style="thin")
BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)


@dataclass(frozen=True)
class Sheet:
    """name: what the sheet is, two of one name are numbered; titles: lines above the table; table: a block of
    `annex_shape`."""

    name: str
    titles: Sequence[str]
    table: Block
    landscape: bool = False


def workbook_of(sheets: Sequence[Sheet], *, title: str = "") -> bytes:
    """XLSX. Whole numbers of the body are numbers, everything else is text."""
    book = Workbook()
    book.remove(book.active)
    book.properties.creator, book.properties.title = "", _clean(title)[:255]
    used: set[str] = set()
    for sheet in sheets:
        _draw(book.create_sheet(_free_name(sheet.name, used)), sheet)
    if not sheets:
        book.create_sheet("Документ")["A1"] = NO_TABLES
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def workbook_response(sheets: Sequence[Sheet], *, name: str) -> HttpResponse:
    """The workbook as a download. `name` without extension."""
    disposition = content_disposition_header(True, f"{file_name(name)}.xlsx")
    return HttpResponse(
        workbook_of(sheets, title=name),
        content_type=XLSX_TYPE,
        headers={"Content-Disposition": disposition},
    )


def _free_name(name: str, used: set[str]) -> str:
    """A name that Excel takes, with a number when another sheet has it."""
    base, number = _NOT_IN_NAME.sub(" ", name).strip("' ")[:27] or "Лист", 1
    found = base
    while found.lower() in used:
        number += 1
        found = f"{base} {number}"
    used.add(found.lower())
    return found


def _clean(text: str) -> str:
    return ILLEGAL_CHARACTERS_RE.sub("", text)[:MOST_CHARACTERS]


def _draw(page: Worksheet, sheet: Sheet) -> None:
    head, body = sheet.table["head"], [row["cells"] for row in sheet.table["rows"]]
    count = sum(cell["colspan"] for cell in (*head, *body)[0])
    widths = _widths(sheet, count)
    for column, width in enumerate(widths, 1):
        page.column_dimensions[get_column_letter(column)].width = width
    titles = [*sheet.titles, *filter(None, [sheet.table["caption"]])]
    for row, text in enumerate(titles, 1):
        _put(page, row, 1, text, Font(name=FONT, size=12, bold=row == 1), centred=True)
        page.merge_cells(start_row=row, end_row=row, start_column=1, end_column=count)
        page.row_dimensions[row].height = _height(text, sum(widths))
    top = len(titles) + 1
    _table(page, head, top, widths, bold=[True] * len(head), centred=True)
    begin = top + len(head)
    _table(page, body, begin, widths, bold=[row["group"] for row in sheet.table["rows"]])
    _set_up(page, sheet.landscape, top, begin, bool(head))


def _widths(sheet: Sheet, count: int) -> list[float]:
    """Of the columns in characters: the width of a page, or wider while a row is higher than Excel can show."""
    room = LANDSCAPE_CHARACTERS if sheet.landscape else UPRIGHT_CHARACTERS
    shares = sheet.table["widths"] or [100 / count] * count
    widths = [max(room * share / sum(shares), 4) for share in shares]
    highest = max((max(_heights(row["cells"], widths)) for row in sheet.table["rows"]), default=0)
    factor = min(max(highest / MOST_POINTS, 1), WIDEST)
    return [width * factor for width in widths]


def _heights(cells: Cells, widths: Sequence[float]) -> list[float]:
    """Of the cells of a row without cells that reach into it from above."""
    heights, column = [0.0], 0
    for cell in cells:
        heights.append(_height(cell["text"], sum(widths[column : column + cell["colspan"]])))
        column += cell["colspan"]
    return heights


def _table(
    page: Worksheet,
    rows: Sequence[Cells],
    top: int,
    widths: Sequence[float],
    *,
    bold: Sequence[bool],
    centred: bool = False,
) -> None:
    """Cells with their borders and merges; rows as high as their words need, for programs that do not fit them."""
    seen: set[tuple[int, int]] = set()
    for row, owners in enumerate(laid(rows) if rows else [], top):
        needed = LINE_POINTS
        for column, owner in enumerate(owners, 1):
            page.cell(row, column).border = BORDER
            if owner in seen:
                continue
            seen.add(owner)
            cell = rows[owner[0]][owner[1]]
            font = Font(name=FONT, size=11, bold=bold[row - top])
            _put(page, row, column, cell["text"], font, centred=centred, numbers=not centred)
            last = {"end_row": row + cell["rowspan"] - 1, "end_column": column + cell["colspan"] - 1}
            if last != {"end_row": row, "end_column": column}:
                page.merge_cells(start_row=row, start_column=column, **last)
            room = sum(widths[column - 1 : last["end_column"]])
            needed = max(needed, _height(cell["text"], room) / cell["rowspan"])
        page.row_dimensions[row].height = min(needed, MOST_POINTS)


def _put(
    page: Worksheet, row: int, column: int, text: str, font: Font, *, centred=False, numbers=False
) -> None:
    cell = page.cell(row, column)
    text = _clean(text)
    if numbers and _WHOLE.match(text):
        cell.value = int(text)
    elif text:
        cell.value = text
        cell.data_type = "s"
        cell.quotePrefix = starts_formula(text)
    cell.font = font
    across = "center" if centred else "left"
    cell.alignment = Alignment(horizontal=across, vertical="center" if centred else "top", wrap_text=True)


def _height(text: str, room: float) -> float:
    """Points for the lines that a text takes in a column of so many characters."""
    width = max(int(room * OF_ROOM), 1)
    return LINE_POINTS * sum(max(len(wrap(line, width)), 1) for line in text.split("\n"))


def _set_up(page: Worksheet, landscape: bool, top: int, begin: int, has_head: bool) -> None:
    page.page_setup.orientation = "landscape" if landscape else "portrait"
    page.page_setup.paperSize = A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.page_margins.left = page.page_margins.right = 0.4
    page.page_margins.top = page.page_margins.bottom = 0.6
    page.oddFooter.center.text = "&P"
    if has_head:
        page.freeze_panes = f"A{begin}"
        page.print_title_rows = f"{top}:{begin - 1}"
