"""DOCX: all tables of a document as grids. The zip is checked before, see archive.py.

Only the names of elements without their namespace are looked at: documents of Word and of other editors, transitional
and strict, are read alike. Tracked deletions, hidden text and text boxes are no part of a table's words.
"""

import re
from dataclasses import dataclass, field

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from .archive import Format, open_checked
from .grids import Cell, Grid, tidy_lines
from .limits import (
    BOMB,
    BROKEN,
    LAST_ROW,
    MOST_COLUMNS,
    ONLY_TABLES_OR_WORD,
    TOO_MANY_COLUMNS,
    TOO_MANY_ROWS,
    FileRefused,
)
from .word_numbers import Numbering, child, local, value_of, whole

MACROS = "В файле есть макросы. Сохраните документ как «Документ Word (.docx)» без макросов и загрузите его."
DOCTYPE = "Файл содержит объявления, которых не бывает в документах Word. Сохраните его в Word заново."
DOCUMENT = Format("word/document.xml", ONLY_TABLES_OR_WORD, MACROS, DOCTYPE)
NO_TABLES = "В документе нет ни одной таблицы. Выберите документ, где план — таблица."
MOST_XML = 30 * 1024 * 1024
DEEPEST = 200
"""Elements within elements; a real document has a few dozen."""
SOFT = "\v"
ITEM = re.compile(rf"{SOFT}\s*(?=[-–—•·▪])")
WRAPPERS = frozenset(
    {"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "hyperlink", "fldSimple"}
)
"""What stands around paragraphs, rows, cells and runs without changing what they say."""


def _part(archive, name: str):
    """The root of an XML part, or None when the document has none."""
    try:
        member = archive.getinfo(name)
    except KeyError:
        return None
    if member.file_size > MOST_XML:
        raise FileRefused(BOMB)
    root = ElementTree.fromstring(archive.read(member))
    level, depth = [root], 0
    while level:
        level, depth = [inner for element in level for inner in element], depth + 1
        if depth > DEEPEST:
            raise FileRefused(BROKEN)
    return root


def _inside(element, *names: str):
    """Elements with these names among the children, looking through wrappers."""
    for each in element:
        name = local(each)
        if name in names:
            yield each
        elif name in WRAPPERS:
            yield from _inside(each, *names)


def _is_hidden(run) -> bool:
    properties = child(run, "rPr")
    hidden = child(properties, "vanish") if properties is not None else None
    return hidden is not None and value_of(hidden, default="1") not in ("0", "false", "off")


def _words(paragraph) -> str:
    """The text of a paragraph; a soft break is a space, or the end of a line where an item of a list follows."""
    words = []
    for run in _inside(paragraph, "r"):
        if _is_hidden(run):
            continue
        for part in run:
            match local(part):
                case "t":
                    words.append(part.text or "")
                case "br" | "cr":
                    words.append(SOFT)
                case "tab":
                    words.append(" ")
                case "noBreakHyphen":
                    words.append("-")
    return ITEM.sub("\n", "".join(words)).replace(SOFT, " ")


@dataclass
class _Spread:
    """A table being laid out: {(row, column): cell}."""

    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    height: int = 0
    width: int = 0


class _Reader:
    """Walks a document in its order, so that automatic numbers count as they do on paper."""

    def __init__(self, numbering: Numbering):
        self.numbering = numbering
        self.grids: list[Grid] = []
        self.above: list[str] = []

    def body(self, element) -> None:
        for block in _inside(element, "p", "tbl"):
            if local(block) == "tbl":
                self.table(block)
            elif text := self.paragraph(block):
                self.above.append(text)

    def paragraph(self, element) -> str:
        return tidy_lines(f"{self.numbering.mark(element)} {_words(element)}")

    def table(self, element) -> None:
        """Lay a table out. One that only frames another (the row's single cell holds it) makes way for it."""
        spread = _Spread()
        for row in _inside(element, "tr"):
            properties = child(row, "trPr")
            if properties is not None and child(properties, "del") is not None:
                continue
            self._row(row, properties, spread)
        if not spread.cells or not any(cell.text for cell in spread.cells.values()):
            return
        rows = tuple(
            tuple(spread.cells.get((row, column), Cell("", (row, column))) for column in range(spread.width))
            for row in range(spread.height)
        )
        self.grids.append(Grid("", rows, tuple(range(1, spread.height + 1)), above=tuple(self.above)))
        self.above = []

    def _row(self, row, properties, spread: _Spread) -> None:
        number, column = spread.height, 0
        if properties is not None and (before := child(properties, "gridBefore")) is not None:
            column = whole(value_of(before), 0, MOST_COLUMNS)
        cells = list(_inside(row, "tc"))
        for cell in cells:
            about = child(cell, "tcPr")
            told = {local(each): each for each in about} if about is not None else {}
            span = max(whole(value_of(told["gridSpan"]), 1), 1) if "gridSpan" in told else 1
            if column + span > MOST_COLUMNS:
                raise FileRefused(TOO_MANY_COLUMNS)
            text = self._cell(cell, frames=len(cells) == 1)
            goes_on = "vMerge" in told and value_of(told["vMerge"], default="continue") == "continue"
            above = spread.cells.get((number - 1, column)) if goes_on else None
            placed = above or Cell(text, (number, column))
            if "hMerge" in told and value_of(told["hMerge"], default="continue") == "continue":
                placed = spread.cells.get((number, column - 1), placed)
            for place in range(column, column + span):
                spread.cells[number, place] = placed
            column += span
        spread.height += 1
        spread.width = max(spread.width, column)
        if spread.height > LAST_ROW:
            raise FileRefused(TOO_MANY_ROWS)

    def _cell(self, cell, *, frames: bool) -> str:
        lines = []
        for block in _inside(cell, "p", "tbl"):
            if local(block) == "p":
                lines.append(self.paragraph(block))
            elif frames:
                self.above += [line for line in lines if line]
                lines = []
                self.table(block)
            else:
                lines += self._flattened(block)
        return tidy_lines("\n".join(lines))

    def _flattened(self, table) -> list[str]:
        """A table inside a cell: its rows as lines."""
        return [
            " ".join(self._cell(cell, frames=False).replace("\n", " ") for cell in _inside(row, "tc"))
            for row in _inside(table, "tr")
        ]


def grids_of(file) -> list[Grid]:
    """Tables of the document in their order; FileRefused when there is none or it is no safe document."""
    with open_checked(file, DOCUMENT) as archive:
        try:
            document = _part(archive, "word/document.xml")
            numbering = Numbering(_part(archive, "word/numbering.xml"), _part(archive, "word/styles.xml"))
        except (KeyError, ElementTree.ParseError, DefusedXmlException, ValueError) as broken:
            raise FileRefused(BROKEN) from broken
    body = child(document, "body") if document is not None else None
    if body is None:
        raise FileRefused(BROKEN)
    reader = _Reader(numbering)
    reader.body(body)
    if not reader.grids:
        raise FileRefused(NO_TABLES)
    return reader.grids
