"""Open deficits of many people: by subject and kind, by school and kind."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from development.models import Deficit, DeficitKind
from development.rules.needs import offer
from methodservice.directory.models import School, Subject

NO_SUBJECT = "none"
"""Key of deficits that name no subject."""
WITHOUT_SUBJECT = "без предмета"


@dataclass(frozen=True)
class Cell:
    """People of one kind of deficits, its title; query: the address that lists them."""

    title: str
    people: int
    query: str


@dataclass(frozen=True)
class Row:
    title: str
    cells: tuple[Cell, ...]
    people: int


@dataclass(frozen=True)
class Need:
    """What many lack: the same subject and kind."""

    subject: str
    kind: str
    people: int
    schools: int
    query: str

    @property
    def offer(self) -> str:
        return offer(self.people)


@dataclass(frozen=True)
class Needs:
    """People are counted once in each number."""

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


def needs_of(found: QuerySet[Deficit], user) -> Needs:
    """Numbers of people behind the deficits. 3 queries: deficits, subjects, schools."""
    names = {subject.pk: subject.name for subject in Subject.objects.visible_to(user)}
    schools = {school.pk: school.short_name for school in School.objects.visible_to(user)}
    of_subject, of_school = defaultdict(set), defaultdict(set)
    places, everybody = defaultdict(set), set()
    for teacher, school, subject, kind in found.order_by().values_list(
        "teacher_id", "teacher__school_id", "subject_id", "kind"
    ):
        of_subject[subject, kind].add(teacher)
        of_school[school, kind].add(teacher)
        places[subject, kind].add(school)
        everybody.add(teacher)
    titles = {None: WITHOUT_SUBJECT} | names
    needs = [
        Need(titles[subject], DeficitKind(kind).label, len(people), len(places[subject, kind]),
             _query(subject=_key(subject), kind=kind))
        for (subject, kind), people in of_subject.items()
    ]  # fmt: skip
    return Needs(
        _rows(of_subject, titles, lambda key, kind: _query(subject=_key(key), kind=kind)),
        _rows(of_school, schools, lambda key, kind: _query(school=key, kind=kind)),
        sorted(needs, key=lambda need: (-need.people, need.subject, need.kind)),
        len(everybody),
    )


def _divided(label: str) -> str:
    """The longest of the labels may be parted on a phone."""
    return label.replace("коммуникат", "коммуни\N{SOFT HYPHEN}кат")


def _key(subject: int | None) -> str:
    return NO_SUBJECT if subject is None else str(subject)


def _query(**asked) -> str:
    return "&".join(f"{name}={value}" for name, value in asked.items())


def _rows(numbers: Mapping, titles: Mapping, query) -> list[Row]:
    keys = {key for key, _ in numbers}
    return [
        Row(
            titles[key],
            tuple(
                Cell(_divided(kind.label), len(numbers[key, kind.value]), query(key, kind.value))
                for kind in DeficitKind
            ),
            len(set().union(*(numbers[key, kind] for kind in DeficitKind.values))),
        )
        for key in sorted(keys, key=lambda key: (key is None, titles[key]))
    ]


def by_subject(needs: Iterable[Need]) -> list[tuple[str, list[Need]]]:
    """(subject, its needs) for a document, in the order of subjects; those without one come last."""
    found = defaultdict(list)
    for need in needs:
        found[need.subject].append(need)
    return sorted(found.items(), key=lambda item: (item[0] == WITHOUT_SUBJECT, item[0]))
