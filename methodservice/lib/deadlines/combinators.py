"""A kit for grammars. A rule tells every way to read the tokens from a place: pairs of a value and where it ends.

Values are compared, so they are frozen. A rule that does not fit tells no pairs.
"""

from collections.abc import Callable, Iterable
from typing import Any

from methodservice.lib.deadlines.tokens import Token, Tokens

Reading = tuple[Any, int]
Rule = Callable[[Tokens, int], list[Reading]]

MOST_ITEMS = 24
"""How many items of one list are read together; longer lists are read in parts."""


def _distinct(readings: Iterable[Reading]) -> list[Reading]:
    return list(dict.fromkeys(readings))


def token(fits: Callable[[Token], Any]) -> Rule:
    """One token; `fits` gives its value, or None when it does not fit."""

    def rule(tokens: Tokens, at: int) -> list[Reading]:
        if at >= len(tokens):
            return []
        value = fits(tokens.items[at])
        return [] if value is None else [(value, at + 1)]

    return rule


def word(*texts: str) -> Rule:
    """One of the words or signs, exactly so."""
    return token(lambda one: one.text if one.text in texts else None)


def words(phrase: str) -> Rule:
    """These words one after another: words("не позднее")."""
    return sequence(*(word(text) for text in phrase.split()), make=lambda *_: phrase)


def stem(*beginnings: str) -> Rule:
    """A word that begins so, in any form."""
    return token(lambda one: one.text if one.kind == "word" and one.text.startswith(beginnings) else None)


def lexeme(family: str, *values) -> Rule:
    """A word of that class in any form; only those values when they are named."""

    def rule(tokens: Tokens, at: int) -> list[Reading]:
        if at >= len(tokens):
            return []
        return [
            (one.value, at + 1)
            for one in tokens.items[at].lexemes
            if one.family == family and (not values or one.value in values)
        ]

    return rule


def of_kind(kind: str) -> Rule:
    """A token of that kind; its value."""
    return token(lambda one: one.value if one.kind == kind else None)


def number(low: int, high: int) -> Rule:
    """A number in digits from low to high."""
    return token(lambda one: one.value if one.kind == "number" and low <= one.value <= high else None)


def sequence(*rules: Rule, make: Callable = lambda *values: values) -> Rule:
    """The rules one after another; `make` builds the value from theirs, None rejects the reading."""

    def rule(tokens: Tokens, at: int) -> list[Reading]:
        states = [((), at)]
        for part in rules:
            states = [
                ((*values, value), end) for values, middle in states for value, end in part(tokens, middle)
            ]
        made = ((make(*values), end) for values, end in states)
        return _distinct((value, end) for value, end in made if value is not None)

    return rule


def either(*rules: Rule) -> Rule:
    """What any of the rules reads."""
    return lambda tokens, at: _distinct(reading for rule in rules for reading in rule(tokens, at))


def maybe(rule: Rule, missing=None) -> Rule:
    """What the rule reads, and also nothing with the value `missing`."""
    return lambda tokens, at: [*rule(tokens, at), (missing, at)]


def several(item: Rule, separator: Rule | None = None) -> Rule:
    """A tuple of items, of every length that can be read."""

    def rule(tokens: Tokens, at: int) -> list[Reading]:
        readings, states = [], [((), at)]
        while states and len(states[0][0]) < MOST_ITEMS:
            longer = []
            for values, end in states:
                starts = [end]
                if values and separator is not None:
                    starts = [after for _, after in separator(tokens, end)]
                longer += [
                    ((*values, value), after) for start in starts for value, after in item(tokens, start)
                ]
            states = _distinct(longer)
            readings += states
        return readings

    return rule


def run_of(item: Rule, until: Rule) -> Rule:
    """As many items as there are before `until` begins, at least one, joined by spaces; no shorter reading."""

    def rule(tokens: Tokens, at: int) -> list[Reading]:
        texts = []
        while (readings := item(tokens, at)) and not until(tokens, at):
            text, at = readings[0]
            texts.append(text)
        return [(" ".join(texts), at)] if texts else []

    return rule


def ahead(rule: Rule) -> Rule:
    """Nothing is read: what the rule reads comes next."""
    return lambda tokens, at: [((), at)] if rule(tokens, at) else []


def at_break(tokens: Tokens, at: int) -> list[Reading]:
    """Nothing is read: the text ends here, or a sign follows."""
    return [((), at)] if at >= len(tokens) or tokens.items[at].kind == "sign" else []


def remembered(rule: Rule) -> Rule:
    """The same rule, computed once for a place: a grammar of alternatives stays fast."""

    def asked(tokens: Tokens, at: int) -> list[Reading]:
        key = (rule, at)
        if key not in tokens.found:
            tokens.found[key] = rule(tokens, at)
        return tokens.found[key]

    return asked
