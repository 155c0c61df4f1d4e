"""Numbers and dashes that Word draws before paragraphs: they are not in the text, yet the reader sees them."""

import re
from dataclasses import dataclass, field

ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
         (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
RUSSIAN = "абвгдежзиклмнопрстуфхцчшщэюя"
LATIN = "abcdefghijklmnopqrstuvwxyz"
DEEPEST = 9
MOST_NUMBER = 100_000
BULLET = "-"
_PLACE = re.compile(r"%([1-9])")


def local(element) -> str:
    """The name of an element or attribute without its namespace."""
    name = element if isinstance(element, str) else element.tag
    return name.rpartition("}")[2]


def value_of(element, name: str = "val", default: str = "") -> str:
    """The attribute of an element, whatever namespace it stands in."""
    return next((value for key, value in element.attrib.items() if local(key) == name), default)


def child(element, name: str):
    """The first child with the local name, or None."""
    return next((each for each in element if local(each) == name), None)


def whole(text: str, default: int, most: int = MOST_NUMBER) -> int:
    """A number of the markup that is not negative; what is none, or out of reach, is the default."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 and int(text) <= most else default


def _roman(number: int) -> str:
    written = ""
    for value, sign in ROMAN:
        written += sign * (number // value)
        number %= value
    return written


def _letter(number: int, alphabet: str) -> str:
    """а … я, аа, бб …: Word doubles the letter when the alphabet ends."""
    if number < 1:
        return str(number)
    again, place = divmod(number - 1, len(alphabet))
    return alphabet[place] * min(again + 1, 5)


FORMATS = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "upperRoman": lambda number: _roman(min(number, 4999)).upper(),
    "lowerRoman": lambda number: _roman(min(number, 4999)),
    "russianLower": lambda number: _letter(number, RUSSIAN),
    "russianUpper": lambda number: _letter(number, RUSSIAN).upper(),
    "lowerLetter": lambda number: _letter(number, LATIN),
    "upperLetter": lambda number: _letter(number, LATIN).upper(),
    "none": lambda number: "",
}


@dataclass
class _Level:
    format: str = "decimal"
    text: str = ""
    start: int = 1


@dataclass
class _List:
    """Levels of one list and where each stands now."""

    levels: dict[int, _Level]
    counters: dict[int, int] = field(default_factory=dict)

    def next(self, depth: int) -> str:
        level = self.levels.get(depth, _Level())
        if level.format == "bullet":
            return BULLET
        self.counters[depth] = self.counters.get(depth, level.start - 1) + 1
        for deeper in [each for each in self.counters if each > depth]:
            del self.counters[deeper]
        return _PLACE.sub(lambda found: self._number(int(found[1]) - 1), level.text)

    def _number(self, depth: int) -> str:
        level = self.levels.get(depth, _Level())
        number = self.counters.setdefault(depth, level.start)
        return FORMATS.get(level.format, str)(number)


def _levels(element) -> dict[int, _Level]:
    levels = {}
    for part in element:
        if local(part) == "lvl":
            told = {local(each): value_of(each) for each in part}
            levels[whole(value_of(part, "ilvl"), 0, DEEPEST)] = _Level(
                told.get("numFmt", "decimal"), told.get("lvlText", ""), whole(told.get("start", ""), 1)
            )
    return levels


class Numbering:
    """Marks of the paragraphs of one document; ask for them in the order of the document."""

    def __init__(self, numbering=None, styles=None):
        """Roots of numbering.xml and styles.xml, either may be missing."""
        abstract = {}
        self.lists: dict[str, _List] = {}
        self.restarts: dict[str, dict[int, int]] = {}
        for part in numbering if numbering is not None else ():
            if local(part) == "abstractNum":
                abstract[value_of(part, "abstractNumId")] = _List(_levels(part))
            elif local(part) == "num":
                self._add(part, abstract)
        self.of_style = {
            value_of(style, "styleId"): found
            for style in (styles if styles is not None else ())
            if local(style) == "style" and (found := _reference(style))
        }

    def _add(self, part, abstract) -> None:
        key = value_of(part, "numId")
        target = child(part, "abstractNumId")
        if target is None or value_of(target) not in abstract:
            return
        self.lists[key] = abstract[value_of(target)]
        overrides = {}
        for override in part:
            if local(override) == "lvlOverride" and (start := child(override, "startOverride")) is not None:
                overrides[whole(value_of(override, "ilvl"), 0, DEEPEST)] = whole(value_of(start), 1)
        if overrides:
            self.restarts[key] = overrides

    def mark(self, paragraph) -> str:
        """«1.», «а)», «-» or nothing: what stands before the paragraph on paper. Counts on."""
        found = _reference(paragraph)
        if found is None:
            properties = child(paragraph, "pPr")
            style = child(properties, "pStyle") if properties is not None else None
            found = self.of_style.get(value_of(style)) if style is not None else None
        if found is None or found[0] not in self.lists:
            return ""
        key, depth = found
        numbered = self.lists[key]
        for level, start in self.restarts.pop(key, {}).items():
            numbered.counters[level] = start - 1
        return numbered.next(depth)


def _reference(element) -> tuple[str, int] | None:
    """(list, level) that a paragraph or style names; list «0» takes the number away."""
    properties = child(element, "pPr")
    reference = child(properties, "numPr") if properties is not None else None
    if reference is None:
        return None
    number, level = child(reference, "numId"), child(reference, "ilvl")
    if number is None:
        return None
    return value_of(number), whole(value_of(level), 0, DEEPEST) if level is not None else 0
