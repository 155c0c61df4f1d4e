"""Words inside a paragraph: HTML's rules for spaces, runs with their face, links."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from docx.oxml.ns import qn

from .xml import text_run, w

INLINE = frozenset({"strong", "b", "em", "i", "span", "a", "br", "sup", "sub", "time", "abbr"})
FACES = {
    "strong": {"bold": True},
    "b": {"bold": True},
    "em": {"italic": True},
    "i": {"italic": True},
    "sup": {"lift": "superscript"},
    "sub": {"lift": "subscript"},
}
SPACES = re.compile("[ \t\n\r\f]+")
"""What HTML folds into one space; a no-break space is not among it."""
NO_BREAK = "\N{NO-BREAK SPACE}"
OUTSIDE = ("http://", "https://", "mailto:")


@dataclass(frozen=True)
class Face:
    bold: bool = False
    italic: bool = False
    lift: str = ""
    address: str = ""

    def properties(self):
        if not (self.bold or self.italic or self.lift or self.address):
            return None
        return w(
            "rPr",
            w("b") if self.bold else None,
            w("i") if self.italic else None,
            w("color", val="0B5A60") if self.address else None,
            w("u", val="single") if self.address else None,
            w("vertAlign", val=self.lift) if self.lift else None,
        )


@dataclass(frozen=True)
class Piece:
    """Text in one face; None is a line break."""

    text: str | None
    face: Face = Face()


def pieces_of(element, face: Face = Face()) -> list[Piece]:
    """An inline element with everything in it, spaces as written."""
    if element.tag == "br":
        return [Piece(None, face)]
    if "doc-whole" in (element.get("class") or "").split():
        return [Piece(element.text_content().strip().replace(" ", NO_BREAK), face)]
    face = replace(face, **FACES.get(element.tag, {}))
    if element.tag == "a" and element.get("href", "").startswith(OUTSIDE):
        face = replace(face, address=element.get("href"))
    pieces = [Piece(element.text or "", face)]
    for child in element:
        pieces += pieces_of(child, face)
        pieces.append(Piece(child.tail or "", face))
    return pieces


def folded(pieces: list[Piece]) -> list[Piece]:
    """Pieces with spaces as a browser shows them: runs folded, none at the edges of a line. Empty ones are dropped."""
    out, at_space = [], True
    for piece in pieces:
        if piece.text is None:
            _strip_end(out)
            out.append(piece)
            at_space = True
            continue
        text = SPACES.sub(" ", piece.text)
        if at_space:
            text = text.removeprefix(" ")
        if text:
            out.append(Piece(text, piece.face))
            at_space = text.endswith(" ")
    _strip_end(out)
    while out and out[-1].text is None:
        out.pop()
        _strip_end(out)
    return out


def _strip_end(pieces: list[Piece]) -> None:
    if pieces and pieces[-1].text is not None:
        last = pieces.pop()
        if text := last.text.removesuffix(" "):
            pieces.append(Piece(text, last.face))


def runs(pieces: list[Piece], link: Callable[[str], str]) -> list:
    """Runs of folded pieces. link: address → id of its relationship."""
    made = []
    for piece in pieces:
        properties = piece.face.properties()
        run = w("r", properties, w("br")) if piece.text is None else text_run(piece.text, properties)
        if piece.face.address:
            holder = w("hyperlink", run)
            holder.set(qn("r:id"), link(piece.face.address))
            run = holder
        made.append(run)
    return made
