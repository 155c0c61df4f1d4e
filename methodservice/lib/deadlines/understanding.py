"""`understand`: the whole way from the words of a deadline to what they mean."""

import re
from datetime import date

from methodservice.lib.deadlines.answer import Deadline, Kind, Occurrence
from methodservice.lib.deadlines.dated import Entry, is_year
from methodservice.lib.deadlines.doubts import LEFT
from methodservice.lib.deadlines.explain import explanation
from methodservice.lib.deadlines.grammar.whole import Parsed, is_instruction, parse
from methodservice.lib.deadlines.meaning import Meaning
from methodservice.lib.deadlines.reading import read
from methodservice.lib.deadlines.spans import Frame
from methodservice.lib.deadlines.tokens import LONGEST_TEXT, MOST_TOKENS, normalise, tokenise

MOST_UNKNOWN = 3
PARTICIPLE = re.compile(r"нн(?:ый|ая|ое|ые|ого|ой|ых|ым|ыми)$")
"""A time right after it describes a thing: «посвящённые 9 Мая»."""
QUOTED = re.compile(r"«[^«»]*»|“[^“”]*”|\"[^\"]*\"")
TOO_LONG = "текст слишком длинный."
EMPTY = "ничего не написано."
FOREIGN = "кроме времени в тексте есть другое — «{words}»."


def understand(text: str, first: date, last: date) -> Deadline:
    """The deadline of the text in the period from `first` to `last`, both included.

    Never fails on a text; raises ValueError when the period ends before it starts.
    """
    if last < first:
        raise ValueError("Период кончается раньше, чем начинается.")
    frame = Frame(first, last)
    meaning = _meaning(text, frame)
    return Deadline(
        text=text,
        kind=meaning.kind,
        occurrences=tuple(Occurrence(start, end) for start, end in meaning.days),
        offset=meaning.offset,
        review="" if meaning.kind is Kind.UNRECOGNISED else " ".join(meaning.doubts),
        explanation=explanation(meaning, frame),
    )


def _meaning(text: str, frame: Frame) -> Meaning:
    if len(text) > LONGEST_TEXT:
        return Meaning(Kind.UNRECOGNISED, wrong=TOO_LONG)
    tokens = tokenise(normalise(text))
    if not tokens.items:
        return Meaning(Kind.UNRECOGNISED, wrong=EMPTY)
    if len(tokens) > MOST_TOKENS:
        return Meaning(Kind.UNRECOGNISED, wrong=TOO_LONG)
    parsed = parse(tokens)
    meaning = read(parsed.phrases, frame)
    if meaning.kind is Kind.UNRECOGNISED or not parsed.left or is_instruction(parsed.left):
        return meaning
    words = " ".join(_as_typed(one.typed or one.text, text) for one in parsed.left)
    if _is_foreign(parsed, meaning.entries) or _is_title(text, frame):
        return Meaning(Kind.UNRECOGNISED, wrong=FOREIGN.format(words=words))
    meaning.doubt(LEFT.format(words=words))
    return meaning


def _is_title(text: str, frame: Frame) -> bool:
    """Whether the time is only in the name of something: «Октябрь в истории России»."""
    outside = QUOTED.sub(" ", text)
    return outside != text and _meaning(outside, frame).kind is Kind.UNRECOGNISED


def _as_typed(word: str, text: str) -> str:
    """The word with the capital letters of the text, where it stands in it unchanged."""
    found = re.search(re.escape(word).replace("е", "[её]"), text, re.IGNORECASE)
    return found.group() if found else word


def _is_foreign(parsed: Parsed, entries: tuple[Entry, ...]) -> bool:
    """Numbers that mean nothing, a long text, or a story that only mentions a time: no deadline of its own."""
    if len(parsed.left) > MOST_UNKNOWN or any(one.kind != "word" for one in parsed.left):
        return True
    only_years = bool(entries) and all(map(is_year, entries))
    return parsed.leads and (
        len(parsed.left) > 1 or only_years or bool(PARTICIPLE.search(parsed.left[0].text))
    )
