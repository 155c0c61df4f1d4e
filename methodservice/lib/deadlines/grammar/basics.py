"""Numbers, separators and small words that every part of the grammar uses."""

from methodservice.lib.deadlines.combinators import (
    as_value,
    either,
    lexeme,
    maybe,
    number,
    of_kind,
    remembered,
    sequence,
    several,
    stem,
    token,
    word,
    words,
)

TIME_FAMILIES = {"month", "frequency", "times", "weekday"}
BREAKS = {",", ";", "(", ")", ":", "но", "либо"}


def plural(unit: str):
    return lexeme("unit", unit)


comma = either(
    word(",", ";", "и", "или", "а"),
    words("а также"),
    sequence(word(",", ";"), word("и", "а", "или")),
    words(", а также"),
)
dash = word("-")
every = lexeme("adjective", "every")
whole = lexeme("adjective", "whole")
school = lexeme("adjective", "school")
calendar = lexeme("adjective", "calendar")
working = lexeme("adjective", "working")
reporting = lexeme("adjective", "reporting")
following = lexeme("adjective", "next")
current = lexeme("adjective", "current")
year_word = several(plural("year"))
inclusive = word("включительно")

tens = lexeme("cardinal", 20, 30, 40, 50, 60)
ones = lexeme("cardinal", *range(1, 10))

cardinal = remembered(
    either(
        number(1, 366),
        lexeme("cardinal"),
        sequence(tens, ones, make=lambda ten, one: ten + one),
        sequence(number(1, 366), word("("), lexeme("cardinal"), word(")"), make=lambda digits, *_: digits),
    )
)
ordinal_word = either(
    lexeme("ordinal"), sequence(tens, lexeme("ordinal", *range(1, 10)), make=lambda ten, one: ten + one)
)
ordinal = remembered(either(number(0, 99), of_kind("roman"), ordinal_word, lexeme("look_alike")))

ordinals = remembered(
    several(
        either(
            ordinal,
            sequence(ordinal, either(dash, word("по")), ordinal, make=lambda low, _, high: (low, high)),
        ),
        comma,
    )
)
"""«I», «1, 3», «II–IV»: a tuple of numbers and of pairs for ranges."""


def _plain(one):
    families = {lexeme_.family for lexeme_ in one.lexemes}
    if one.kind != "word" or families & TIME_FAMILIES or one.text in BREAKS:
        return None
    return one.text


plain = token(_plain)
"""A word that says nothing of time by itself."""


def run_of(item, most: int = 40):
    """As many items as there are, at least one, joined by spaces; no shorter reading."""

    def rule(tokens, at):
        texts = []
        while len(texts) < most and (readings := item(tokens, at)):
            text, at = readings[0]
            texts.append(str(text))
        return [(" ".join(texts), at)] if texts else []

    return rule


def up_to(item, most: int):
    """From none to `most` items; the value is a tuple."""
    return either(*(sequence(*[item] * count) for count in range(most + 1)))


plain_run = remembered(run_of(plain))
anything = run_of(token(lambda one: one.text if one.text not in BREAKS else None))

inside = either(
    word("в", "во", "на", "за"), words("в течение"), words("на протяжении"), words("в период"), words("на период"),
    words("за период"), words("в срок"), words("в сроки"), words("в месяце"),
)  # fmt: skip
until = either(
    word("до", "к", "ко"),
    words("не позднее"),
    words("не позже"),
    words("не позднее чем"),
    words("в срок до"),
    words("в срок не позднее"),
    words("в срок к"),
    words("в срок по"),
)
since = either(
    word("с", "со", "от"), words("начиная с"), words("начиная со"), words("в период с"), words("за период с"),
    words("на период с"), words("в срок с"), words("в сроки с"), words("не ранее"), words("не раньше"),
)  # fmt: skip

__all__ = [
    "anything", "as_value", "calendar", "cardinal", "comma", "current", "dash", "either", "every", "following",
    "inclusive", "inside", "lexeme", "maybe", "number", "of_kind", "ordinal", "ordinal_word", "ordinals", "plain",
    "plain_run", "plural", "remembered", "reporting", "run_of", "school", "sequence", "several", "since", "stem",
    "token", "until", "up_to", "whole", "word", "words", "working", "year_word",
]  # fmt: skip
