"""The whole text: phrases one after another, and the words that none of them takes."""

import re
from dataclasses import dataclass

from methodservice.lib.deadlines.combinators import (
    either,
    lexeme,
    maybe,
    remembered,
    sequence,
    stem,
    word,
    words,
)
from methodservice.lib.deadlines.grammar.basics import comma, ordinal, plain, plural, run_of, several, up_to
from methodservice.lib.deadlines.grammar.calendar import deadline_since, deadline_until, group, range_, when
from methodservice.lib.deadlines.grammar.loose import demand, relative, schedule, throughout
from methodservice.lib.deadlines.grammar.recurrence import days_of_month_number, edge_of_each, times, weekdays
from methodservice.lib.deadlines.phrases import Approximate, Except, Harmless
from methodservice.lib.deadlines.spans import Wrong
from methodservice.lib.deadlines.tokens import Token, Tokens

FILLERS = {
    "срок", "сроки", "сроков", "дата", "даты", "период", "периода", "исполнения", "выполнения",
    "реализации", "проведения", "представления", "предоставления", "сдачи", "в", "во", "на", "и", "а",
    "но", "с", "со", "по", "до", "к", "за", "не", "также", "либо", "или", "включительно", "далее",
    "затем", "год", "года", "году", "г", "гг", "лет", "месяц", "месяца", "мес", "т", "д", "др", "пр",
    "том", "числе", "всего", "только", "ежегодный", "план", "раз", "отчетный", "отчетного", "плановый",
    "плановая", "дней", "дня", "день", "число", "числа", "начиная", "заканчивая", "итого", "настоящее",
    "время", "чем", ",", ";", ":", "(", ")", "-", "/", "%",
}  # fmt: skip
"""Words that stand around a deadline and say nothing by themselves."""

STAGE = "stage"
INFINITIVE = re.compile(r"[а-я]{2,}(?:ть|ти|чь)(?:ся)?$")
FINITE = re.compile(r"[а-я]{2,}(?:ли|ло|ла|лись|лось|лась|ет|ют|ит|ат|ят|ется|ются|ится|атся|ятся)$")

label = either(
    sequence(
        maybe(ordinal),
        up_to(plain, 3),
        plural(STAGE),
        maybe(ordinal),
        maybe(word("-", ":")),
        up_to(plain, 6),
        make=lambda *_: Harmless(),
    ),
    sequence(up_to(plain, 4), word("("), plural(STAGE), run_of(plain), word(")"), make=lambda *_: Harmless()),
)
approximate = sequence(
    either(stem("ориентировочн", "примерн", "предварительн", "приблизительн", "планово"), word("около")),
    make=Approximate,
)
exception = sequence(
    either(words("кроме"), words("за исключением"), words("исключая")),
    several(either(range_, group), comma),
    make=lambda _, items: Except(_flat(items)),
)


def _flat(items) -> tuple:
    spans = tuple(span for item in items for span in (item if isinstance(item, tuple) else (item,)))
    return tuple(span for span in spans if not isinstance(span, Wrong))


PHRASES = tuple(
    map(
        remembered,
        (
            times,
            days_of_month_number,
            edge_of_each,
            weekdays,
            deadline_until,
            deadline_since,
            when,
            throughout,
            relative,
            schedule,
            demand,
            exception,
            approximate,
            label,
        ),
    )
)


@dataclass(frozen=True)
class Parsed:
    """phrases in the order of the text; left: tokens that no phrase takes and that are not mere fillers."""

    phrases: tuple
    left: tuple[Token, ...]


def parse(tokens: Tokens) -> Parsed:
    """The longest phrase at each place from left to right; of equal ones, the first in PHRASES."""
    phrases, left, at = [], [], 0
    while at < len(tokens):
        value, end = _longest(tokens, at)
        if end > at:
            phrases += value if isinstance(value, tuple) else (value,)
            at = end
            continue
        one = tokens.items[at]
        if one.text not in FILLERS:
            left.append(one)
        at += 1
    return Parsed(tuple(phrases), tuple(left))


def _longest(tokens: Tokens, at: int):
    best = (None, at)
    for phrase in PHRASES:
        for value, end in phrase(tokens, at):
            if end > best[1]:
                best = (value, end)
    return best


def is_instruction(left: tuple[Token, ...]) -> bool:
    """Whether the left words order something to be done («ввести в действие»), so that they only surround the time."""
    texts = [one.text for one in left]
    if any(one.kind != "word" for one in left):
        return False
    return any(INFINITIVE.search(text) for text in texts) and not any(FINITE.search(text) for text in texts)


__all__ = ["Parsed", "is_instruction", "lexeme", "parse"]
