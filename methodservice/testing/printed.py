"""What a reader finds in a PDF: its lines, fonts and tags. For tests of printed documents."""

import io
import re
from collections import Counter, defaultdict
from dataclasses import dataclass

from pypdf import PdfReader
from pypdf.generic import ContentStream

POINTS_IN_MM, PIXELS_IN_MM = 72 / 25.4, 96 / 25.4


@dataclass(frozen=True)
class Span:
    """Words set in one go: their place on the page in millimetres, the baseline from the top; size in points.

    Spaces of every kind are plain ones, none at the ends: a file may call the common glyph of all spaces either name.
    """

    text: str
    left: float
    right: float
    baseline: float
    size: float
    font: str


@dataclass(frozen=True)
class Face:
    """A font of the file. signs, widths: by code; widths in thousandths of the size."""

    name: str
    signs: dict[int, str]
    widths: dict[int, float]

    @classmethod
    def of(cls, font) -> "Face":
        signs = re.findall(rb"<([0-9a-f]{4})> <([0-9a-f]{4})>", font["/ToUnicode"].get_data())
        widths, rest = {}, list(font["/DescendantFonts"][0].get_object()["/W"])
        while rest:
            first, run, *rest = rest
            widths.update(enumerate(map(float, run), first))
        names = {int(code, 16): chr(int(sign, 16)) for code, sign in signs}
        return cls(font["/BaseFont"].partition("+")[2], names, widths)

    def read(self, line: list) -> tuple[str, float]:
        """(words, their width in sizes) of an array of glyphs and gaps, the spaces of the end left out."""
        words, width, to_last_sign = "", 0.0, 0.0
        for part in line:
            if isinstance(part, (int, float)):
                width -= float(part)
                continue
            raw = part.original_bytes
            for code in (int.from_bytes(raw[i : i + 2], "big") for i in range(0, len(raw), 2)):
                words += self.signs.get(code, "")
                width += self.widths.get(code, 0)
                if not words.endswith(" "):
                    to_last_sign = width
        return words, to_last_sign / 1000


class Printed:
    """A PDF read back. `pages`: lines of each page from top to bottom; `headers`: what stands in its top margin.

    Spaces of every kind are plain spaces.
    """

    def __init__(self, data: bytes, top_margin_mm: float = 20):
        self.reader = PdfReader(io.BytesIO(data))
        self.root = self.reader.trailer["/Root"]
        self.pages, self.headers = [], []
        for page in self.reader.pages:
            lines = self._lines(page)
            self.headers.append([text for top, text in lines if top <= top_margin_mm])
            self.pages.append([text for top, text in lines if top > top_margin_mm])

    @staticmethod
    def _lines(page) -> list[tuple[float, str]]:
        """(distance of the baseline from the top in mm, text) of each line."""
        rows = defaultdict(list)

        def collect(text, matrix, text_matrix, font, size):
            if text.strip():
                across = matrix[0] * text_matrix[4] + matrix[4]
                up = matrix[3] * text_matrix[5] + matrix[5]
                top = (float(page.mediabox.height) - up) / POINTS_IN_MM
                rows[round(top, 1)].append((across, text))

        page.extract_text(visitor_text=collect)
        return [
            (top, " ".join(" ".join(text for _, text in sorted(rows[top])).split())) for top in sorted(rows)
        ]

    def spans(self, page: int) -> list[Span]:
        """Everything that stands on a page (0 is the first), line by line, as WeasyPrint has set it: in CSS pixels."""
        sheet, found = self.reader.pages[page], []
        place, font, size = (0, 0), None, 0
        for operands, operator in ContentStream(sheet["/Contents"].get_object(), self.reader).operations:
            if operator == b"Tm":
                place = operands[4:6]
            elif operator == b"Tf":
                font, size = Face.of(sheet["/Resources"]["/Font"][operands[0]].get_object()), operands[1]
            elif operator == b"TJ":
                text, ems = font.read(operands[0])
                left, baseline = (float(side) / PIXELS_IN_MM for side in place)
                right = left + ems * float(size) / PIXELS_IN_MM
                words = " ".join(text.split())
                found.append(Span(words, left, right, baseline, round(float(size) * 0.75, 1), font.name))
        return found

    def span(self, page: int, text: str) -> Span:
        """The only one on a page that begins with these words."""
        [found] = [each for each in self.spans(page) if each.text.startswith(text)]
        return found

    def outline(self) -> list[tuple[str, int]]:
        """(bookmark, its page from 1) of the first level."""
        marks = [mark for mark in self.reader.outline if not isinstance(mark, list)]
        return [
            (" ".join(mark.title.split()), self.reader.get_destination_page_number(mark) + 1)
            for mark in marks
        ]

    @property
    def sizes_mm(self) -> list[tuple[int, int]]:
        """Width and height of each page."""
        sheets = [page.mediabox for page in self.reader.pages]
        return [
            (round(float(box.width) / POINTS_IN_MM), round(float(box.height) / POINTS_IN_MM))
            for box in sheets
        ]

    @property
    def text(self) -> str:
        """All pages in one line: a sentence is found wherever it was broken."""
        return " ".join(line for page in self.pages for line in page)

    @property
    def title(self) -> str:
        return " ".join(self.reader.metadata.title.split())

    @property
    def fonts(self) -> dict[str, bool]:
        """Name of each font without its subset tag → whether its file is embedded."""
        found = {}
        for page in self.reader.pages:
            for reference in page["/Resources"]["/Font"].values():
                font = reference.get_object()
                descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
                name = font["/BaseFont"].partition("+")[2]
                found[name] = any(key.startswith("/FontFile") for key in descriptor)
        return found

    @property
    def size_mm(self) -> tuple[int, int]:
        return self.sizes_mm[0]

    def bookmarks(self) -> list:
        """Titles of the outline; what lies under a title is a list after it."""

        def titles(branch):
            return [titles(each) if isinstance(each, list) else each.title for each in branch]

        return titles(self.reader.outline)

    def elements(self) -> list:
        """Structure elements of the tagged document in reading order."""
        found, queue = [], [self.root["/StructTreeRoot"]]
        while queue:
            node = queue.pop(0)
            if isinstance(node, list):
                queue[:0] = [child.get_object() for child in node]
            elif isinstance(node, dict):
                if "/S" in node:
                    found.append(node)
                if "/K" in node:
                    queue.insert(0, node["/K"].get_object())
        return found

    def tags(self) -> Counter:
        return Counter(element["/S"] for element in self.elements())
