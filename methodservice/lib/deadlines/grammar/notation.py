"""The notation in which the grammar of deadlines is written, and the names that its rules go by.

    define("times", rule("{least}? {count}? раз* (в|за) {unit}", make_times))

A word stands for itself, `раз*` for a word that begins so, `{unit}` for what the rule of that name reads,
`{from=day}` for the same under another key, `(a|b c)` for alternatives, `?` for what may be missing. `make` gets the
values read by the keys; a key that is missing is not passed. Without `make` the value is the only one read, or True.
"""

import re
from collections.abc import Callable

from methodservice.lib.deadlines.combinators import (
    Reading,
    Rule,
    either,
    maybe,
    remembered,
    sequence,
    stem,
    word,
)
from methodservice.lib.deadlines.tokens import Tokens

NAMES: dict[str, Rule] = {}
_PIECES = re.compile(
    r"\{(?:(?P<key>\w+)=)?(?P<name>\w+)\}|(?P<sign>[()|?])|(?P<stem>[а-яa-z]+)\*|(?P<word>[^\s(){}|?]+)"
)

Captured = tuple[tuple[str, object], ...]


def define(name: str, *alternatives: Rule) -> Rule:
    """The rule that other rules call by this name: any of the alternatives."""
    NAMES[name] = remembered(*alternatives)
    return NAMES[name]


def rule(notation: str, make: Callable | None = None) -> Rule:
    """A rule from its notation. `make` may answer None to refuse a reading."""
    pieces = list(_PIECES.finditer(notation))
    parsed, end = _alternatives(pieces, 0)
    if end != len(pieces):
        raise ValueError(f"Unbalanced notation: {notation}")
    return sequence(parsed, make=make_with(make))


def make_with(make: Callable | None) -> Callable[[Captured], object]:
    """`make` called with what was captured."""
    if make is None:
        return lambda captured: captured[0][1] if len(captured) == 1 else True
    return lambda captured: make(**dict(captured))


def _joined(*captured: Captured) -> Captured:
    return tuple(pair for part in captured for pair in part)


def _alternatives(pieces: list[re.Match], at: int) -> tuple[Rule, int]:
    found, items = [], []
    while at < len(pieces) and pieces[at]["sign"] != ")":
        if pieces[at]["sign"] == "|":
            found.append(sequence(*items, make=_joined))
            items, at = [], at + 1
            continue
        item, at = _item(pieces, at)
        if at < len(pieces) and pieces[at]["sign"] == "?":
            item, at = maybe(item, ()), at + 1
        items.append(item)
    return either(*found, sequence(*items, make=_joined)), at


def _item(pieces: list[re.Match], at: int) -> tuple[Rule, int]:
    piece = pieces[at]
    if piece["sign"] == "(":
        inner, at = _alternatives(pieces, at + 1)
        return inner, at + 1
    if piece["name"]:
        return _named(piece["key"] or piece["name"], piece["name"]), at + 1
    plain = stem(piece["stem"]) if piece["stem"] else word(piece["word"])
    return sequence(plain, make=lambda _: ()), at + 1


def _named(key: str, name: str) -> Rule:
    """Looked up when it reads, so that rules may be defined in any order."""

    def read(tokens: Tokens, at: int) -> list[Reading]:
        return [(((key, value),), end) for value, end in NAMES[name].read(tokens, at)]

    return Rule(read, lambda one: NAMES[name].begins(one), lambda: NAMES[name].empty())
