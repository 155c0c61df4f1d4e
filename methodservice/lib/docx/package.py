"""The package around the text: blank document, pages and page numbers, properties, bytes without a clock."""

import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT

from .styles import style_sheet
from .xml import ILLEGAL, text_run, twips, w

UNUSED = ("customXml", "stylesWithEffects", "thumbnail", "webSettings", "theme", "fontTable")
"""Parts of python-docx's template that no style of ours refers to."""
EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Page:
    """A4 with margins in millimetres; the number of a page stands in the middle of its top margin."""

    left: float = 20
    right: float = 10
    top: float = 20
    bottom: float = 20
    landscape: bool = False

    @property
    def size(self) -> tuple[int, int]:
        return (297, 210) if self.landscape else (210, 297)

    @property
    def text_width(self) -> float:
        return self.size[0] - self.left - self.right

    def properties(self, *extra):
        """w:sectPr of a section with such pages. `extra`: what comes first in it."""
        width, height = self.size
        orientation = {"orient": "landscape"} if self.landscape else {}
        margins = {"top": self.top, "right": self.right, "bottom": self.bottom, "left": self.left}
        margins |= {"header": self.top / 2, "footer": self.bottom / 2}
        return w(
            "sectPr",
            *extra,
            w("type", val="nextPage"),
            w("pgSz", w=twips(width), h=twips(height), **orientation),
            w("pgMar", gutter=0, **{name: twips(value) for name, value in margins.items()}),
        )


PAGES = {
    "": Page(),
    "doc-kept": Page(left=30, right=15),
    "doc-landscape": Page(landscape=True),
    "doc-kept-wide": Page(left=30, top=30, landscape=True),
}
"""Class of <body> or of a <section> → its pages; the same as the @page rules of static/pdf/document.css."""


@lru_cache(maxsize=1)
def _blank() -> bytes:
    """An empty document with our styles and nothing else, made once per process."""
    document = Document()
    for part in (document.part.package, document.part):
        for key in [key for key, rel in part.rels.items() if rel.reltype.endswith(UNUSED)]:
            del part.rels[key]
    styles = document.styles.element
    for child in list(styles):
        styles.remove(child)
    styles.extend(style_sheet())
    numbering = document.part.numbering_part.element
    for child in list(numbering):
        numbering.remove(child)
    _settings(document)
    _properties(document)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _settings(document) -> None:
    settings = document.settings.element
    for child in list(settings):
        settings.remove(child)
    compatibility = {
        "name": "compatibilityMode",
        "uri": "http://schemas.microsoft.com/office/word",
        "val": 15,
    }
    settings.extend(
        [
            w("zoom", percent=100),
            w("defaultTabStop", val=twips(12.5)),
            w("autoHyphenation"),
            w("characterSpacingControl", val="doNotCompress"),
            w("compat", w("doNotExpandShiftReturn"), w("compatSetting", **compatibility)),
            w("themeFontLang", val="ru-RU"),
            w("decimalSymbol", val=","),
            w("listSeparator", val=";"),
        ]
    )


def _properties(document) -> None:
    """No author and no dates: the document's own date and signature are in its text."""
    properties = document.core_properties
    properties.author = properties.comments = ""
    properties.language = "ru-RU"
    core = properties._element
    for child in [child for child in core if child.tag.endswith(("}created", "}modified", "}revision"))]:
        core.remove(child)


def blank_document(title: str):
    """A python-docx Document without text, with our styles, in Russian."""
    document = Document(io.BytesIO(_blank()))
    document.core_properties.title = ILLEGAL.sub("", title)[:255]
    return document


def close_sections(document, sections: Iterable[tuple[Page, list]], note: str) -> None:
    """Put the blocks of each section into the body. Pages are numbered through; the first page of all shows no number.

    sections: (its pages, its blocks), at least one. note: small print at the foot of every page, or nothing.
    """
    body = document.element.body
    furniture = _furniture(document, note)
    sections = list(sections)
    for index, (page, blocks) in enumerate(sections):
        first = index == 0
        properties = page.properties(*(furniture if first else ()))
        if first:
            properties.append(w("titlePg"))
        body.extend(blocks)
        if index + 1 < len(sections):
            body.append(w("p", w("pPr", w("pStyle", val="Separator"), properties)))
        else:
            if not blocks or blocks[-1].tag.endswith("}tbl"):
                body.append(separator())
            body.append(properties)


def separator(gap_mm: float = 0):
    """A paragraph of no height where Word demands one: between tables, after the last one. gap_mm: room above it."""
    return w(
        "p", w("pPr", w("pStyle", val="Separator"), w("spacing", before=twips(gap_mm)) if gap_mm else None)
    )


def _furniture(document, note: str) -> list:
    """References to headers and footers: the first page and the following ones."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    number = w("p", w("pPr", w("pStyle", val="Header")))
    number.extend(
        [
            w("r", w("fldChar", fldCharType="begin")),
            w("r", _instruction("PAGE")),
            w("r", w("fldChar", fldCharType="separate")),
            text_run("2"),
            w("r", w("fldChar", fldCharType="end")),
        ]
    )
    for header, content in ((section.header, number), (section.first_page_header, w("p"))):
        header.is_linked_to_previous = False
        _replace(header._element, content)
    if note:
        for footer in (section.footer, section.first_page_footer):
            footer.is_linked_to_previous = False
            words = w("p", w("pPr", w("pStyle", val="Footer")), text_run(note))
            _replace(footer._element, words)
    old = document.element.body.sectPr
    references = [child for child in old if child.tag.endswith("Reference")]
    document.element.body.remove(old)
    return references


def _replace(element, content) -> None:
    for child in list(element):
        element.remove(child)
    element.append(content)


def _instruction(field: str):
    instruction = w("instrText")
    instruction.text = field
    return instruction


def link_to(document, address: str) -> str:
    """Relationship id of an outside address."""
    return document.part.relate_to(address, RT.HYPERLINK, is_external=True)


def package_bytes(document) -> bytes:
    """The file; the same document gives the same bytes: the archive's own dates are fixed."""
    written, fixed = io.BytesIO(), io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            target.writestr(entry, source.read(name))
    return fixed.getvalue()
