"""HTML of a printed document → editable DOCX: the same content and structure as the PDF of that HTML.

The markup that both know is a closed vocabulary: headings, paragraphs, lists, tables, and the classes `doc-…` of
static/pdf/. `body` carries the class of its pages (PAGES): none, `doc-kept` or `doc-landscape`;
a <section> with such a class, or `doc-kept-wide`, stands on pages of its own.
"""

from collections.abc import Mapping

from lxml import html as markup

from methodservice.lib.pictures import NO_IMAGES

from .body import Body
from .flow import Place, UnknownMarkup
from .inline import SPACES
from .lists import Numbering
from .package import PAGES, blank_document, close_sections, package_bytes
from .tables import classes_of
from .vocabulary import KNOWN
from .xml import ILLEGAL

__all__ = ["KNOWN", "PAGES", "UnknownMarkup", "render_docx"]


def render_docx(
    html: str, *, images: Mapping[str, bytes] = NO_IMAGES, note: str = "", strict: bool = True
) -> bytes:
    """Bytes of a DOCX with the content of a printed page, which has a <title>. The same HTML gives the same bytes.

    images: source of an <img> («logo:…») → bytes of its PNG or JPEG.
    note: a sentence at the foot of every page («Копия. …», «Черновик. …»).
    strict: raise UnknownMarkup for a tag or class without a twin in Word; otherwise its words are printed plainly.
    QR codes are left out: the page says their address in words. Characters that XML cannot hold are dropped.
    """
    parser = markup.HTMLParser(encoding="utf-8", huge_tree=True)
    root = markup.document_fromstring(ILLEGAL.sub("", html).encode(), parser=parser)
    document = blank_document(SPACES.sub(" ", root.findtext(".//title") or "").strip())
    body = Body(document, Numbering(document), images=images, strict=strict)
    body.check(root.body)
    body.flow(root.body, Place().within(classes_of(root.body)))
    close_sections(document, body.by_pages(), note)
    return package_bytes(document)
