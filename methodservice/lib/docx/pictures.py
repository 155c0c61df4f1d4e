"""Pictures of the HTML → pictures in a line of Word."""

import io

from docx.shared import Mm

from .xml import w

HEIGHT_MM, MOST_WIDTH_MM = 20, 60
"""Of a logo; the same as .doc-logo of static/pdf/document.css."""


def picture_run(document, data: bytes, alt: str):
    """A run with a picture: HEIGHT_MM high, lower if it would be wider than MOST_WIDTH_MM. alt: words for it."""
    inline = document.part.new_pic_inline(io.BytesIO(data), height=Mm(HEIGHT_MM))
    fit = min(1, Mm(MOST_WIDTH_MM) / inline.extent.cx)
    width, height = round(inline.extent.cx * fit), round(inline.extent.cy * fit)
    for extent in (inline.extent, inline.graphic.graphicData.pic.spPr.xfrm):
        extent.cx, extent.cy = width, height
    inline.docPr.set("descr", alt)
    return w("r", w("drawing", inline))
