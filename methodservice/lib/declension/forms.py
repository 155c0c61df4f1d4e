"""What an answer about a word is made of: the cases, a form with its doubt, five forms at once."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Case = Literal["nominative", "genitive", "dative", "accusative", "instrumental", "prepositional"]
Gender = Literal["female", "male"]

OBLIQUE = ("genitive", "dative", "accusative", "instrumental", "prepositional")
GENDERS = ("female", "male")
VOWELS = "аеёиоуыэюя"
HUSHING = "жшщч"
DASHES = "-\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}\N{EM DASH}"
"""What people put between the parts of a double word."""
DASH = re.compile(f"([{DASHES}])")
LATIN = re.compile(r"[A-Za-z]")


@dataclass(frozen=True)
class Form:
    """Text in a case. Where not `sure`, `why` is a Russian sentence for the person who should look at it."""

    text: str
    sure: bool = True
    why: str = ""


@dataclass(frozen=True)
class Paradigm:
    """Five oblique forms of a word in small letters; `doubt` holds in the cases of `doubtful`."""

    forms: tuple[str, str, str, str, str]
    doubt: str = ""
    doubtful: tuple[str, ...] = OBLIQUE

    def form(self, case: Case, written: str) -> Form:
        """The form of an oblique case with the letters of `written` kept large where they were."""
        doubt = self.doubt if case in self.doubtful else ""
        return Form(like(written, self.forms[OBLIQUE.index(case)]), not doubt, doubt)


def unchanged(word: str, doubt: str = "") -> Paradigm:
    """A word that is the same in all cases."""
    return Paradigm((word,) * 5, doubt)


def joined(*forms: Form) -> Form:
    """Forms that are not empty as one, with all their doubts."""
    said = [form for form in forms if form.text]
    doubts = dict.fromkeys(form.why for form in said if form.why)
    return Form(" ".join(form.text for form in said), all(form.sure for form in said), " ".join(doubts))


def like(written: str, form: str) -> str:
    """The form in the letters of what was written: ИВАНОВ → ИВАНОВА, МакДональд → МакДональда, Ёрш → Ерша."""
    if len(written) > 1 and written.isupper():
        return form.upper()
    pieces, formed = DASH.split(written), DASH.split(form)
    if len(written) > 1 and len(pieces) == len(formed) > 1:
        return "".join(like(*pair) for pair in zip(pieces, formed, strict=True))
    same = 0
    while same < min(len(written), len(form)) and written[same].lower() == form[same]:
        same += 1
    if not same and written[:1].isupper():
        return form[:1].upper() + form[1:]
    return written[:same] + form[same:]


def syllables(word: str) -> int:
    """Number of vowels; the word is in small letters."""
    return sum(letter in VOWELS for letter in word)


def without_dots(word: str) -> str:
    """«ё» as «е»: lists are written so, people write both."""
    return word.replace("ё", "е")


def replaced(pattern: re.Pattern, text: str, form_of: Callable[[re.Match], Form]) -> Form:
    """Text with each match in its form; whatever stands between stays. Doubts are those of all matches."""
    pieces, end, forms = [], 0, []
    for match in pattern.finditer(text):
        form = form_of(match)
        pieces += [text[end : match.start()], form.text]
        forms.append(form)
        end = match.end()
    doubts = dict.fromkeys(form.why for form in forms if form.why)
    return Form("".join([*pieces, text[end:]]), all(form.sure for form in forms), " ".join(doubts))
