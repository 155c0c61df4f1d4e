"""What a reader finds in a PDF: its lines, fonts and tags. For tests of printed documents."""

import io
from collections import Counter, defaultdict

from pypdf import PdfReader

POINTS_IN_MM = 72 / 25.4


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
        box = self.reader.pages[0].mediabox
        return round(float(box.width) / POINTS_IN_MM), round(float(box.height) / POINTS_IN_MM)

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
