"""Words and numbers that every part of the grammar uses."""

from methodservice.lib.deadlines.combinators import (
    at_break,
    either,
    lexeme,
    number,
    of_kind,
    run_of,
    several,
    token,
    words,
)
from methodservice.lib.deadlines.grammar.notation import define, rule

LONGEST_COUNT = 366
CALENDAR_FAMILIES = {"month", "frequency", "times", "weekday"}
BREAKS = {",", ";", "(", ")", ":", "но", "либо"}


def phrases(*alternatives: str):
    """Any of the fixed phrases; the value is the phrase."""
    return either(*map(words, alternatives))


def unit(*values: str):
    """A word for a unit of time, in any form."""
    return lexeme("unit", *values)


def _plain(one):
    families = {lexeme_.family for lexeme_ in one.lexemes}
    if one.kind != "word" or families & CALENDAR_FAMILIES or one.text in BREAKS:
        return None
    return one.text


define(
    "next_phrase",
    phrases("в течение", "на протяжении", "не реже", "не менее", "не позднее", "не позже", "до"),
    rule("(на|за) {year_of}"),
)
"""Where words of any kind stop: the next phrase begins."""
_next_phrase = rule("{next_phrase}")

for kind in ("every", "whole", "school", "calendar", "working", "reporting", "next", "current"):
    define(kind, lexeme("adjective", kind))
for name in (
    "day",
    "week",
    "decade",
    "month",
    "quarter",
    "half_year",
    "year",
    "period",
    "stage",
    "half",
    "hour",
):
    define(f"{name}_word", unit(name))
define("years_word", several(unit("year")))
define("edge", lexeme("edge"))
define("start", lexeme("edge", "start"))
define("end", lexeme("edge", "end"))
define("event", lexeme("event"))

define("plain", token(_plain))
define("plain_words", run_of(token(_plain), until=_next_phrase))
define("any_words", run_of(token(lambda one: None if one.text in BREAKS else one.text), until=_next_phrase))
define(
    "name_words",
    run_of(
        token(lambda one: one.text if one.kind == "word" and not one.lexemes else None), until=_next_phrase
    ),
)

define(
    "separator",
    phrases(",", ";", "и", "или", "а", "/", "а также", ", а также", ", и", ", а", ", или", "; и"),
)
define("to", phrases("-", "по", "до"))
define("inclusive", words("включительно"))

define("tens", lexeme("cardinal", 20, 30, 40, 50, 60))
define("ones", lexeme("cardinal", *range(1, 10)))
define(
    "cardinal",
    number(1, LONGEST_COUNT),
    lexeme("cardinal"),
    rule("{tens} {ones}", lambda tens, ones: tens + ones),
)
define("digits", number(1, LONGEST_COUNT))
define(
    "count",
    rule("{cardinal}"),
    rule("{digits} {open} {cardinal} {close}", lambda digits, **_: digits),
    rule("{word=cardinal} {open} {digits} {close}", lambda digits, **_: digits),
)
define("break", at_break)
define("open", words("("))
define("close", words(")"))

define("small_ordinal", lexeme("ordinal", *range(1, 10)))
define(
    "ordinal_word",
    lexeme("ordinal"),
    rule("{tens} {small_ordinal}", lambda tens, small_ordinal: tens + small_ordinal),
)
define("roman", of_kind("roman"))
define(
    "ordinal",
    number(0, 99),
    rule("{ordinal_word}"),
    rule("{roman}"),
    rule("{roman} - (й|ый|ой|го|ого|я|ая|е|ое|м|ом|му)"),
    lexeme("look_alike"),
)
define(
    "ordinal_or_pair",
    rule("{ordinal}"),
    rule("{low=ordinal} (-|по) {high=ordinal}", lambda low, high: (low, high)),
)
"""A pair is a range."""
define("ordinals", several(rule("{ordinal_or_pair}"), rule("{separator}")))
"""«I», «1, 3», «II–IV»: a tuple of numbers and of pairs."""

define(
    "in",
    phrases(
        "в", "во", "на", "в течение", "на протяжении", "в период", "на период", "за период", "в срок",
        "в сроки", "на срок", "в месяце", "по состоянию на",
    ),
)  # fmt: skip
define(
    "until",
    phrases(
        "до", "к", "ко", "по", "не позднее", "не позже", "не позднее чем", "не позднее чем до", "в срок до", "перед",
        "в сроки до", "на срок до", "на период до", "в срок не позднее", "в срок к", "в срок по",
        "не позднее , чем",
    ),
)  # fmt: skip
define(
    "since",
    phrases(
        "с", "со", "начиная с", "начиная со", "в период с", "за период с", "на период с", "в срок с", "в сроки с",
        "не ранее", "не раньше", "не ранее чем с", "в период со",
    ),
)  # fmt: skip
define("range_prefix", rule("{since}"), rule("от"))
