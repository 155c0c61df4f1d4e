"""Who is named in a text: people by surname and initials, bodies and organisations by their titles. Pure.

`Titles.mark` puts marks in place of titles, which may hold commas and «и»; what is left is then cut into pieces, and
`People.among` finds the people of a piece. A name or a title of two stays words.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

SEPARATOR = re.compile(r"[,;/\n\r]|(?<!\S)и(?!\S)")
WORD = re.compile(r"[а-яa-z0-9№-]+|\x01\d+\x01")
_PATRONYMIC = re.compile(r".{3,}(?:вна|вич|ична|ьич|оглы|кызы)")
_QUOTES = str.maketrans("", "", "«»\"'“”„")


@dataclass(frozen=True)
class Person:
    """Somebody who may be named. key: how the caller knows the person."""

    key: int | str
    surname: str
    given_name: str
    patronymic: str = ""


@dataclass(frozen=True)
class Titled:
    """Something that may be named by any of its titles. key: how the caller knows it."""

    key: int | str
    titles: tuple[str, ...]


def plain(text: str) -> str:
    """Lower case, «ё» as «е», single spaces, no quotes; line ends stay, they separate."""
    text = text.replace("\x01", " ").replace("№", "№ ").lower().replace("ё", "е").translate(_QUOTES)
    return re.sub(r"[^\S\n\r]+", " ", text).strip()


def titles_of(association) -> tuple[str, ...]:
    """Ways to call an association: «ШМО учителей математики, СОШ № 4», without the school, without the comma."""
    if not association.school_id:
        return (association.title, association.full_title)
    title, school = association.title, association.school.short_name
    return (title, title.removesuffix(f", {school}"), title.replace(f", {school}", f" {school}"))


class Titles:
    """Titles ready to be found; one that two share is left out."""

    def __init__(self, titled: Iterable[Titled]):
        owners: dict[str, list[Titled]] = {}
        for each in titled:
            for title in dict.fromkeys(filter(None, map(plain, each.titles))):
                owners.setdefault(title, []).append(each)
        self._owners = [
            (title, owners[title][0])
            for title in sorted(owners, key=len, reverse=True)
            if len(owners[title]) == 1
        ]

    def mark(self, text: str) -> tuple[str, list[Titled]]:
        """Plain text with titles replaced by marks, the longest first → (text, what each mark stands for)."""
        found: list[Titled] = []
        for title, owner in self._owners:
            if title in text:
                pattern = rf"(?<![\w\x01]){re.escape(title)}(?![\w\x01])"
                text, count = re.subn(pattern, f"\x01{len(found)}\x01", text)
                if count:
                    found.append(owner)
        return text, found


def is_mark(word: str) -> bool:
    return word.startswith("\x01")


def place_of(mark: str) -> int:
    """The place of a mark's title among those found."""
    return int(mark.strip("\x01"))


class People:
    """People ready to be found by any way to write their names."""

    def __init__(self, people: Iterable[Person]):
        self._forms: dict[tuple[str, ...], set[int | str]] = {}
        for person in people:
            surname = tuple(WORD.findall(plain(person.surname)))
            first = [part for part in (plain(person.given_name), plain(person.patronymic)) if part]
            if not surname or not first:
                continue
            for names in (tuple(first), tuple(part[0] for part in first)):
                for form in (surname + names, names + surname):
                    self._forms.setdefault(form, set()).add(person.key)
        self._longest = max(map(len, self._forms), default=0)

    def among(self, words: Sequence[str]) -> Iterator[int | str]:
        """Keys of those whom the words of a piece name."""
        start = 0
        while start < len(words):
            for length in range(min(self._longest, len(words) - start), 1, -1):
                owners = self._forms.get(tuple(words[start : start + length]), ())
                if len(owners) == 1 and not _goes_on(words, start, start + length):
                    yield next(iter(owners))
                    start += length
                    break
            else:
                start += 1


def _goes_on(words: Sequence[str], start: int, end: int) -> bool:
    """Whether a further initial or patronymic stands beside: then it is somebody else's name."""
    is_initials = len(words[start]) == 1 or len(words[end - 1]) == 1
    after = words[end] if end < len(words) else ""
    before = words[start - 1] if start else ""
    if is_initials and len(words[end - 1]) == 1:
        return len(after) == 1
    if is_initials:
        return len(before) == 1
    return bool(_PATRONYMIC.fullmatch(after)) and not _PATRONYMIC.fullmatch(words[end - 1])
