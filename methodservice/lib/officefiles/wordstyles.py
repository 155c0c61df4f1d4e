"""How a paragraph of Word looks, as far as it says what the paragraph is: heading, alignment, bold."""

import re
from dataclasses import dataclass, replace

from .word_numbers import child, local, value_of, whole
from .wordtext import is_on

ALIGNMENTS = {
    "left": "left", "start": "left", "center": "centre", "right": "right", "end": "right",
    "both": "justify", "distribute": "justify",
}  # fmt: skip
DEEPEST_HEADING = 9
MOST_BASES = 20
LONGEST_CENTRED = 300
_HEADING = re.compile(r"(?:heading|заголовок) ?([1-9])$", re.I)
_TITLES = frozenset({"title", "название", "заголовок"})
_SHORT = re.compile(r"(?:[\dIVXLC.]+[.)]?\s*)?[^.:;!?]{3,150}:?$")


@dataclass(frozen=True)
class Look:
    """level: of a heading from 1, else 0; align: «» when nothing says; bold: by style."""

    level: int = 0
    align: str = ""
    bold: bool = False


class Styles:
    """Styles of one document; styles.xml may be missing."""

    def __init__(self, root=None):
        self.by_id: dict[str, object] = {}
        self.known: dict[str, Look] = {}
        self.default = ""
        for style in root if root is not None else ():
            if local(style) == "style" and value_of(style, "type", "paragraph") == "paragraph":
                self.by_id[value_of(style, "styleId")] = style
                if value_of(style, "default") in ("1", "true", "on"):
                    self.default = value_of(style, "styleId")

    def look(self, paragraph) -> Look:
        """By the style of the paragraph and by what it says itself."""
        properties = child(paragraph, "pPr")
        style = child(properties, "pStyle") if properties is not None else None
        look = self._named(self.default if style is None else value_of(style))
        return look if properties is None else _changed(look, properties)

    def _named(self, key: str) -> Look:
        if key not in self.known:
            chain, at = [], key
            while at in self.by_id and len(chain) < MOST_BASES:
                chain.append(self.by_id[at])
                based_on = child(chain[-1], "basedOn")
                at = "" if based_on is None else value_of(based_on)
            look = Look()
            for style in reversed(chain):
                look = self._styled(look, style)
            self.known[key] = look
        return self.known[key]

    def _styled(self, look: Look, style) -> Look:
        for part in style:
            match local(part):
                case "name":
                    name = value_of(part).strip().lower()
                    if found := _HEADING.match(name):
                        look = replace(look, level=int(found[1]))
                    elif name in _TITLES:
                        look = replace(look, level=1)
                case "pPr":
                    look = _changed(look, part)
                case "rPr":
                    look = replace(look, bold=is_on(child(part, "b"), look.bold))
        return look


def _changed(look: Look, properties) -> Look:
    for part in properties:
        match local(part):
            case "jc":
                look = replace(look, align=ALIGNMENTS.get(value_of(part), look.align))
            case "outlineLvl":
                level = whole(value_of(part), DEEPEST_HEADING, DEEPEST_HEADING) + 1
                look = replace(look, level=level if level <= DEEPEST_HEADING else 0)
    return look


def heading_level(look: Look, text: str, *, bold: bool) -> int:
    """By its style; else 1 for a centred line in bold or capitals, 2 for a short line all in bold; 0 for others."""
    if look.level or not text or "\n" in text:
        return look.level
    if look.align == "centre":
        obvious = (bold or text.isupper()) and len(text) <= LONGEST_CENTRED
        return int(obvious and not text.endswith((";", ",")))
    return 2 if bold and look.align != "right" and _SHORT.match(text) else 0
