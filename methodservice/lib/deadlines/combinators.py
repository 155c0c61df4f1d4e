"""A kit for grammars. A rule tells every way to read the tokens from a place: pairs of a value and where it ends.

Values are compared, so they are frozen. A rule that does not fit tells no pairs. Of the many alternatives of a grammar
only those are tried that can begin with the token at hand.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from methodservice.lib.deadlines.tokens import Token, Tokens

Reading = tuple[Any, int]
Read = Callable[[Tokens, int], list[Reading]]

MOST_ITEMS = 24
"""How many items of one list are read together; longer lists are read in parts."""


def _never() -> bool:
    return False


@dataclass(frozen=True, eq=False, slots=True)
class Rule:
    """read: every reading from a place; begins: whether one may begin with a token; empty: whether one takes none."""

    read: Read
    begins: Callable[[Token], bool]
    empty: Callable[[], bool] = _never


KNOWN_TOKENS = 512
"""How many tokens a named rule remembers, with the alternatives that they may begin."""


def _distinct(readings: Iterable[Reading]) -> list[Reading]:
    return list(dict.fromkeys(readings))


def token(fits: Callable[[Token], Any]) -> Rule:
    """One token; `fits` gives its value, or None when it does not fit."""

    def read(tokens: Tokens, at: int) -> list[Reading]:
        if at >= len(tokens.items):
            return []
        value = fits(tokens.items[at])
        return [] if value is None else [(value, at + 1)]

    return Rule(read, lambda one: fits(one) is not None)


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

    def fitting(one: Token) -> list:
        return [
            known.value
            for known in one.lexemes
            if known.family == family and (not values or known.value in values)
        ]

    def read(tokens: Tokens, at: int) -> list[Reading]:
        if at >= len(tokens.items):
            return []
        return [(value, at + 1) for value in fitting(tokens.items[at])]

    return Rule(read, lambda one: bool(fitting(one)))


def of_kind(kind: str) -> Rule:
    """A token of that kind; its value."""
    return token(lambda one: one.value if one.kind == kind else None)


def number(low: int, high: int) -> Rule:
    """A number in digits from low to high."""
    return token(lambda one: one.value if one.kind == "number" and low <= one.value <= high else None)


def sequence(*rules: Rule, make: Callable = lambda *values: values) -> Rule:
    """The rules one after another; `make` builds the value from theirs, None rejects the reading."""

    def read(tokens: Tokens, at: int) -> list[Reading]:
        states = [((), at)]
        for part in rules:
            states = [
                ((*values, value), end)
                for values, middle in states
                for value, end in part.read(tokens, middle)
            ]
            if not states:
                return []
        made = ((make(*values), end) for values, end in states)
        return _distinct((value, end) for value, end in made if value is not None)

    def begins(one: Token) -> bool:
        for part in rules:
            if part.begins(one):
                return True
            if not part.empty():
                return False
        return True

    return Rule(read, begins, lambda: all(part.empty() for part in rules))


def either(*rules: Rule) -> Rule:
    """What any of the rules reads."""
    if len(rules) == 1:
        return rules[0]
    return Rule(
        lambda tokens, at: _distinct(reading for rule in rules for reading in rule.read(tokens, at)),
        lambda one: any(rule.begins(one) for rule in rules),
        lambda: any(rule.empty() for rule in rules),
    )


def maybe(rule: Rule, missing=None) -> Rule:
    """What the rule reads, and also nothing with the value `missing`."""
    return Rule(lambda tokens, at: [*rule.read(tokens, at), (missing, at)], rule.begins, lambda: True)


def several(item: Rule, separator: Rule | None = None) -> Rule:
    """A tuple of items, of every length that can be read."""

    def read(tokens: Tokens, at: int) -> list[Reading]:
        readings, states = [], [((), at)]
        while states and len(states[0][0]) < MOST_ITEMS:
            longer = []
            for values, end in states:
                starts = [end]
                if values and separator is not None:
                    starts = [after for _, after in separator.read(tokens, end)]
                longer += [
                    ((*values, value), after) for start in starts for value, after in item.read(tokens, start)
                ]
            states = _distinct(longer)
            readings += states
        return readings

    return Rule(read, item.begins)


def run_of(item: Rule, until: Rule) -> Rule:
    """As many items as there are before `until` begins, at least one, joined by spaces; no shorter reading."""

    def read(tokens: Tokens, at: int) -> list[Reading]:
        texts = []
        while (readings := item.read(tokens, at)) and not until.read(tokens, at):
            text, at = readings[0]
            texts.append(text)
        return [(" ".join(texts), at)] if texts else []

    return Rule(read, item.begins)


def ahead(rule: Rule) -> Rule:
    """Nothing is read: what the rule reads comes next."""
    return Rule(lambda tokens, at: [((), at)] if rule.read(tokens, at) else [], rule.begins, lambda: True)


def _at_break(tokens: Tokens, at: int) -> list[Reading]:
    return [((), at)] if at >= len(tokens.items) or tokens.items[at].kind == "sign" else []


at_break = Rule(_at_break, lambda one: one.kind == "sign", lambda: True)
"""Nothing is read: the text ends here, or a sign follows."""


def remembered(*rules: Rule) -> Rule:
    """What any of the rules reads, computed once for a place; rules that cannot begin there are not tried."""

    @lru_cache(KNOWN_TOKENS)
    def hopeful(one: Token) -> tuple[Rule, ...]:
        return tuple(rule for rule in rules if rule.begins(one) or rule.empty())

    every = either(*rules)

    def read(tokens: Tokens, at: int) -> list[Reading]:
        key = (hopeful, at)
        if key not in tokens.found:
            tried = hopeful(tokens.items[at]) if at < len(tokens.items) else rules
            tokens.found[key] = _distinct(reading for rule in tried for reading in rule.read(tokens, at))
        return tokens.found[key]

    return Rule(read, lambda one: bool(hopeful(one)), every.empty)
