"""Lists as Word numbers them: 1., 1.1., 1.1.1. and dashes; every list of the HTML counts from one."""

from collections.abc import Iterator
from dataclasses import dataclass

from .styles import INDENT_MM
from .xml import twips, w

LEVELS = 9
DASH = "–"
ABSTRACT = {("ol", False): 0, ("ol", True): 1, ("ul", False): 2, ("ul", True): 3}
"""(tag, in a cell of a table) → definition of such lists; only outside of tables the first line is indented."""


@dataclass
class Number:
    """The mark of one item; the item's first paragraph takes it."""

    list_id: int
    level: int
    kind: str
    taken: bool = False


class Numbering:
    """Writes word/numbering.xml as lists come."""

    def __init__(self, document):
        self.element = document.part.numbering_part.element
        self.last = 0
        for (kind, in_cell), key in ABSTRACT.items():
            levels = (_level(kind, level, 0 if in_cell else INDENT_MM) for level in range(LEVELS))
            self.element.append(
                w("abstractNum", w("multiLevelType", val="multilevel"), *levels, abstractNumId=key)
            )

    def items(self, kind: str, outer: Number | None, *, in_cell: bool) -> Iterator[Number]:
        """Marks for the items of a list inside the item `outer`; of one kind, it continues the outer one: 1.1."""
        level = outer.level + 1 if outer else 0
        list_id = outer.list_id if outer and outer.kind == kind else self._open(kind, in_cell)
        while True:
            yield Number(list_id, min(level, LEVELS - 1), kind)

    def _open(self, kind: str, in_cell: bool) -> int:
        self.last += 1
        restart = (w("lvlOverride", w("startOverride", val=1), ilvl=level) for level in range(LEVELS))
        self.element.append(
            w("num", w("abstractNumId", val=ABSTRACT[kind, in_cell]), *restart, numId=self.last)
        )
        return self.last

    @staticmethod
    def take(number: Number | None):
        """w:numPr for the first paragraph of an item, None for the others."""
        if number is None or number.taken:
            return None
        number.taken = True
        return w("numPr", w("ilvl", val=number.level), w("numId", val=number.list_id))


def _level(kind: str, level: int, indent_mm: float):
    """The gap after the mark is a space; the lines that follow start at the margin."""
    steps = "".join(f"%{step}." for step in range(1, level + 2))
    text, form = (steps, "decimal") if kind == "ol" else (DASH, "bullet")
    return w(
        "lvl",
        w("start", val=1),
        w("numFmt", val=form),
        w("suff", val="space"),
        w("lvlText", val=text),
        w("lvlJc", val="left"),
        w("pPr", w("ind", left=0, firstLine=twips(indent_mm))),
        ilvl=level,
    )
