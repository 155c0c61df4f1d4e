"""The «36 months» of many people: who is due for courses and when."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from development.district.numbers import Address, Number
from development.district.people import with_last_course
from development.rules.courses import Watch, watch
from methodservice.directory.models import School, Teacher

STATES = {"overdue": "Пора учиться", "soon": "Скоро срок", "fresh": "В срок"}
EVERYBODY = "all"
"""Asked for in place of a state."""
STATE_KINDS = {"overdue": "overdue", "soon": "soon", "fresh": "done"}


@dataclass(frozen=True)
class Watched:
    """A person with `last_programme`, and where the person stands."""

    teacher: Teacher
    watch: Watch

    @property
    def words(self) -> str:
        return STATES[self.watch.state]

    @property
    def kind(self) -> str:
        return STATE_KINDS[self.watch.state]


@dataclass(frozen=True)
class SchoolWatch:
    """How many people of a school are overdue, soon due, fresh; query: the address that lists them all."""

    school: School
    states: tuple[Number, ...]
    query: str

    @property
    def people(self) -> int:
        return sum(state.people for state in self.states)


def watched(people, today: date) -> list[Watched]:
    """In the order of the people. 1 query."""
    return [
        Watched(person, watch(person.last_ends, person.hired_on, today))
        for person in with_last_course(people)
    ]


def by_due_day(rows: Iterable[Watched]) -> list[Watched]:
    """School by school, whoever is due first stands first."""
    return sorted(
        rows, key=lambda row: (row.teacher.school.short_name, row.teacher.school_id, row.watch.due_on)
    )


def by_state(rows: Iterable[Watched], address: Address, **where) -> tuple[Number, ...]:
    """How many people stand in each state."""
    numbers = Counter(row.watch.state for row in rows)
    return tuple(
        Number(title, numbers[state], address(state=state, **where)) for state, title in STATES.items()
    )


def by_school(rows: Iterable[Watched], address: Address) -> list[SchoolWatch]:
    """Numbers of each school, the order of the rows is kept."""
    found = defaultdict(list)
    for row in rows:
        found[row.teacher.school].append(row)
    return [
        SchoolWatch(
            school, by_state(mates, address, school=school.pk), address(state=EVERYBODY, school=school.pk)
        )
        for school, mates in found.items()
    ]
