"""A person's name as texts write it, found and replaced: pure.

Three ways are sure: the surname with the given name, with initials after it, with initials before it — in any case, in
any letter size, ё or е. The surname alone may be somebody else's or an ordinary word («Мороз»): a person decides.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import takewhile

from methodservice.lib.declension import CASES, Case, GenderUnknown, part_forms
from methodservice.lib.declension.forms import GENDERS

SPACE = r"[\s\u00a0\u202f]"
LEFT, RIGHT = r"(?<![^\W_])(?<![^\W_]-)", r"(?![^\W_])(?!-[^\W_])"


NO_PATRONYMIC = rf"(?!{SPACE}+[^\W\d_]+(?:вн|чн|вич)[^\W\d_]*)"
NO_INITIAL = rf"(?<!(?-i:[А-ЯЁA-Z])\.)(?<!(?-i:[А-ЯЁA-Z])\.{SPACE})"
OTHERS_BEFORE = re.compile(rf"[А-ЯЁ]\.{SPACE}*$")
OTHERS_AFTER = re.compile(rf",?{SPACE}*(?:[А-ЯЁ]\.|[А-ЯЁ][а-яё-]+{SPACE}+[А-ЯЁ][а-яё]+(?:вн|чн|вич)[а-яё]*)")
"""Initials or a given name with a patronymic: beside a surname they say that it is another person's."""


@dataclass(frozen=True)
class Name:
    """Parts of a name; forms of the cases set by hand as on the card."""

    surname: str
    given: str
    patronymic: str
    gender: str
    overrides: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()

    def forms(self, part: str) -> set[str]:
        """All forms of «surname», «given», «patronymic»; without a known gender those of both."""
        value = getattr(self, part)
        if not value:
            return set()
        alone = {"surname": "", "given": "", "patronymic": ""} | {part: value}
        own = {case: dict(parts) for case, parts in self.overrides}
        found = {value}
        for gender in [self.gender] if self.gender in GENDERS else GENDERS:
            for case in CASES:
                found |= {form.text for form in _forms(alone, gender, case, own)}
        return found


def _forms(parts: dict, gender: str, case: Case, own: dict) -> Iterable:
    try:
        return part_forms(parts["surname"], parts["given"], parts["patronymic"], gender, case, own).values()
    except GenderUnknown:
        return ()


def _any_of(words: set[str]) -> str:
    """Longest first; ё and е are one letter, spaces are any."""
    patterns = (
        re.sub("[её]", "[её]", re.escape(word.lower())) for word in sorted(words, key=len, reverse=True)
    )
    return "(?:" + "|".join(pattern.replace(r"\ ", f"{SPACE}+") for pattern in patterns) + ")"


class Finder:
    """Finds the names of one person (there may be former ones) in texts.

    namesakes: another person has the same surname and initials («initials») or the whole name («full»): then fewer ways
    are sure.
    """

    def __init__(self, names: Iterable[Name], namesakes: str = ""):
        names = [name for name in names if name.surname]
        self.surnames = {form for name in names for form in name.forms("surname")}
        self._has_namesake = bool(namesakes)
        full, short = "|".join(map(_full, names)), "|".join(map(_short, names))
        self._named = re.compile(f"{full}|{short}", re.IGNORECASE)
        sure = {"": f"{full}|{short}", "initials": full, "full": "(?!)"}[namesakes]
        self._sure = re.compile(sure, re.IGNORECASE)
        self._alone = re.compile(f"{LEFT}{_any_of(self.surnames)}{RIGHT}", re.IGNORECASE)

    @property
    def stem(self) -> str:
        """A regular expression for the database, in small letters: what all the forms begin with."""
        words = sorted(form.lower() for form in self.surnames)
        stem = "".join(first for first, _ in takewhile(_are_equal, zip(words[0], words[-1], strict=False)))
        return re.sub("[её]", "[её]", re.escape(stem))

    def replace(self, text: str, stand_in: str, *, alone: bool = False) -> str:
        """The text with the sure names replaced; alone: also whatever holds the surname, if it has a capital."""
        if not alone:
            return self._sure.sub(stand_in, text)
        text = self._named.sub(stand_in, text)
        return self._alone.sub(lambda found: stand_in if self._may_be(found) else found.group(), text)

    def is_sure(self, text: str) -> bool:
        return bool(self._sure.search(text))

    def doubtful(self, text: str) -> re.Match | None:
        """The first surname with a capital that would be left after the sure ones are replaced."""
        rest = self._sure.sub(lambda found: "\0" * len(found.group()), text)
        return next(filter(self._may_be, self._alone.finditer(rest)), None)

    def _may_be(self, found: re.Match) -> bool:
        """A surname with a capital that no other name stands beside. With a namesake a person looks at all of them."""
        if not found.group()[0].isupper():
            return False
        before, after = found.string[: found.start()], found.string[found.end() :]
        return self._has_namesake or not (OTHERS_BEFORE.search(before) or OTHERS_AFTER.match(after))


def _are_equal(pair: tuple[str, str]) -> bool:
    return pair[0] == pair[1]


def _full(name: Name) -> str:
    """«Иванова Мария Ильинична», «Мария Иванова», each in any case."""
    if not name.given:
        return "(?!)"
    surname, given = _any_of(name.forms("surname")), _any_of(name.forms("given"))
    if name.patronymic:
        patronymic = f"{SPACE}+{_any_of(name.forms('patronymic'))}"
        later, before = f"(?:{patronymic}{RIGHT}|{RIGHT}{NO_PATRONYMIC})", f"(?:{patronymic})?"
    else:
        later, before = f"{RIGHT}{NO_PATRONYMIC}", ""
    return f"{LEFT}{surname}{SPACE}+{given}{later}|{LEFT}{given}{before}{SPACE}+{surname}{RIGHT}"


def _short(name: Name) -> str:
    """«Иванова М. И.», «М.И. Иванова», «Иванова М.»; other initials are another person."""
    if not name.given:
        return "(?!)"
    surname, first = _any_of(name.forms("surname")), rf"{_letter(name.given)}\."
    gap = f"{SPACE}*"
    no_other = rf"(?!{gap}[^\W\d_]\.)"
    second = rf"{gap}{_letter(name.patronymic)}\." if name.patronymic else "(?!)"
    return (
        f"{LEFT}{surname}{gap},?{gap}{first}(?:{second}|{no_other})|"
        f"{NO_INITIAL}{LEFT}{first}(?:{second})?{gap}{surname}{RIGHT}"
    )


def _letter(part: str) -> str:
    return re.sub("[её]", "[её]", re.escape(part[0].lower()))
