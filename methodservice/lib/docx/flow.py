"""Blocks of the HTML, one after another, as paragraphs and tables of Word."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace

from docx.shared import Mm
from docx.text.paragraph import Paragraph
from lxml import etree

from . import lists
from .drawings import drawing_run
from .inline import INLINE, Piece, folded, pieces_of, runs
from .package import PAGES, link_to, separator
from .pictures import picture_run
from .tables import classes_of, layout_row, layout_table, rows_of, word_table
from .vocabulary import (
    ALIGNMENTS,
    BARE_HAND,
    CENTRED_HEADINGS,
    CONTAINERS,
    HEADINGS,
    ITEMS,
    KNOWN,
    LINE_PARTS,
    LINES,
    LOST_ATTRIBUTES,
    OF_CONTAINER,
    OF_HEADING,
    OF_PARAGRAPH,
    ON_WIDE_PAGES,
    PARTS_OF,
    PARTS_OF_TABLE,
    SPANS,
)
from .xml import w

logger = logging.getLogger(__name__)

LINES_TO_SIGN = {
    "doc-visas": {"doc-post": 0, "doc-hand": 24, "doc-signer": 56, "doc-day": 38},
    "doc-official": {"doc-post": 85, "doc-hand": 20, "doc-signer": 0},
    "": {"doc-post": 48, "doc-hand": 55, "doc-signer": 58},
}
"""Block → millimetres of position, room for the hand, name, day; zero takes the rest of the line."""
WORDS_TO_SIGN = {
    "doc-visas": {"doc-post": "VisaPost", "doc-signer": "VisaSigner", "doc-day": "Visa"},
    "doc-official": {"doc-signer": "SignerRight"},
    "": {"doc-signer": "Signer"},
}
"""Block → styles of the parts of its lines that are not «Signature»."""
AFTER_LINE_MM, AFTER_REQUISITES_MM = 5, 1
BETWEEN_TABLES_MM = 3
LAST_LINES = 3
"""So many paragraphs go with the signature (documents.md, 4)."""


class UnknownMarkup(ValueError):
    """A template uses a tag or a class that has no meaning in Word."""


@dataclass(frozen=True)
class Place:
    """What the surrounding blocks say about a paragraph. style: «BodyText» unless a container names another."""

    style: str = "BodyText"
    page: str = ""
    heading: str = "Heading1"
    inside: frozenset = frozenset()
    number: lists.Number | None = None

    @property
    def in_cell(self) -> bool:
        return self.style.startswith(("Cell", "Dense"))

    def within(self, classes: list[str]) -> "Place":
        page = next((name for name in classes if name in PAGES), self.page)
        style = next((OF_CONTAINER[name] for name in classes if name in OF_CONTAINER), self.style)
        if PAGES[page].landscape:
            style = ON_WIDE_PAGES.get(style, style)
        return replace(
            self,
            style=style,
            page=page,
            heading="HeadingCentred" if CENTRED_HEADINGS.intersection(classes) else self.heading,
            inside=self.inside.union(classes),
        )


class Flow:
    """Collects the blocks of a cell; `Body` does so for the document."""

    def __init__(self, document, numbering: lists.Numbering, *, images: Mapping[str, bytes], strict: bool):
        self.document, self.numbering, self.images, self.strict = document, numbering, images, strict
        self.blocks: list = []
        self.open_row = ""
        """What the last block lines up, if the next row of the same kind may join it."""

    # where blocks go

    def put(self, block, place: Place) -> None:
        if block.tag.endswith("}tbl") and self.blocks and self.blocks[-1].tag.endswith("}tbl"):
            self.blocks.append(separator(BETWEEN_TABLES_MM))
        self.blocks.append(block)
        self.open_row = ""
        self.settle(place)

    def settle(self, place: Place) -> None:
        """The last block has grown."""

    def width_mm(self, place: Place) -> float:
        return PAGES[place.page].text_width

    def enter(self, classes: list[str], place: Place) -> None:
        """A container opens."""

    # what comes

    def flow(self, element, place: Place) -> None:
        """Everything inside an element: loose words become a paragraph of their own."""
        loose: list[Piece] = [Piece(element.text or "")]
        for child in element:
            if not isinstance(child.tag, str):
                pass
            elif child.tag in INLINE:
                self.check(child)
                loose += pieces_of(child)
            else:
                self.paragraph(loose, place)
                loose = []
                self.block(child, place)
            loose.append(Piece(child.tail or ""))
        self.paragraph(loose, place)

    def block(self, element, place: Place) -> None:
        classes = classes_of(element)
        if element.tag == "svg" and "doc-chart" in classes:
            picture = drawing_run(self.document, element, self.width_mm(place))
            style = "BarPicture" if place.style == "Bar" else "Picture"
            self.put(w("p", w("pPr", w("pStyle", val=style)), picture), place)
            return
        self.check(element)
        if element.tag in HEADINGS:
            self.paragraph(pieces_of(element), replace(place, style=_heading_style(element, classes, place)))
        elif element.tag == "p":
            styles = _paragraph_styles(classes, place)
            align = ALIGNMENTS.get(styles[-1], "") if len(styles) > 1 else ""
            self.paragraph(pieces_of(element), replace(place, style=styles[0]), align)
        elif element.tag in ("ol", "ul"):
            self.list(element, place)
        elif element.tag == "table" and not place.in_cell:
            self.table(element, place)
        elif element.tag == "svg" and "qr" in classes:
            pass
        elif element.tag == "img" and element.get("src") in self.images:
            self.picture(element, place)
        elif "doc-signature" in classes:
            self.signature(element, place.within(classes))
        elif "doc-line" in classes:
            self.line(element, place.within(classes))
        else:
            if element.tag not in CONTAINERS:
                self.refuse(f"<{element.tag}>")
            inner = place.within(classes)
            self.enter(classes, inner)
            self.flow(element, inner)

    def check(self, element) -> None:
        """Refuse tags and classes that would be lost without a word."""
        if element.tag in LINES:
            for part in element.iterdescendants(etree.Element):
                if part.tag not in INLINE:
                    self.refuse(f"<{part.tag}> in <{element.tag}>")
                self.check_attributes(part)
        self.check_attributes(element)

    def check_attributes(self, element) -> None:
        for name in LOST_ATTRIBUTES.intersection(element.keys()):
            self.refuse(f"attribute «{name}»")
        for name in classes_of(element):
            if name not in KNOWN:
                self.refuse(f"class «{name}»")

    def refuse(self, what: str) -> None:
        message = f"{what} has no twin in Word: methodservice/lib/docx"
        if self.strict:
            raise UnknownMarkup(message)
        logger.warning(message)

    def keep_stray(self, element, expected: frozenset, place: Place) -> None:
        """Words where only certain elements may stand are refused, or become a paragraph before them."""
        words = [element.text or ""]
        for child in element:
            if isinstance(child.tag, str) and child.tag not in expected:
                words.append(child.text_content())
            words.append(child.tail or "")
        if stray := " ".join(words).strip():
            self.refuse(f"«{stray[:40]}» in <{element.tag}>")
            self.paragraph([Piece(stray)], place)

    def paragraph(self, pieces: list[Piece], place: Place, align: str = "") -> None:
        words = folded(pieces)
        if words:
            number = self.numbering.take(place.number)
            self.put(self.made_paragraph(words, place.style, number, align), place)

    def picture(self, element, place: Place) -> None:
        run = picture_run(self.document, self.images[element.get("src")], element.get("alt", ""))
        self.put(w("p", w("pPr", w("pStyle", val="Picture")), run), place)

    def made_paragraph(self, words: list[Piece], style: str, number=None, align: str = ""):
        properties = w("pPr", w("pStyle", val=style), number, w("jc", val=align) if align else None)
        return w("p", properties, *runs(words, lambda address: link_to(self.document, address)))

    def list(self, element, place: Place) -> None:
        self.keep_stray(element, ITEMS, replace(place, number=None))
        style = {"ol": "Item", "ul": "Dash"}[element.tag]
        numbers = self.numbering.items(element.tag, place.number, in_cell=place.in_cell)
        for number, item in zip(numbers, element.iterchildren("li"), strict=False):
            inner = replace(place, style=place.style if place.in_cell else style, number=number)
            self.check(item)
            self.flow(item, inner)

    def table(self, element, place: Place) -> None:
        for part in element.iter("table", *PARTS_OF_TABLE):
            self.check(part)
            if part.tag in PARTS_OF:
                self.keep_stray(part, PARTS_OF[part.tag], place)
        caption = element.find("caption")
        title = ""
        if caption is not None:
            words = folded(pieces_of(caption))
            title = "".join(piece.text or " " for piece in words)
            self.put(self.made_paragraph(words, "Caption"), place)
        if not rows_of(element):
            return
        self.put(word_table(element, self.width_mm(place), self.cell, title), place)

    def cell(self, cell, style: str) -> list:
        """Paragraphs of a cell; an empty one has an empty paragraph, as Word demands."""
        inner = Flow(self.document, self.numbering, images=self.images, strict=self.strict)
        if cell is not None:
            inner.flow(cell, Place(style=style))
        if not inner.blocks or inner.blocks[-1].tag.endswith("}tbl"):
            inner.blocks.append(self.made_paragraph([], style))
        return inner.blocks

    def signature(self, element, place: Place) -> None:
        """Position, room for the hand, initials and surname; one under another they are one table."""
        kind = next(name for name in LINES_TO_SIGN if not name or name in place.inside)
        rest = self.width_mm(place) - sum(LINES_TO_SIGN[kind].values())
        widths = {name: width or rest for name, width in LINES_TO_SIGN[kind].items()}
        rule = not BARE_HAND.intersection(place.inside)
        cells = []
        self.keep_stray(element, SPANS, place)
        for part in element.iterchildren("span"):
            name = next((name for name in classes_of(part) if name in widths), "doc-post")
            style = WORDS_TO_SIGN[kind].get(name, "Signature")
            words = self.made_paragraph(folded(pieces_of(part)), style)
            cells.append(([words], widths[name], rule and name == "doc-hand"))
        self.layout(cells, place, f"doc-signature {kind}")

    def line(self, element, place: Place) -> None:
        """Date, place and number in one row."""
        self.keep_stray(element, LINE_PARTS, place)
        parts = list(element.iterchildren("p"))
        after = AFTER_REQUISITES_MM if "doc-requisites" in place.inside else AFTER_LINE_MM
        width = self.width_mm(place) / max(1, len(parts))
        cells = []
        for part in parts:
            words = self.made_paragraph(
                folded(pieces_of(part)), _paragraph_styles(classes_of(part), place)[0]
            )
            Paragraph(words, None).paragraph_format.space_after = Mm(after)
            cells.append(([words], width, False))
        self.layout(cells, place, "doc-line")

    def layout(self, cells: list, place: Place, kind: str) -> None:
        """One row of a frameless table; rows of one kind in a sequence share it: Word joins such tables anyway."""
        row = layout_row(cells)
        if self.open_row == kind:
            self.blocks[-1].append(row)
            self.settle(place)
        else:
            self.put(layout_table([width for _, width, _ in cells], [row]), place)
        self.open_row = kind


def _heading_style(element, classes: list[str], place: Place) -> str:
    if own := next((OF_HEADING[name] for name in OF_HEADING if name in classes), ""):
        return own
    if "doc-centred" in classes and element.tag == "h2":
        return "HeadingCentred"
    return {"h1": "Title", "h2": place.heading, "h3": "Heading2"}[element.tag]


def _paragraph_styles(classes: list[str], place: Place) -> list[str]:
    """The style of a <p>; one that only sets its words to the middle or the right stands behind any other."""
    own = [OF_PARAGRAPH[name] for name in classes if name in OF_PARAGRAPH]
    own.sort(key=ALIGNMENTS.__contains__)
    if own == ["Lead"] and "doc-plain" in classes:
        return ["LeadPlain"]
    if own:
        return own
    return ["Plain" if place.style == "BodyText" and "doc-plain" in classes else place.style]
