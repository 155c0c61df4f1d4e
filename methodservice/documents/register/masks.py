"""Masks of document numbers: «{n}-ОД», «01-12/{n}», «{n}/{year}». Pure."""

import re
from dataclasses import dataclass

COUNTER, YEAR, SHORT_YEAR = "{n}", "{year}", "{yy}"
LONGEST = 30
"""Characters of a number."""
WRONG = "Вид номера должен один раз содержать {n} — порядковый номер. Например: {n}-ОД или 01-12/{n}."
UNKNOWN = "В виде номера можно писать только {n}, {year} и {yy}: остальные скобки уберите."
TOO_LONG = "Номер получится длиннее 30 знаков. Сократите его вид."
UNNUMBERED = "Б/Н"
_SAME_LOOK = str.maketrans("ABCEHKMOPTXYЁ‐‑‒–—−", "АВСЕНКМОРТХУЕ------")
"""Latin letters and dashes that nobody tells from those of «12-ОД»."""


def clean_number(text: str) -> str:
    """A number as a person types it, without «№» and needless spaces."""
    return re.sub(r"^(№\s*)+", "", " ".join(text.split()))


def key_of(number: str) -> str:
    """What makes two numbers the same: «12 - од» is «12-ОД». "" of one without a number («б/н»): many may be so."""
    key = _folded(number)
    return "" if key == UNNUMBERED else key


def _folded(text: str) -> str:
    return "".join(text.split()).upper().translate(_SAME_LOOK)


class WrongMask(ValueError):
    """The mask makes no numbers; the message is a sentence for the form."""


@dataclass(frozen=True)
class Mask:
    """A mask that makes numbers. `text` has exactly one {n}; a leading «№» is left out: documents print it themselves.

    Source: domain.md, «Orders and other documents»; documents.md, 9.
    """

    text: str

    @classmethod
    def read(cls, text: str) -> "Mask":
        """The mask as a person types it. Raises WrongMask."""
        clean = clean_number(text)
        if clean.count(COUNTER) != 1:
            raise WrongMask(WRONG)
        rest = clean.replace(COUNTER, "").replace(YEAR, "").replace(SHORT_YEAR, "")
        if "{" in rest or "}" in rest:
            raise WrongMask(UNKNOWN)
        mask = cls(clean)
        if len(mask.number(99999, 2099)) > LONGEST:
            raise WrongMask(TOO_LONG)
        return mask

    def number(self, ordinal: int, year: int) -> str:
        """«12-ОД» of 12."""
        return self._of_year(year).replace(COUNTER, str(ordinal))

    def ordinal(self, number: str, year: int) -> int | None:
        """12 of «12-ОД», however it is written (see `key_of`); None when the mask does not make such a number."""
        before, after = map(_folded, self._of_year(year).split(COUNTER))
        found = re.fullmatch(rf"{re.escape(before)}([1-9][0-9]{{0,8}}){re.escape(after)}", _folded(number))
        return int(found[1]) if found else None

    def _of_year(self, year: int) -> str:
        return self.text.replace(YEAR, str(year)).replace(SHORT_YEAR, f"{year % 100:02d}")
