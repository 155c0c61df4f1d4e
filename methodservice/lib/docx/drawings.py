"""Charts of the HTML (`lib/charts`, <svg class="doc-chart">) → pictures, since Word before 2019 shows no SVG.

Only what the templates of charts draw: rect, line, polyline, circle, text; across in percents or pixels, down in
pixels.
"""

import io
from functools import lru_cache

from docx.shared import Mm
from lxml import etree
from PIL import Image, ImageDraw, ImageFont

from .xml import w

DOTS_PER_MM = 640 / 165
"""Pixels of a drawing to a millimetre of the page."""
SCALE = 3
"""Dots of the picture to a pixel of the drawing: about 300 an inch."""
FONTS = {"normal": "LiberationSans-Regular.ttf", "bold": "LiberationSans-Bold.ttf"}
ANCHORS = {"start": "ls", "middle": "ms", "end": "rs"}


@lru_cache
def _font(weight: str, size: int):
    return ImageFont.truetype(FONTS[weight], size)


class _Sheet:
    def __init__(self, svg, text_mm: float):
        self.svg = svg
        said = svg.get("width", "")
        self.width = round(text_mm * DOTS_PER_MM) if said.endswith("%") else int(said)
        self.height = int(svg.get("height"))
        self.image = Image.new("RGB", (self.width * SCALE, self.height * SCALE), "white")
        self.draw = ImageDraw.Draw(self.image)

    def x(self, said: str | None) -> float:
        said = said or "0"
        if said.endswith("%"):
            return float(said[:-1]) / 100 * self.width * SCALE
        return float(said) * SCALE

    def y(self, said: str | None) -> float:
        return float(said or 0) * SCALE

    def png(self) -> bytes:
        for element in self.svg.iterdescendants(etree.Element):
            if element.tag in _DRAWN:
                _DRAWN[element.tag](self, element)
        written = io.BytesIO()
        self.image.save(written, "PNG", optimize=True)
        return written.getvalue()


def _rect(sheet: _Sheet, element) -> None:
    left, top = sheet.x(element.get("x")), sheet.y(element.get("y"))
    right = left + sheet.x(element.get("width"))
    if right > left:
        box = (left, top, right, top + sheet.y(element.get("height")))
        sheet.draw.rounded_rectangle(box, sheet.y(element.get("rx")), fill=element.get("fill"))


def _line(sheet: _Sheet, element) -> None:
    ends = (
        (sheet.x(element.get("x1")), sheet.y(element.get("y1"))),
        (sheet.x(element.get("x2")), sheet.y(element.get("y2"))),
    )
    width = round(sheet.y(element.get("stroke-width", "1")))
    dashes = [float(part) * SCALE for part in element.get("stroke-dasharray", "").split()]
    for piece in _dashed(*ends, *dashes) if dashes else [ends]:
        sheet.draw.line(piece, fill=element.get("stroke"), width=width)


def _dashed(start, end, on: float, off: float):
    """Pieces of a level line."""
    at = start[0]
    while at < end[0]:
        yield ((at, start[1]), (min(at + on, end[0]), end[1]))
        at += on + off


def _polyline(sheet: _Sheet, element) -> None:
    points = [
        tuple(float(part) * SCALE for part in pair.split(",")) for pair in element.get("points").split()
    ]
    width = round(sheet.y(element.get("stroke-width", "1")))
    sheet.draw.line(points, fill=element.get("stroke"), width=width, joint="curve")


def _circle(sheet: _Sheet, element) -> None:
    centre = (sheet.x(element.get("cx")), sheet.y(element.get("cy")))
    sheet.draw.circle(centre, sheet.y(element.get("r")), fill=element.get("fill"))


def _text(sheet: _Sheet, element) -> None:
    size = round(float(sheet.svg.get("font-size", "12")) * SCALE)
    at = (sheet.x(element.get("x")), sheet.y(element.get("y")) + sheet.y(element.get("dy")))
    anchor = ANCHORS[element.get("text-anchor", "start")]
    font = _font(element.get("font-weight", "normal"), size)
    sheet.draw.text(at, (element.text or "").strip(), fill=element.get("fill"), font=font, anchor=anchor)


_DRAWN = {"rect": _rect, "line": _line, "polyline": _polyline, "circle": _circle, "text": _text}


def drawing_run(document, svg, text_mm: float):
    """A run with the picture of a chart; its title and description are the words for it. text_mm: width of the text,
    which a drawing in percents takes whole."""
    sheet = _Sheet(svg, text_mm)
    width = Mm(sheet.width / DOTS_PER_MM)
    inline = document.part.new_pic_inline(io.BytesIO(sheet.png()), width=width)
    for side in ("distT", "distB", "distL", "distR"):
        # unsaid, LibreOffice keeps 3 mm around a picture
        inline.set(side, "0")
    said = [(svg.findtext(name) or "").strip() for name in ("title", "desc")]
    inline.docPr.set("descr", ". ".join(part.rstrip(".") for part in said if part))
    return w("r", w("drawing", inline))
