"""Lists of the passport against the items that do what they name: four kinds of monitoring and three of them done."""

import re
from collections.abc import Iterator, Sequence

from methodservice.documents.recognition.answer import Kind
from roadmap.content import Content
from roadmap.lines import said

from .answer import Contradiction, Severity, living_parts
from .stages import passport_rows

_LISTED = re.compile(r"^\s*[-–—•]\s*(?P<words>.+?)[\s.,;]*$", re.M)
_WORD = re.compile(r"[а-яё]{3,}")
STEM = 8
"""First letters of a label by which an item is about it: «монитори» of «Мониторинг»."""
SHORTEST_LIST = 2


def about_lists(content: Content) -> Iterator[Contradiction]:
    """Of a passport row and an item about the same, when both list and only a part of what they list is the same."""
    listed = [
        (place, label, items)
        for place, part in enumerate(content.parts)
        if part.kind == Kind.PASSPORT
        for label, text in passport_rows(part)
        if len(items := items_of(text)) >= SHORTEST_LIST
    ]
    for _, part, lines in living_parts(content):
        for at, line in lines:
            words = said(part.columns, line.cells)
            done = items_of(words.action)
            for _place, label, items in listed:
                if len(done) >= SHORTEST_LIST and _about(label, words.action):
                    number = words.number.strip(" .")
                    yield from _unlike(
                        label, items, f"пункте {number}" if number else "мероприятии", done, at
                    )


def items_of(text: str) -> list[str]:
    """Lines of a text that begin with a dash, without it and what ends them."""
    return [match["words"] for match in _LISTED.finditer(text)]


def _about(label: str, action: str) -> bool:
    words = _WORD.findall(label.lower())
    lead = action.partition("\n")[0].lower()
    return len(words) == 1 and len(words[0]) >= STEM and words[0][:STEM] in lead


def _unlike(
    label: str, items: Sequence[str], where: str, done: Sequence[str], at: int
) -> Iterator[Contradiction]:
    only = [each for each in items if not any(_same(each, other) for other in done)]
    more = [each for each in done if not any(_same(each, other) for other in items)]
    if len(only) == len(items) or not (only or more):
        return
    told = [
        f"{words}: {'; '.join(f'«{each}»' for each in left)}"
        for words, left in (("только в паспорте", only), ("только в пункте", more))
        if left
    ]
    yield Contradiction(
        f"В паспорте («{label.strip()}») перечислено {len(items)}, в {where} — {len(done)}; {'; '.join(told)}.",
        Severity.NOTE,
        (at,),
    )


def _same(one: str, other: str) -> bool:
    """The words of the shorter are all in the longer: «аттестации педагогов» and «результатов аттестации педагогов»."""
    few, many = sorted((set(_WORD.findall(one.lower())), set(_WORD.findall(other.lower()))), key=len)
    return bool(few) and few <= many
