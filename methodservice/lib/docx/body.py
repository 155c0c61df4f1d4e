"""The text of a document: its sections, where pages open, what stays together with the signature."""

from docx.oxml.ns import qn
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from .flow import LAST_LINES, Flow, Place
from .package import PAGES, Page, separator
from .vocabulary import BREAKS

AFTER_TABLE_MM = 3
GAPS_BEFORE_MM = {"doc-closing": 10, "doc-requisites": 4, "doc-visas": 8}
"""Room above a block, whatever it begins with."""
RUNNING = frozenset({"BodyText", "Plain", "Lead", "Item", "Dash", "Centred", "Right"})
"""Styles without a gap of their own."""
BEFORE_TABLE_MM = dict.fromkeys(RUNNING, 2) | {"Title": 5}
"""Style of a paragraph → the room between it and a table without a caption."""


def _formats_of(block, row: int) -> list:
    """Format of a paragraph, or of the paragraphs in one row of a table."""
    is_table = block.tag == qn("w:tbl")
    paragraphs = block.tr_lst[row].iter(qn("w:p")) if is_table else [block]
    return [Paragraph(paragraph, None).paragraph_format for paragraph in paragraphs]


def keep_with_next(block, row: int = -1) -> None:
    """A paragraph, or a row of a table, that no page break may follow."""
    for form in _formats_of(block, row):
        form.keep_with_next = True


class Body(Flow):
    """Blocks of the document by sections: a run of pages of one size."""

    def __init__(self, document, numbering, **options):
        super().__init__(document, numbering, **options)
        self.sections: list[tuple[str, list]] = []
        self.opens_page = False
        self.gap_mm = 0
        self.gap_is_sure = False
        """The gap is that of a block that opens, not of a table that has ended."""

    def put(self, block, place: Place) -> None:
        if not self.sections or self.sections[-1][0] != place.page:
            self.blocks = []
            self.sections.append((place.page, self.blocks))
            self.opens_page = False
        is_table = block.tag == qn("w:tbl")
        if self.opens_page and self.blocks:
            if is_table:
                self.blocks.append(separator())
            opening = self.blocks[-1] if is_table else block
            _formats_of(opening, 0)[0].page_break_before = True
        elif self.gap_is_sure or (self.gap_mm and not is_table and block.style in RUNNING):
            for form in _formats_of(block, 0):
                form.space_before = Mm(self.gap_mm)
        self.opens_page = False
        self.gap_mm, self.gap_is_sure = 0, False
        super().put(block, place)

    def settle(self, place: Place) -> None:
        if "doc-closing" in place.inside:
            keep_with_next(self.blocks[-1])

    def enter(self, classes: list[str], place: Place) -> None:
        if BREAKS.intersection(classes):
            self.opens_page, self.open_row = True, ""
        if gap := next((GAPS_BEFORE_MM[name] for name in classes if name in GAPS_BEFORE_MM), 0):
            self.gap_mm, self.gap_is_sure = gap, True
        if "doc-closing" in classes:
            for block in self.last_lines():
                keep_with_next(block)

    def last_lines(self) -> list:
        """What goes with the signature: no further up than a table, which brings its last rows along."""
        last = self.blocks[-LAST_LINES:]
        tables = [at for at, block in enumerate(last) if block.tag == qn("w:tbl")]
        return last[tables[-1] :] if tables else last

    def table(self, element, place: Place) -> None:
        before = self.blocks[-1:]
        super().table(element, place)
        gap = BEFORE_TABLE_MM.get(getattr(before[0], "style", "")) if before else None
        if element.find("caption") is None and gap:
            _formats_of(before[0], 0)[0].space_after = Mm(gap)
        last = self.blocks[-1] if self.blocks else None
        if len(getattr(last, "tr_lst", ())) > 1 and "doc-annex" not in place.inside:
            keep_with_next(last, row=-2)
        self.gap_mm = AFTER_TABLE_MM

    def by_pages(self) -> list[tuple[Page, list]]:
        """Sections with their pages; an empty document is one empty section."""
        return [(PAGES[name], blocks) for name, blocks in self.sections] or [(Page(), [])]
