"""Who answers for a line: words as written → keys of parties, where that is sure.

Keys are those of orders (`documents/orders/people.py`): «role:heads», «association:3», «school:7», «teacher:5»,
«signatory:2». What could mean two, or nobody in particular, stays words.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils import timezone

from associations.models import Association, Level
from associations.rules.named import WORD, People, Person, Titled, Titles, is_mark, place_of, plain, titles_of
from methodservice.directory.models import Municipality, School, Teacher
from methodservice.lib.declension import CASES, organisation_form
from roadmap.party_words import JOINED, keys_of

_PIECES = re.compile(r"[,;\n\r]+")
_AND = re.compile(r"(?<!\S)и(?!\S)|/")
_BULLET = re.compile(r"^(?:\d+[.)]|[-–—•])\s+")
_LEGAL_FORM = re.compile(r"^М[А-Я]{1,5}\s+")
DISTRICT_UNITS = ("РМО", "ММО", "ГМО", "ОМО")
DISTRICT_WORDS = ("районн", "муниципальн", "городск", "окружн")


@dataclass(frozen=True)
class Known:
    """Who may be named in a roadmap of a municipality. Read once for all lines."""

    people: People
    titles: Titles


@dataclass(frozen=True)
class Resolved:
    """keys: in the order of the text, without repeats; unresolved: pieces that stay words, as written."""

    keys: tuple[str, ...] = ()
    unresolved: tuple[str, ...] = ()


def known_to(municipality: Municipality) -> Known:
    """People at work, those who sign, open associations and schools, the service and the authority. 4 queries."""
    names = ("pk", "surname", "given_name", "patronymic")
    teachers = Teacher.objects.filter(school__municipality=municipality).working().values_list(*names)
    signatories = municipality.signatories.on(timezone.localdate()).values_list(*names)
    schools = School.objects.filter(municipality=municipality, closed_on__isnull=True)
    associations = Association.objects.filter(municipality=municipality).active()
    return Known(
        People(
            [
                *(Person(f"teacher:{pk}", *name) for pk, *name in teachers),
                *(Person(f"signatory:{pk}", *name) for pk, *name in signatories),
            ]
        ),
        Titles(
            [
                *(
                    Titled(f"association:{row.pk}", _titles_of_association(row))
                    for row in associations.select_related("municipality", "school")
                ),
                *(Titled(f"school:{row.pk}", _titles_of_school(row)) for row in schools),
                Titled("role:service", (*_cases(municipality.service), *_cases(municipality.service_short))),
                Titled("role:authority", _titles_of_authority(municipality.authority)),
                Titled("place", (municipality.name_genitive,)),
            ]
        ),
    )


def _cases(name: str) -> tuple[str, ...]:
    return tuple(organisation_form(name, case).text for case in CASES)


def _titles_of_association(row: Association) -> tuple[str, ...]:
    """District associations under any of their usual names: «РМО», «ММО», «районное методическое объединение»."""
    titles = (*titles_of(row), row.full_title_genitive)
    if row.level != Level.DISTRICT:
        return titles
    words = [*DISTRICT_UNITS]
    for word in DISTRICT_WORDS:
        words += (f"{word}ое методическое объединение", f"{word}ого методического объединения")
    return (*titles, *(f"{word} {row.teachers_of}" for word in words))


def _titles_of_school(row: School) -> tuple[str, ...]:
    """With and without the letters of its legal form: «МБОУ СОШ № 3», «СОШ № 3»."""
    return (row.short_name, row.full_name, row.genitive_name, _LEGAL_FORM.sub("", row.short_name))


def _titles_of_authority(name: str) -> tuple[str, ...]:
    """«Отдел образования администрации Озёрного района», «Отдел образования» in all cases."""
    return tuple(
        title
        for form in _cases(name)
        for title in (form, re.split(r"\s+администрации\b", form, flags=re.I)[0])
    )


def resolve(text: str, known: Known) -> Resolved:
    """Read the words of «ответственные»: one after another, by commas, line ends and «и». Pure."""
    marked, titled = known.titles.mark(plain(text))
    keys: dict[str, None] = {}
    unresolved: dict[str, None] = {}
    for piece in _PIECES.split(JOINED.sub(r"\1 и ", marked)):
        for words, found in _read(_BULLET.sub("", piece.strip()), titled, known.people):
            if found:
                keys.update(dict.fromkeys(found))
            elif words:
                unresolved[_as_written(words, titled, text)] = None
    return Resolved(tuple(keys), tuple(unresolved))


def _read(piece: str, titled: Sequence[Titled], people: People) -> Iterator[tuple[list[str], Sequence[str]]]:
    """(words, keys) of a piece: of the whole of it, or of its parts between «и»."""
    whole = _words(piece)
    if keys := keys_of(whole, _marks(whole, titled)):
        yield whole, keys
        return
    for part in _AND.split(piece):
        words = _words(part)
        yield words, keys_of(words, _marks(words, titled)) or list(people.among(words))


def _words(piece: str) -> list[str]:
    return [word for word in WORD.findall(piece) if word.strip("-")]


def _marks(words: Sequence[str], titled: Sequence[Titled]) -> dict[str, str]:
    return {word: titled[place_of(word)].key for word in words if is_mark(word)}


def _as_written(words: Sequence[str], titled: Sequence[Titled], text: str) -> str:
    """The words as they stand in the text, with its capitals and quotes."""
    said = [titled[place_of(word)].titles if is_mark(word) else (word,) for word in words]
    pattern = r"\W*".join(f"(?:{'|'.join(map(_letters, each))})" for each in said)
    found = re.search(pattern, text, re.IGNORECASE)
    return found[0] if found else " ".join(each[0] for each in said)


def _letters(words: str) -> str:
    """A pattern of the words, whatever stands between them."""
    return r"\W*".join(re.escape(word).replace("е", "[её]") for word in WORD.findall(plain(words)))
