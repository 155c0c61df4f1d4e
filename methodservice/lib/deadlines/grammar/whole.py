"""The whole text: phrases one after another, and the words that none of them takes."""

import re
from dataclasses import dataclass

from methodservice.lib.deadlines.combinators import ahead, number, of_kind, token
from methodservice.lib.deadlines.doubts import ABOUT, TYPO
from methodservice.lib.deadlines.grammar import basics, calendar, entries, loose, recurrence, relative
from methodservice.lib.deadlines.grammar.notation import NAMES, define, rule
from methodservice.lib.deadlines.phrases import Choice, Doubtful, Harmless
from methodservice.lib.deadlines.tokens import Token, Tokens

PARTS = (basics, calendar, entries, loose, recurrence, relative)
"""Modules whose rules the text is read by; importing them defines the names."""

FILLERS = {
    "срок", "сроком", "сроки", "сроков", "дата", "даты", "период", "периода", "исполнения", "выполнения",
    "реализации", "проведения", "представления", "предоставления", "сдачи", "в", "во", "на", "и", "а",
    "но", "с", "со", "по", "до", "к", "за", "не", "также", "либо", "или", "включительно", "далее",
    "затем", "год", "года", "году", "г", "гг", "лет", "месяц", "месяца", "мес", "т", "д", "др", "пр",
    "том", "числе", "всего", "только", "раз", "отчетный", "отчетного", "плановый", "плановая", "дней",
    "дня", "день", "число", "числа", "начиная", "заканчивая", "итого", "настоящее", "время", "чем", ",",
    ";", ":", "(", ")", "-", "/", "%",
}  # fmt: skip
"""Words and signs that stand around a deadline and say nothing by themselves."""

INFINITIVE = re.compile(r"[а-я]{2,}(?:ть|ти|чь)(?:ся)?$")
FINITE = re.compile(r"[а-я]{2,}(?:ли|ло|ла|лся|лись|лось|лась|ует|уют|яет|яют|ается|яется|ится|ются|ятся)$")


def _harmless(**_):
    return Harmless()


define("hour_number", number(0, 24))
define("any", token(lambda one: one.text))
define("clock", of_kind("time"))
define("before_month", ahead(rule("(-|:|,|{open}) {in}? {month_name}")))
define(
    "harmless",
    rule("{ordinal}? {w=name_words}? {stage_word} {ordinal}? (- {v=name_words})?", _harmless),
    rule("{stage_word} № {ordinal}", _harmless),
    rule("{w=name_words}? {open} {stage_word} {plain_words}? {close}", _harmless),
    rule("(в|до|к|с)? {clock} (час*|ч)?", _harmless),
    rule("(в|до|к|с)? {hour_number} {hour_word}", _harmless),
    rule("{event} (№ {n=ordinal})?", _harmless),
    rule("{event} (рмо|ммо|гмо|шмо|мо|имц)", _harmless),
    rule("{event} {ordinal} {before_month}", _harmless),
    rule("{ordinal} {event} {before_month}", _harmless),
    rule("{open} {event} {name_words}? {close}", _harmless),
    rule("{paper}? {name_words}? № {any} от {single} {y=years_word}?", _harmless),
    rule("{paper}? {name_words}? от {single} {y=years_word}? № {any}", _harmless),
)
define(
    "approximate",
    rule("(ориентировочн*|примерн*|предварительн*|приблизительн*|планируем*|около)", lambda: Doubtful(ABOUT)),
)

PHRASES = (
    "times_by", "times", "times_only", "days_of_month", "edge_of_each", "weekdays", "part_of_each", "until_entry",
    "since_entry", "when", "throughout", "relative", "schedule", "demand", "exception", "approximate", "harmless",
)  # fmt: skip
"""Rules of phrases; of readings equally long the first in this order is taken."""


@dataclass(frozen=True)
class Parsed:
    """phrases in the order of the text; left: tokens that no phrase takes and that are not mere fillers.

    leads: words stand before the first phrase without a sign between, so that the time may be only a part of a story.
    """

    phrases: tuple
    left: tuple[Token, ...]
    leads: bool = False


def parse(tokens: Tokens) -> Parsed:
    """The longest phrase at each place from left to right."""
    phrases = [Doubtful(TYPO.format(typed=one.typed, meant=one.text)) for one in tokens.items if one.typed]
    phrases += [Choice() for one in tokens.items if one.text in ("или", "либо")]
    left, leads, at = [], False, 0
    while at < len(tokens):
        value, end = _longest(tokens, at)
        if end > at:
            leads = leads or (bool(left) and at > 0 and tokens.items[at - 1] is left[-1])
            phrases += value if isinstance(value, tuple) else (value,)
            at = end
            continue
        one = tokens.items[at]
        if one.text not in FILLERS:
            left.append(one)
        at += 1
    return Parsed(tuple(phrases), tuple(left), leads)


def _longest(tokens: Tokens, at: int) -> tuple[object, int]:
    best = (None, at)
    for name in PHRASES:
        for value, end in NAMES[name].read(tokens, at):
            if end > best[1]:
                best = (value, end)
    return best


def is_instruction(left: tuple[Token, ...]) -> bool:
    """Whether the left words order something to be done («ввести в действие»), so that they only surround the time."""
    texts = [one.text for one in left]
    if any(one.kind != "word" for one in left):
        return False
    return any(map(INFINITIVE.search, texts)) and not any(map(FINITE.search, texts))
