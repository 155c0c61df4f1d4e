"""Who answers for a line of a plan: words as written → an office, a person or an association, where that is sure.

Pure. «Иванова М. И.», «М.И. Иванова», full names; «руководитель РМО», «секретарь», «куратор»; titles of associations.
What could mean two people, or nobody in particular («члены объединения»), stays words.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from associations.models import Level, Office

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
_SEPARATOR = re.compile(r"[,;/\n\r]|(?<!\S)и(?!\S)")
_WORD = re.compile(r"[а-яa-z0-9№-]+|\x01\d+\x01")
_PATRONYMIC = re.compile(r".{3,}(?:вна|вич|ична|ьич|оглы|кызы)")


@dataclass(frozen=True)
class Person:
    """Somebody who may be named: the key of the teacher and the name in parts."""

    pk: int
    surname: str
    given_name: str
    patronymic: str = ""


@dataclass(frozen=True)
class Titled:
    """An association that may be named, with all its titles."""

    pk: int
    titles: tuple[str, ...]


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
    marked, keys = _mark_titles(_plain(text), associations)
    forms = _forms(people)
    found = {"offices": {}, "people": {}, "associations": {}, "unresolved": {}}
    for piece in _SEPARATOR.split(marked):
        words = _WORD.findall(piece)
        if not words:
            continue
        named = list(_people_in(words, forms))
        office = _office_of(words, level, own, keys)
        if named:
            found["people"].update(dict.fromkeys(named))
        elif office:
            found["offices"][office] = None
        elif len(words) == 1 and words[0].startswith("\x01"):
            found["associations"][keys[_number(words[0])].pk] = None
        else:
            found["unresolved"][_readable(piece, keys)] = None
    return Resolved(**{name: tuple(values) for name, values in found.items()})


def _plain(text: str) -> str:
    """Lower case, «ё» as «е», single spaces; line ends stay, they separate."""
    text = re.sub(r"[^\S\n\r]+", " ", text.replace("\x01", " ")).strip()
    return text.lower().replace("ё", "е").translate(str.maketrans("", "", "«»\"'“”„"))


def _mark_titles(text: str, associations: Iterable[Titled]) -> tuple[str, list[Titled]]:
    """Titles replaced by marks, the longest first: they may hold commas and «и». One that two share stays words."""
    owners: dict[str, list[Titled]] = {}
    for association in associations:
        for title in dict.fromkeys(filter(None, map(_plain, association.titles))):
            owners.setdefault(title, []).append(association)
    keys: list[Titled] = []
    for title in sorted(owners, key=len, reverse=True):
        if len(owners[title]) == 1 and title in text:
            pattern = rf"(?<![\w\x01]){re.escape(title)}(?![\w\x01])"
            text, count = re.subn(pattern, f"\x01{len(keys)}\x01", text)
            if count:
                keys.append(owners[title][0])
    return text, keys


def _number(mark: str) -> int:
    return int(mark.strip("\x01"))


def _readable(piece: str, keys: list[Titled]) -> str:
    return re.sub(r"\x01(\d+)\x01", lambda mark: keys[int(mark[1])].titles[0], piece).strip()


def _forms(people: Iterable[Person]) -> dict[tuple[str, ...], set[int]]:
    """Ways to write each name, as words → keys of those who are written so."""
    forms: dict[tuple[str, ...], set[int]] = {}
    for person in people:
        surname = tuple(_WORD.findall(_plain(person.surname)))
        first = [part for part in (_plain(person.given_name), _plain(person.patronymic)) if part]
        if not surname or not first:
            continue
        for names in (tuple(first), tuple(part[0] for part in first)):
            for form in (surname + names, names + surname):
                forms.setdefault(form, set()).add(person.pk)
    return forms


def _people_in(words: list[str], forms: dict[tuple[str, ...], set[int]]) -> Iterator[int]:
    longest = max(map(len, forms), default=0)
    start = 0
    while start < len(words):
        for length in range(min(longest, len(words) - start), 1, -1):
            owners = forms.get(tuple(words[start : start + length]), ())
            if len(owners) == 1 and not _goes_on(words, start, start + length):
                yield next(iter(owners))
                start += length
                break
        else:
            start += 1


def _goes_on(words: list[str], start: int, end: int) -> bool:
    """Whether a further initial or patronymic stands beside: then it is somebody else's name."""
    is_initials = len(words[start]) == 1 or len(words[end - 1]) == 1
    after = words[end] if end < len(words) else ""
    before = words[start - 1] if start else ""
    if is_initials and len(words[end - 1]) == 1:
        return len(after) == 1
    if is_initials:
        return len(before) == 1
    return bool(_PATRONYMIC.fullmatch(after)) and not _PATRONYMIC.fullmatch(words[end - 1])


def _office_of(words: list[str], level: str, own: int | None, keys: list[Titled]) -> str | None:
    """The office of the own association that exactly these words name."""
    units = ANY_UNITS + (DISTRICT_UNITS if level == Level.DISTRICT else SCHOOL_UNITS)
    text = " ".join(words)
    if words[-1].startswith("\x01"):
        if keys[_number(words[-1])].pk != own:
            return None
        text = " ".join(words[:-1])
    for name, office in OFFICE_WORDS.items():
        if text.startswith(name) and text.removeprefix(name).strip() in units:
            return office
    return None
