"""Who answers for a line of a plan: words as written → an office, a person or an association, where that is sure.

Pure. «Иванова М. И.», «М.И. Иванова», full names; «руководитель РМО», «секретарь», «куратор»; titles of associations.
What could mean two people, or nobody in particular («члены объединения»), stays words.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from associations.models import Level, Office
from associations.rules.named import SEPARATOR, WORD, People, Person, Titled, Titles, is_mark, place_of, plain

DISTRICT_UNITS = ("рмо", "ммо", "гмо", "омо")
SCHOOL_UNITS = ("шмо",)
ANY_UNITS = ("", "мо", "объединения", "методического объединения")
OFFICE_WORDS = {
    "руководитель": Office.HEAD,
    "председатель": Office.HEAD,
    "заместитель руководителя": Office.DEPUTY,
    "зам руководителя": Office.DEPUTY,
    "заместитель председателя": Office.DEPUTY,
    "секретарь": Office.SECRETARY,
    "куратор": Office.CURATOR,
}


@dataclass(frozen=True)
class Resolved:
    """offices: values of `Office`; people, associations: primary keys; unresolved: pieces that stay words.

    In the order of the text, without repeats.
    """

    offices: tuple[str, ...] = ()
    people: tuple[int, ...] = ()
    associations: tuple[int, ...] = ()
    unresolved: tuple[str, ...] = ()


def resolve(
    text: str,
    *,
    level: str,
    own: int | None = None,
    people: Sequence[Person] = (),
    associations: Sequence[Titled] = (),
) -> Resolved:
    """Read the words of «ответственный».

    level: of the association whose plan it is («руководитель РМО» is its own head only in a district plan); own: its
    primary key, which must be among `associations` to be known by title.
    """
    marked, keys = Titles(associations).mark(plain(text))
    known = People(people)
    found = {"offices": {}, "people": {}, "associations": {}, "unresolved": {}}
    for piece in SEPARATOR.split(marked):
        words = WORD.findall(piece)
        if not words:
            continue
        named = list(known.among(words))
        office = _office_of(words, level, own, keys)
        if named:
            found["people"].update(dict.fromkeys(named))
        elif office:
            found["offices"][office] = None
        elif len(words) == 1 and is_mark(words[0]):
            found["associations"][keys[place_of(words[0])].key] = None
        else:
            found["unresolved"][_readable(piece, keys)] = None
    return Resolved(**{name: tuple(values) for name, values in found.items()})


def _readable(piece: str, keys: list[Titled]) -> str:
    return re.sub(r"\x01(\d+)\x01", lambda mark: keys[int(mark[1])].titles[0], piece).strip()


def _office_of(words: list[str], level: str, own: int | None, keys: list[Titled]) -> str | None:
    """The office of the own association that exactly these words name."""
    units = ANY_UNITS + (DISTRICT_UNITS if level == Level.DISTRICT else SCHOOL_UNITS)
    text = " ".join(words)
    if is_mark(words[-1]):
        if keys[place_of(words[-1])].key != own:
            return None
        text = " ".join(words[:-1])
    for name, office in OFFICE_WORDS.items():
        if text.startswith(name) and text.removeprefix(name).strip() in units:
            return office
    return None
