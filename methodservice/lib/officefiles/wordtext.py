"""The words of a paragraph of Word. What in it is no word — pictures, deletions, notes — is counted, so that the reader
can say what was left out."""

import re
from collections import Counter
from dataclasses import dataclass, field

from .word_numbers import child, local, value_of

SOFT = "\v"
ITEM = re.compile(rf"{SOFT}\s*(?=[-–—•·▪])")
WRAPPERS = frozenset(
    {"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "hyperlink", "fldSimple", "dir", "bdo"}
)
"""What stands around paragraphs, rows, cells and runs without changing what they say."""
REMOVED = frozenset({"del", "moveFrom"})
FORMULAS = frozenset({"oMath", "oMathPara"})
DRAWN = frozenset({"drawing", "pict", "object"})
PICTURES = frozenset({"pic", "imagedata", "chart", "relIds"})
NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}


def inside(element, *names: str):
    """Elements with these names among the children, looking through wrappers."""
    for each in element:
        name = local(each)
        if name in names:
            yield each
        elif name in WRAPPERS:
            yield from inside(each, *names)


def is_on(element, default: bool = False) -> bool:
    """A switch of the markup: the element is there and does not say «off»."""
    return default if element is None else value_of(element, default="1") not in ("0", "false", "off")


@dataclass
class Said:
    """What one paragraph says. bold: every word of it, as its own markup tells; breaks_before, breaks_after: pages
    that end before and after its words; boxes: contents of text boxes; notes: (part, number) of foot- and endnotes."""

    text: str = ""
    bold: bool = False
    breaks_before: bool = False
    breaks_after: bool = False
    boxes: list = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)


class _Listener:
    """Goes through the runs of one paragraph."""

    def __init__(self, left: Counter, bold: bool):
        self.left, self.bold_by_style = left, bold
        self.said = Said()
        self.words: list[str] = []
        self.strong: list[bool] = []
        self.breaks: list[bool] = []

    def listen(self, element) -> None:
        for each in element:
            name = local(each)
            if name == "r":
                self._run(each)
            elif name in FORMULAS:
                self.left["formula"] += 1
                self.words.append("".join(part.text or "" for part in each.iter() if local(part) == "t"))
            elif name in REMOVED:
                self.left["deleted"] += any(local(part) in ("t", "delText") for part in each.iter())
            elif name in WRAPPERS:
                self.left["inserted"] += name in ("ins", "moveTo")
                self.listen(each)
            elif (chosen := _choice(each)) is not None:
                self.listen(chosen)

    def _run(self, run) -> None:
        properties = child(run, "rPr")
        told = {local(each): each for each in properties} if properties is not None else {}
        if is_on(told.get("vanish")):
            self.left["hidden"] += any(local(part) == "t" for part in run)
            return
        before = len(self.words)
        for part in run:
            self._part(part)
        if any(word.strip() for word in self.words[before:]):
            self.strong.append(is_on(told.get("b"), self.bold_by_style))

    def _part(self, part) -> None:
        match local(part):
            case "t":
                self.words.append(part.text or "")
            case "br" | "cr":
                if value_of(part, "type") == "page":
                    self.breaks.append(any(word.strip() for word in self.words))
                self.words.append(SOFT)
            case "tab" | "ptab":
                self.words.append(" ")
            case "noBreakHyphen":
                self.words.append("-")
            case "sym":
                self._symbol(value_of(part, "char"))
            case "commentReference":
                self.left["comment"] += 1
            case name if name in NOTES:
                self.said.notes.append((NOTES[name], value_of(part, "id")))
            case name if name in DRAWN:
                self._drawn(part)
            case _:
                if (chosen := _choice(part)) is not None:
                    for each in chosen:
                        self._part(each)

    def _symbol(self, code: str) -> None:
        """A sign by its number; those of «Symbol» and «Wingdings» have no meaning without their font."""
        number = int(code, 16) if re.fullmatch(r"[0-9A-Fa-f]{1,4}", code) else 0
        if number < 0x20 or 0xD800 <= number < 0xF900:
            self.left["symbol"] += 1
        else:
            self.words.append(chr(number))

    def _drawn(self, part) -> None:
        boxes, pictures = [], 0
        waiting = [part]
        while waiting:
            element = waiting.pop()
            name = local(element)
            if name == "txbxContent":
                boxes.append(element)
            elif name in PICTURES:
                pictures += 1
            elif (chosen := _choice(element)) is not None:
                waiting.append(chosen)
            else:
                waiting += reversed(element)
        self.said.boxes += boxes
        self.left["picture"] += pictures
        self.left["figure"] += not boxes and not pictures


def _choice(element):
    """Of markup given twice, for new programs and for old ones, the new one; None for any other element."""
    if local(element) != "AlternateContent":
        return None
    chosen = child(element, "Choice")
    return chosen if chosen is not None else child(element, "Fallback")


def listen(paragraph, left: Counter, *, bold: bool = False) -> Said:
    """What the paragraph says; a soft break is a space, or the end of a line where an item of a list follows.

    left: counts what is left out; bold: whether its style is.
    """
    listener = _Listener(left, bold)
    listener.listen(paragraph)
    said = listener.said
    said.text = ITEM.sub("\n", "".join(listener.words)).replace(SOFT, " ")
    said.bold = bool(listener.strong) and all(listener.strong)
    said.breaks_before, said.breaks_after = False in listener.breaks, True in listener.breaks
    return said
