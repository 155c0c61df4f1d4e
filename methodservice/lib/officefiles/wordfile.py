"""DOCX: a document as its paragraphs and tables in order. The zip is checked before, see archive.py.

Only the names of elements without their namespace are looked at: documents of Word and of other editors, transitional
and strict, are read alike. Tracked deletions and hidden text are no part of a document's words.
"""

from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import takewhile

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from .archive import Format, open_checked
from .flow import (
    LONGEST_NOTE,
    MOST_NOTES,
    MOST_PARAGRAPHS,
    TOO_MANY_PARAGRAPHS,
    Flow,
    FlowTable,
    Paragraph,
    flow_of_blocks,
    header_rows,
    percents,
)
from .grids import Cell, Grid, one_line, tidy_lines
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
from .wordstyles import Styles, heading_level
from .wordtext import REMOVED, Said, inside, is_on, listen

MACROS = "В файле есть макросы. Сохраните документ как «Документ Word (.docx)» без макросов и загрузите его."
DOCTYPE = "Файл содержит объявления, которых не бывает в документах Word. Сохраните его в Word заново."
DOCUMENT = Format("word/document.xml", ONLY_TABLES_OR_WORD, MACROS, DOCTYPE)
MOST_XML = 30 * 1024 * 1024
DEEPEST = 200
"""Elements within elements; a real document has a few dozen."""
NOTES = {"footnotes": "Сноски", "endnotes": "Концевые сноски"}


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


@dataclass
class _Spread:
    """A table being laid out: {(row, column): cell}. before: rows of the table that were laid out already."""

    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    height: int = 0
    width: int = 0
    before: int = 0
    marked: list[bool] = field(default_factory=list)
    bold: list[bool] = field(default_factory=list)


class _Reader:
    """Walks a document in its order, so that automatic numbers count as they do on paper."""

    def __init__(self, numbering: Numbering, styles: Styles):
        self.numbering, self.styles = numbering, styles
        self.left: Counter = Counter()
        self.notes: list[tuple[str, str]] = []
        self.blocks: list[Paragraph | FlowTable] = []
        self.section = 0
        self.page_break = False

    def body(self, element) -> None:
        for block in inside(element, "p", "tbl", "sectPr", "altChunk"):
            match local(block):
                case "p":
                    self.paragraph(block)
                case "tbl":
                    self.table(block)
                case "altChunk":
                    self.left["chunk"] += 1
                case _:
                    self._end_section(block)

    def paragraph(self, element) -> None:
        mark, said = self._said(element)
        for box in said.boxes:
            self.body(box)
        properties = child(element, "pPr")
        told = {local(each): each for each in properties} if properties is not None else {}
        self.page_break |= said.breaks_before or is_on(told.get("pageBreakBefore"))
        text, mark = tidy_lines(said.text), one_line(tidy_lines(mark))
        if text or mark:
            look = self.styles.look(element)
            level = heading_level(look, text, bold=said.bold)
            self._add(Paragraph(text, mark, level, look.align))
            if len(self.blocks) > MOST_PARAGRAPHS:
                raise FileRefused(TOO_MANY_PARAGRAPHS)
        self.page_break |= said.breaks_after
        if "sectPr" in told:
            self._end_section(told["sectPr"])

    def _add(self, block: Paragraph | FlowTable) -> None:
        self.blocks.append(replace(block, page_break=self.page_break))
        self.page_break = False

    def _end_section(self, properties) -> None:
        """What was read since the section before stands on sheets of this one."""
        size, kind = child(properties, "pgSz"), child(properties, "type")
        if size is not None:
            width, height = (whole(value_of(size, side), 0) for side in ("w", "h"))
            if value_of(size, "orient") == "landscape" or width > height:
                for place in range(self.section, len(self.blocks)):
                    self.blocks[place] = replace(self.blocks[place], landscape=True)
        begins_page = kind is None or value_of(kind) != "continuous"
        if begins_page and 0 < self.section < len(self.blocks):
            self.blocks[self.section] = replace(self.blocks[self.section], page_break=True)
        self.section = len(self.blocks)

    def _said(self, element) -> tuple[str, Said]:
        """(automatic number, words); a paragraph that is deleted as a whole takes no number."""
        said = listen(element, self.left, bold=self.styles.look(element).bold)
        self.notes += said.notes
        self.left["box"] += len(said.boxes)
        properties = child(element, "pPr")
        of_mark = child(properties, "rPr") if properties is not None else None
        removed = of_mark is not None and any(local(each) in REMOVED for each in of_mark)
        return "" if removed and not said.text.strip() else self.numbering.mark(element), said

    def table(self, element) -> None:
        """Lay a table out. A row that only frames another table (its single cell holds it) makes way for it."""
        grid = child(element, "tblGrid")
        widths = [
            whole(value_of(each, "w"), 0)
            for each in (grid if grid is not None else ())
            if local(each) == "gridCol"
        ]
        spread = _Spread()
        for row in inside(element, "tr"):
            properties = child(row, "trPr")
            if properties is not None and child(properties, "del") is not None:
                self.left["deleted"] += 1
                continue
            cells = list(inside(row, "tc"))
            if len(cells) == 1 and next(inside(cells[0], "tbl"), None) is not None:
                self._lay(spread, widths)
                self.body(cells[0])
                spread = _Spread(before=spread.before + spread.height + 1)
            else:
                self._row(cells, properties, spread)
        self._lay(spread, widths)

    def _lay(self, spread: _Spread, widths: list[int]) -> None:
        if not any(cell.text for cell in spread.cells.values()):
            return
        rows = tuple(
            tuple(spread.cells.get((row, column), Cell("", (row, column))) for column in range(spread.width))
            for row in range(spread.height)
        )
        first = spread.before + 1
        grid = Grid("", rows, tuple(range(first, first + spread.height)))
        marked = len(list(takewhile(bool, spread.marked)))
        self._add(
            FlowTable(
                grid,
                header_rows(grid, marked, spread.bold),
                percents(widths) if len(widths) == spread.width else (),
                strong=tuple(spread.bold),
            )
        )

    def _row(self, cells, properties, spread: _Spread) -> None:
        number, column = spread.height, 0
        if properties is not None and (before := child(properties, "gridBefore")) is not None:
            column = whole(value_of(before), 0, MOST_COLUMNS)
        strong = []
        for cell in cells:
            about = child(cell, "tcPr")
            told = {local(each): each for each in about} if about is not None else {}
            span = max(whole(value_of(told["gridSpan"]), 1), 1) if "gridSpan" in told else 1
            if column + span > MOST_COLUMNS:
                raise FileRefused(TOO_MANY_COLUMNS)
            text = tidy_lines("\n".join(self._lines(cell, strong)))
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
        spread.marked.append(properties is not None and is_on(child(properties, "tblHeader")))
        spread.bold.append(bool(strong) and all(strong))
        if spread.height > LAST_ROW:
            raise FileRefused(TOO_MANY_ROWS)

    def _lines(self, cell, strong: list[bool]) -> list[str]:
        """Paragraphs of a cell; tables inside are rows of words. strong: gets whether each paragraph is bold."""
        lines = []
        for block in inside(cell, "p", "tbl"):
            if local(block) == "p":
                mark, said = self._said(block)
                for box in said.boxes:
                    lines += self._lines(box, strong)
                lines.append(f"{mark} {said.text}")
                if said.text.strip():
                    strong.append(said.bold)
            else:
                self.left["nested"] += 1
                lines += [
                    " ".join(
                        tidy_lines("\n".join(self._lines(inner, strong))).replace("\n", " ")
                        for inner in inside(row, "tc")
                    )
                    for row in inside(block, "tr")
                ]
        return lines


def _notes(parts: dict, wanted: list[tuple[str, str]]) -> list[str]:
    """Sentences with the words of foot- and endnotes, which have no place in the text."""
    sentences = []
    for part, title in NOTES.items():
        keys = [key for name, key in wanted if name == part]
        root = parts[part]
        by_key = {value_of(note, "id"): note for note in (root if root is not None else ())}
        texts = []
        for key in keys[:MOST_NOTES]:
            paragraphs = by_key[key].iter() if key in by_key else ()
            words = [listen(each, Counter()).text for each in paragraphs if local(each) == "p"]
            texts.append(f"«{' '.join(' '.join(words).split())[:LONGEST_NOTE]}»")
        if keys:
            sentences.append(f"{title} не перенесены: {len(keys)}. {'; '.join(texts)}.")
    return sentences


def _read(file, *also: str) -> tuple[_Reader, dict]:
    """The document read, and the roots of further parts of it by name; FileRefused when it is no safe document."""
    with open_checked(file, DOCUMENT) as archive:
        try:
            document = _part(archive, "word/document.xml")
            styles = _part(archive, "word/styles.xml")
            numbering = Numbering(_part(archive, "word/numbering.xml"), styles)
            parts = {name: _part(archive, f"word/{name}.xml") for name in also}
        except (KeyError, ElementTree.ParseError, DefusedXmlException, ValueError) as broken:
            raise FileRefused(BROKEN) from broken
    body = child(document, "body") if document is not None else None
    if body is None:
        raise FileRefused(BROKEN)
    reader = _Reader(numbering, Styles(styles))
    reader.body(body)
    return reader, parts


def flow_of(file) -> Flow:
    """The document from top to bottom; headers and footers are no part of it."""
    reader, parts = _read(file, *NOTES)
    return flow_of_blocks(reader.blocks, reader.left, _notes(parts, reader.notes))
