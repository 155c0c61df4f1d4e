"""Which rows of a table name the rows below them, and what such a row says."""

import re
from collections.abc import Collection, Sequence

from methodservice.lib.officefiles.grids import merged, one_line

from .answer import Section
from .shape import Line

NUMBER = re.compile(r"№?\s*(?:\d+(?:\s?[.\-]\s?\d+)*|[IVXLХ]+(?:\.\d+)*)(?:\s?[.)]+)?\Z", re.I)
_WORD = re.compile(
    r"(?:раздел|блок|модуль|направление|этап|задача|цель|часть|глава)\s*(?:№\s?)?(?:\d|[IVX])", re.I
)
_ORDINAL = re.compile(
    r"(?:(?P<word>Раздел|Блок|Модуль|Направление|Этап|Задача|Цель|Часть)\s+)?(?:№\s?)?"
    r"(?P<number>\d+(?:\.\d+)*|[IVXLХ]+)(?:\s?[.):]+\s*|(?<=[IVXLХ])\s+(?!(?:этап|полугоди|квартал|четверт|кв\b))[–—-]?\s*"
    r"|\s+[–—-]\s+)",
    re.I,
)
_YEARS = r"20\d\d(?:\s?[-–—/]\s?(?:20)?\d\d)?\s?(?:(?:уч(?:ебн\w+|\.)\s)?(?:гг?\b\.?|год(?:ы|а|ов)?\b))?"
_PERIOD = re.compile(
    rf"\s*(?:\((?P<inner>[^()]*20\d\d[^()]*)\)|[,:–—-]\s*(?P<tail>(?:(?:[а-я]+\s?[–—-]?\s?){{0,3}}){_YEARS}))\s*\.?\Z",
    re.I,
)
_ROMAN = re.compile(r"[IVXLХ]+(?:\s?[.)]+)?\Z")


def section_of(index: int, text: str, at: int) -> Section:
    """The section that the words make."""
    found = _ORDINAL.match(text)
    title = text[found.end() :].strip() if found else text
    period = _PERIOD.search(title)
    if period and period.start() > 0:
        title, when = title[: period.start()].strip(), (period["inner"] or period["tail"]).strip()
    else:
        when = None
    return Section(index, text, found["number"] if found and title else None, title or text, when, at)


def section_texts(
    lines: Sequence[Line], number: int | None, action: int | None, strong: Collection[Line] = ()
) -> dict[int, str]:
    """{place among the lines: words of the section}. number, action: columns of these, None when there is none;
    strong: lines all of whose words are bold."""
    found, likely = {}, {}
    below = _below(lines)
    for at, line in enumerate(lines):
        if text := _sure(line, number):
            found[at] = text
        elif text := _likely(line, below[at], number, action, line in strong):
            likely[at] = text
    # where some of the words alone in their row are bold, the others are rows that are not filled in
    bold = {at: text for at, text in likely.items() if lines[at] in strong}
    return found | (bold or likely)


def _below(lines: Sequence[Line]) -> list[Line | None]:
    """For each line the next one that holds something."""
    found: list[Line | None] = []
    below = None
    for line in reversed(lines):
        found.append(below)
        if any(cell.text for cell in line):
            below = line
    return found[::-1]


def _sure(line: Line, number: int | None) -> str | None:
    """One cell across, or a number and one cell across the rest, or words where only numbers stand."""
    filled, width = merged(line), len(line)
    if width < 2 or not filled:
        return None
    first, places = filled[0]
    if any(cell.at[0] != _row(line) for cell, _ in filled):
        return None
    if len(filled) == 1:
        is_wide = places > 1
        in_numbers = number is not None and line[number] is first and not NUMBER.fullmatch(first.text)
        return one_line(first.text) if is_wide or (in_numbers and width > 2) else None
    rest, covered = filled[1]
    if len(filled) == 2 and places == 1 and NUMBER.fullmatch(first.text) and covered > 1:
        return _joined(first.text, rest.text)
    texts = {cell.text for cell, _ in filled}
    return one_line(first.text) if len(texts) == 1 and len(filled) == width > 2 else None


def _row(line: Line) -> int:
    """The row that the line is in its table."""
    return max(cell.at[0] for cell in line if cell.text)


def _joined(number: str, text: str) -> str:
    return one_line(f"{number.rstrip('. ')}. {text}")


def _likely(
    line: Line, below: Line | None, number: int | None, action: int | None, strong: bool
) -> str | None:
    """Words alone in a row, above a full one: in the first column, or where actions stand."""
    filled = merged(line)
    if below is None or len(line) < 3 or any(cell.at[0] != _row(line) for cell, _ in filled):
        return None
    under = merged(below)
    own = line[number].text if number is not None else ""
    words = [cell for cell, _ in filled if number is None or cell is not line[number]]
    if len(words) != 1 or len(filled) > 2:
        return None
    text = words[0].text
    if len(under) < 2 or (number is None and text.startswith(("-", "–", "•"))):
        return None
    if number is None:
        return one_line(text) if line[0].text and len(under) > 1 else None
    if action is None or line[action] is not words[0]:
        return None
    if strong:
        return _joined(own, text) if own else one_line(text)
    return _numbered(own, text, below[number].text, len(under))


def _numbered(own: str, text: str, next_number: str, full: int) -> str | None:
    """A row of a number and an action alone: a section when the numbers below go on from its own."""
    if not own:
        begins = text[:1].isupper() or _ORDINAL.match(text) or _WORD.match(text)
        return one_line(text) if begins and next_number and full > 2 else None
    bare = re.sub(r"[.)\s]+\Z", "", own)
    goes_on = re.match(rf"{re.escape(bare)}\s?\.\s?\d", next_number)
    if goes_on or (_ROMAN.fullmatch(own) and not _ROMAN.fullmatch(next_number) and next_number):
        return _joined(own, text)
    return None
