"""The text of a document: its sections, where pages open, what stays together with the signature."""

from docx.text.paragraph import Paragraph

from .flow import LAST_LINES, Flow, Place
from .package import PAGES, Page, separator
from .styles import BREAKS


def _is_table(block) -> bool:
    return block.tag.endswith("}tbl")


def keep_with_next(block) -> None:
    """A paragraph, or the last row of a table, that no page break may follow."""
    paragraphs = block.tr_lst[-1].iter(f"{{{block.nsmap['w']}}}p") if _is_table(block) else [block]
    for paragraph in paragraphs:
        Paragraph(paragraph, None).paragraph_format.keep_with_next = True


class Body(Flow):
    """Blocks of the document by sections: a run of pages of one size."""

    def __init__(self, document, numbering, *, strict: bool):
        super().__init__(document, numbering, strict=strict)
        self.sections: list[tuple[str, list]] = []
        self.opens_page = False

    def put(self, block, place: Place) -> None:
        if not self.sections or self.sections[-1][0] != place.page:
            self.blocks = []
            self.sections.append((place.page, self.blocks))
            self.opens_page = False
        if self.opens_page and self.blocks:
            if _is_table(block):
                self.blocks.append(separator())
            paragraph = self.blocks[-1] if _is_table(block) else block
            Paragraph(paragraph, None).paragraph_format.page_break_before = True
        self.opens_page = False
        super().put(block, place)

    def settle(self, place: Place) -> None:
        if "doc-closing" in place.inside:
            keep_with_next(self.blocks[-1])

    def enter(self, classes: list[str], place: Place) -> None:
        if BREAKS.intersection(classes):
            self.opens_page, self.open_row = True, ""
        if "doc-closing" in classes:
            for block in self.blocks[-LAST_LINES:]:
                keep_with_next(block)

    def by_pages(self) -> list[tuple[Page, list]]:
        """Sections with their pages; an empty document is one empty section."""
        return [(PAGES[name], blocks) for name, blocks in self.sections] or [(Page(), [])]
