"""Open deficits of many people: by subject and kind, by school and kind."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from development.district.numbers import Address, Number
from development.models import Deficit, DeficitKind
from development.rules.needs import PAIR, offer
from methodservice.directory.models import School, Subject
from methodservice.lib.officefiles import normal

NO_SUBJECT = "none"
"""Key of deficits that name no subject."""
NOBODYS = "без предмета"


MOST_THEMES = 3
"""Words that are told of a need."""


@dataclass(frozen=True)
class Row:
    """title: of a subject or an organisation; cells: by kinds; query: the address that lists all its people."""

    title: str
    cells: tuple[Number, ...]
    people: int
    query: str


@dataclass(frozen=True)
class Need:
    """What many lack: the same subject and kind. is_of_subject: no subject is named where it is False; themes: the
    commonest words."""

    subject: str
    is_of_subject: bool
    kind: str
    people: int
    schools: int
    query: str
    themes: tuple[Number, ...]

    @property
    def offer(self) -> str:
        return offer(self.people)


@dataclass(frozen=True)
class Needs:
    """People are counted once in each number. Large needs stand first."""

    by_subject: list[Row]
    by_school: list[Row]
    needs: list[Need]
    people: int


def deficits_of(people, today: date) -> QuerySet[Deficit]:
    """Open deficits of the people, for a list. 1 query."""
    found = Deficit.objects.open_on(today).filter(teacher__in=people.order_by())
    return found.select_related("teacher__school", "subject").order_by(
        "teacher__surname", "teacher__given_name", "teacher", "kind", "found_on", "pk"
    )


def needs_of(found: QuerySet[Deficit], user, address: Address) -> Needs:
    """Numbers of people behind the deficits. 3 queries: deficits, subjects, schools."""
    names = {subject.pk: subject.name for subject in Subject.objects.visible_to(user)} | {None: NOBODYS}
    schools = {school.pk: school.short_name for school in School.objects.visible_to(user)}
    of_subject, of_school, said = defaultdict(set), defaultdict(set), defaultdict(dict)
    places, everybody = defaultdict(set), set()
    for teacher, school, subject, kind, words in found.order_by("pk").values_list(
        "teacher_id", "teacher__school_id", "subject_id", "kind", "words"
    ):
        of_subject[subject, kind].add(teacher)
        of_school[school, kind].add(teacher)
        places[subject, kind].add(school)
        said[subject, kind].setdefault(normal(words), (words, set()))[1].add(teacher)
        everybody.add(teacher)

    def need(subject, kind, people) -> Need:
        asked = {"subject": _key(subject), "kind": kind}
        themes = [
            Number(words, len(mates), address(**asked, theme=words))
            for words, mates in said[subject, kind].values()
        ]
        return Need(
            names[subject],
            subject is not None,
            DeficitKind(kind).label,
            len(people),
            len(places[subject, kind]),
            address(**asked),
            _commonest(themes),
        )

    needs = [need(*key, people) for key, people in of_subject.items()]
    rows = _rows(of_subject, names, lambda key, **kind: address(subject=_key(key), **kind))
    return Needs(
        sorted(rows, key=lambda row: (row.title == NOBODYS, -row.people)),
        _rows(of_school, schools, lambda key, **kind: address(school=key, **kind)),
        sorted(needs, key=lambda need: (-need.people, need.subject, need.kind)),
        len(everybody),
    )


def _commonest(themes: Iterable[Number]) -> tuple[Number, ...]:
    """Words said of two people at least."""
    shared = (theme for theme in themes if theme.people >= PAIR)
    return tuple(sorted(shared, key=lambda theme: (-theme.people, theme.title))[:MOST_THEMES])


def _divided(label: str) -> str:
    """The longest of the labels may be parted on a phone."""
    return label.replace("коммуникат", "коммуни\N{SOFT HYPHEN}кат")


def _key(subject: int | None) -> str:
    return NO_SUBJECT if subject is None else str(subject)


def _rows(numbers: Mapping, titles: Mapping, query) -> list[Row]:
    return [
        Row(
            titles[key],
            tuple(
                Number(_divided(kind.label), len(numbers[key, kind.value]), query(key, kind=kind.value))
                for kind in DeficitKind
            ),
            len(set().union(*(numbers[key, kind] for kind in DeficitKind.values))),
            query(key),
        )
        for key in sorted({key for key, _ in numbers}, key=lambda key: titles[key])
    ]


def by_subject(needs: Iterable[Need]) -> list[tuple[str, list[Need]]]:
    """(subject, its needs) for a document, in the order of subjects; those without one stand last."""
    found = defaultdict(list)
    for need in needs:
        found[need.subject].append(need)
    return sorted(found.items(), key=lambda pair: (pair[0] == NOBODYS, pair[0]))
