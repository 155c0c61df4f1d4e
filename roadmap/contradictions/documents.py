"""The order, the annex mark, the titles, the words of the document against each other."""

import itertools
import re
from collections.abc import Iterator
from datetime import date

from methodservice.documents.order_reading import DATE
from methodservice.documents.recognition.answer import Kind
from methodservice.lib.cells import parse_date
from methodservice.lib.officefiles import normal
from roadmap.content import Content, PartWords
from roadmap.models import EditionPart

from .answer import Contradiction, OrderFacts, Severity, living_parts
from .stages import passport_rows

_DOCUMENT = re.compile(
    r"(?:программ|дорожн\w+ карт|комплекс\w* мер|положени|концепци|план|поряд|переч)[а-яё]*[»\"]?\s*", re.I
)
_APPROVED = re.compile(r"^Об? (?:утверждении|внедрении|реализации|введении)\s+", re.I)
_AFTER = re.compile(r"\s*\(далее\b.*$|\s+(?:на|в)\s+\d{4}.*$", re.I | re.S)
_ANNEX = re.compile(r"приложени", re.I)
_NAMED = ("наименование", "название", "полное наименование")
LONGEST_TITLE = 400
SHORTEST = 3
"""Letters of a word whose repetition is no «и и»."""


def about_order(content: Content, order: OrderFacts | None) -> Iterator[Contradiction]:
    """Date and number against the annex mark; documents named in the order that are younger than it."""
    if order is None:
        return
    if order.date and order.mark_date and order.date != order.mark_date:
        yield Contradiction(
            f"Дата приказа {order.date:%d.%m.%Y}, а в отметке приложения {order.mark_date:%d.%m.%Y}."
        )
    if order.number and order.mark_number and order.number != order.mark_number:
        yield Contradiction(f"Номер приказа {order.number}, а в отметке приложения {order.mark_number}.")
    if order.date:
        for text, place in [(order.text, None), *_texts(content)]:
            for words in dict.fromkeys(words for words, day in _cited(text) if day > order.date):
                yield Contradiction(
                    f"Приказ издан {order.date:%d.%m.%Y}, а в тексте назван документ {words}: он позже.",
                    part=place,
                )
    if order.text and not order.mark and _ANNEX.search(order.text):
        yield Contradiction("Приказ называет приложение, но на документе нет его отметки.", Severity.NOTE)


def _texts(content: Content) -> Iterator[tuple[str, int]]:
    """Words of the document and of its passport, with the place of the part."""
    for place, part in enumerate(content.parts):
        if part.kind == EditionPart.TEXT:
            yield "\n".join(block["text"] for block in part.blocks), place
        elif part.kind == Kind.PASSPORT:
            yield "\n".join(value for _, value in passport_rows(part)), place


def _cited(text: str) -> Iterator[tuple[str, date]]:
    """Dates after «от»: those of documents that a text names."""
    for match in DATE.finditer(text):
        words = match[0]
        if not words.lower().startswith("от"):
            continue
        try:
            yield words, parse_date(re.sub(r"^от\s+|[«»\"]", "", words, flags=re.I))
        except ValueError:
            continue


def about_titles(content: Content, order: OrderFacts | None) -> Iterator[Contradiction]:
    """The name after the word of the document: in the order, on the document itself, in the passport."""
    told = [("в приказе", order.title, None)] if order and order.title else []
    told.append(("в заголовке", content.title, None))
    for place, part in enumerate(content.parts):
        if part.kind == Kind.PASSPORT:
            told += [
                ("в паспорте", value, place)
                for label, value in passport_rows(part)
                if label.strip().lower().startswith(_NAMED)
            ]
    named = [(where, name, place) for where, text, place in told if (name := _name(text))]
    if len({normal(name) for _, name, _ in named}) > 1:
        words = "; ".join(f"{where} — «{name}»" for where, name, _ in named)
        place = next((place for _, _, place in named if place is not None), None)
        yield Contradiction(f"Название пишут по-разному: {words}.", part=place)


def _name(text: str) -> str:
    """«развития службы» of «Об утверждении Программы развития службы на 2024 год»: what no case changes."""
    text = " ".join(text.split())[:LONGEST_TITLE]
    found = _DOCUMENT.search(_APPROVED.sub("", text))
    if not found or found.start() > 60:
        return ""
    rest = _AFTER.sub("", _APPROVED.sub("", text)[found.end() :])
    return rest.strip(' .,;:«»"“”„')


def about_words(content: Content) -> Iterator[Contradiction]:
    """Words that stand twice in a row; numbers of sections that are written in different ways."""
    for _, _, lines in living_parts(content):
        for at, line in lines:
            for text in line.cells:
                if doubled := _doubled(text):
                    yield Contradiction(f"Слова стоят дважды подряд: «{doubled}».", Severity.NOTE, (at,))
    for place, part in enumerate(content.parts):
        yield from _sections(place, part)
        texts = (value for _, value in passport_rows(part)) if part.kind == Kind.PASSPORT else ()
        for text in texts:
            if doubled := _doubled(text):
                yield Contradiction(f"Слова стоят дважды подряд: «{doubled}».", Severity.NOTE, part=place)


def _doubled(text: str) -> str:
    words = text.split()
    plain = [word.strip('.,;:()«»"').lower() for word in words]
    for length in (3, 2, 1):
        for at in range(len(words) - 2 * length + 1):
            one, other = plain[at : at + length], plain[at + length : at + 2 * length]
            if one == other and all(len(word) >= SHORTEST and word.isalpha() for word in one):
                return " ".join(words[at : at + 2 * length])
    return ""


def _sections(place: int, part: PartWords) -> Iterator[Contradiction]:
    written = [section.number.strip(" .") for section in part.sections if section.number.strip(" .")]
    ways = {text.isdigit() for text in written if text.isdigit() or re.fullmatch(r"[IVXLС]+", text)}
    if len(ways) > 1:
        shown = ", ".join(f"«{text}»" for text in written)
        yield Contradiction(f"Разделы пронумерованы по-разному: {shown}.", Severity.NOTE, part=place)
    plain = [int(text) for text in written if text.isdigit()]
    for before, after in itertools.pairwise(plain):
        if after > before + 1:
            yield Contradiction(f"После раздела {before} сразу {after}.", Severity.NOTE, part=place)
        elif after == before:
            yield Contradiction(f"Номер раздела {after} стоит дважды.", part=place)
