"""The requisites of an order in Word that was read into blocks: what a draft of the portal begins with.

    order_blocks, annex_blocks = split_order(content.blocks)
    order = read_order(order_blocks)

What was not found is None and named in `warnings`; nothing is guessed or mended.
"""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from methodservice.lib.cells import parse_date

from .annex_shape import Block
from .order_parts import NUMBER, POINT, VERB, WORD, OrderParts, is_point, mark_end, parts_of

MONTHS = "января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря"
DATE = re.compile(
    rf"(?:от\s+)?(?:\d{{1,2}}\.\d{{1,2}}\.\d{{4}}|[«\"]?\d{{1,2}}[»\"]?\s(?:{MONTHS})\s\d{{4}})(?:\s?г(?:ода|\.(?!\s?(?-i:[А-ЯЁ]))|\b(?!\.)))?",
    re.I,
)
TITLE = re.compile(r"[«\"]?(?:О|Об|Обо|ОБ|ОБО)\s")
_ABOVE = re.compile(
    r"РОССИЙСКАЯ ФЕДЕРАЦИЯ|РЕСПУБЛИКА \S+|\S+ (?:ОБЛАСТЬ|КРАЙ)|\S+ АВТОНОМНЫЙ ОКРУГ.{0,20}", re.I
)
_CONTACTS = re.compile(r"\d{6},|тел\.|телефон|e-?mail|@|ИНН|ОГРН|https?:|www\.", re.I)
_PREAMBLE = re.compile(
    r"(?:В целях|С целью|В соответствии|На основании|Во исполнение|Руководствуясь|В связи|Согласно|Учитывая|По итогам"
    r"|По результатам|Для|Во избежание|В рамках)(?!\w)",
    re.I,
)
_PLACE = re.compile(
    r"(?:пгт|р\.?\s?п|п|пос|г|с|ст|д|х|аул|город|село|посёлок|поселок|станица|деревня|хутор)(?:\.|\s)", re.I
)
_CONTROL = re.compile(r"контрол", re.I)
_CONTROL_OF = re.compile(r"возложить|оставляю|за собой|осуществ", re.I)
_MARK_NUMBER = re.compile(r"Приложение\s*(?:№\s?)?(\d+)", re.I)
_OF_ORDER = re.compile(r"\bот\b")
LONGEST_PLACE = 60
NOT_FOUND = {
    "word": "слово «ПРИКАЗ»", "organisation": "название организации", "number": "номер", "date": "дату",
    "place": "место", "title": "заголовок «О…»", "verb": "слово «приказываю»", "points": "пункты",
    "control": "пункт о контроле", "signature_name": "подпись",
}  # fmt: skip


@dataclass(frozen=True)
class OrderPoint:
    """number without its last period, «» when it has none; text: lines of the point joined by line ends."""

    number: str
    text: str


@dataclass(frozen=True)
class AnnexMark:
    """The mark as written, in one line; the numbers and the date it names, date_text: that date as written."""

    text: str
    number: str | None = None
    order_number: str | None = None
    order_date: datetime.date | None = None
    date_text: str | None = field(default=None, compare=False)


@dataclass(frozen=True)
class OrderText:
    """An order as written. date_text: the date with its «от»; above: what stands over the organisation; warnings: what
    was not found or does not agree (sentences in Russian)."""

    organisation: str | None = None
    above: str | None = None
    word: str | None = None
    date_text: str | None = None
    date: datetime.date | None = None
    number: str | None = None
    place: str | None = None
    title: str | None = None
    preamble: str | None = None
    verb: str | None = None
    points: tuple[OrderPoint, ...] = ()
    control: str | None = None
    signature_post: str | None = None
    signature_name: str | None = None
    annex: AnnexMark | None = None
    warnings: tuple[str, ...] = ()


def read_order(blocks: Sequence[Block]) -> OrderText:
    """The requisites of the order that the blocks begin with. Never raises: what is not there is None."""
    parts = parts_of(blocks)
    if parts.word is None:
        return OrderText(warnings=("Не нашли слово «ПРИКАЗ»: в начале файла нет приказа.",))
    found = _head(parts) | _requisites(parts)
    if parts.verb is not None:
        found |= _preamble(parts) | {"points": _points(blocks, parts)}
        controls = [point.text for point in found["points"] if _is_control(point.text)]
        found["control"] = controls[-1] if controls else None
    if parts.signature:
        found |= {"signature_post": parts.signature.post, "signature_name": parts.signature.name}
    found["annex"] = _annex(parts)
    return OrderText(**found, warnings=tuple(_warnings(found)))


def _head(parts: OrderParts) -> dict:
    lines = (*parts.lines[: parts.word], *parts.over)
    above = [line for line in lines if _ABOVE.fullmatch(line)]
    own = [
        line for line in lines if line not in above and not _CONTACTS.search(line) and not DATE.search(line)
    ]
    word = WORD.match(parts.heading)[0]
    return {"above": _joined(above), "organisation": _joined(own), "word": "".join(word.split())}


def _joined(lines: Sequence[str], by: str = " ") -> str | None:
    return by.join(lines) or None


def _title_at(parts: OrderParts) -> int | None:
    end = parts.end if parts.verb is None else parts.verb
    return next((at for at in range(parts.word + 1, end) if TITLE.match(parts.lines[at])), None)


def _body_at(parts: OrderParts) -> int:
    """Where the requisites end: the title, else the preamble, else the verb."""
    title = _title_at(parts)
    if title is not None:
        return title
    end = parts.end if parts.verb is None else parts.verb
    return next((at for at in range(parts.word + 1, end) if _PREAMBLE.match(parts.lines[at])), end)


def _requisites(parts: OrderParts) -> dict:
    """Date, number and place between «ПРИКАЗ» and the title, in whatever layout; else above «ПРИКАЗ»."""
    rest = parts.heading[WORD.match(parts.heading).end() :].strip()
    lines = [line for line in (rest, *parts.under, *parts.lines[parts.word + 1 : _body_at(parts)]) if line]
    if not DATE.search(" ".join(lines)):
        lines += [line for line in (*parts.lines[: parts.word], *parts.over) if DATE.search(line)]
    whole = " ".join(lines)
    written, number = DATE.search(whole), NUMBER.search(whole)
    left = (NUMBER.sub(" ", DATE.sub(" ", line)) for line in lines)
    places = [words for line in left if (words := " ".join(line.replace("№", " ").split()).strip(" ,;_"))]
    place = next((words for words in places if _PLACE.match(words)), None)
    if place is None and len(places) == 1 and places[0][0].isupper() and len(places[0]) <= LONGEST_PLACE:
        place = places[0]
    return {
        "date_text": written[0].strip() if written else None,
        "date": _date(written[0]) if written else None,
        "number": number[1] if number else None,
        "place": place,
        "title": _title(parts),
    }


def _date(written: str) -> datetime.date | None:
    words = re.sub(r"^от\s+|[«»\"]", "", written.strip(), flags=re.I)
    try:
        return parse_date(words)
    except ValueError:
        return None


def _title_end(parts: OrderParts, start: int) -> int:
    """A title goes on in lines that begin in the middle of a sentence."""
    end = start + 1
    last = parts.end if parts.verb is None else parts.verb
    while end < last and not _PREAMBLE.match(parts.lines[end]) and not parts.lines[end][:1].isupper():
        end += 1
    return end


def _title(parts: OrderParts) -> str | None:
    start = _title_at(parts)
    return None if start is None else " ".join(parts.lines[start : _title_end(parts, start)])


def _preamble(parts: OrderParts) -> dict:
    start = _body_at(parts)
    if _title_at(parts) is not None:
        start = _title_end(parts, start)
    line = parts.lines[parts.verb]
    verb = VERB.search(line)
    words = [*parts.lines[start : parts.verb], line[: verb.start()].strip()]
    return {"preamble": _joined([each for each in words if each]), "verb": verb[0].strip()}


def _points(blocks: Sequence[Block], parts: OrderParts) -> tuple[OrderPoint, ...]:
    line = parts.lines[parts.verb]
    points: list[tuple[str, list[str]]] = []
    if rest := line[VERB.search(line).end() :].strip():
        points.append(_numbered(rest))
    end = parts.signature.first if parts.signature else len(blocks)
    for block, words in zip(blocks[parts.verb + 1 : end], parts.lines[parts.verb + 1 : end], strict=True):
        if is_point(block):
            points.append(
                (block["marker"].rstrip(".)"), [block["text"]])
                if block["kind"] == "item"
                else _numbered(words)
            )
        elif points:
            points[-1][1].append(words)
        else:
            points.append(("", [words]))
    return tuple(OrderPoint(number, "\n".join(lines)) for number, lines in points)


def _numbered(words: str) -> tuple[str, list[str]]:
    found = POINT.match(words)
    return (found["number"] or found["bare"], [words[found.end() :]]) if found else ("", [words])


def _is_control(text: str) -> bool:
    return bool(_CONTROL.search(text) and _CONTROL_OF.search(text))


def _annex(parts: OrderParts) -> AnnexMark | None:
    if parts.signature is None:
        return None
    start = next((at for at in range(parts.end, len(parts.lines)) if mark_end(parts.lines, at) > at), None)
    if start is None:
        return None
    return read_mark(parts.lines[start : mark_end(parts.lines, start)])


def read_mark(lines: Sequence[str]) -> AnnexMark:
    """What the lines of an annex mark name."""
    text = " ".join(lines)
    number, of_order = _MARK_NUMBER.match(text), _OF_ORDER.search(text)
    about = text[of_order.start() :] if of_order else ""
    written, order_number = DATE.search(about), NUMBER.search(about)
    return AnnexMark(
        text,
        number[1] if number else None,
        order_number[1] if order_number else None,
        _date(written[0]) if written else None,
        re.sub(r"^от\s+", "", written[0]).strip() if written else None,
    )


def _warnings(found: dict) -> list[str]:
    missing = [words for name, words in NOT_FOUND.items() if not found.get(name)]
    sentences = [f"Не нашли в приказе: {', '.join(missing)}."] if missing else []
    mark = found["annex"]
    if mark and mark.order_date and found["date"] and mark.order_date != found["date"]:
        sentences.append(
            f"Дата приказа {found['date']:%d.%m.%Y}, а в отметке приложения {mark.order_date:%d.%m.%Y}."
        )
    if mark and mark.order_number and found["number"] and mark.order_number != found["number"]:
        sentences.append(f"Номер приказа {found['number']}, а в отметке приложения {mark.order_number}.")
    return sentences
