"""The «36 months» of many people: who is due for courses and when."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from development.district.people import with_last_course
from development.rules.courses import Watch, watch
from methodservice.directory.models import School, Teacher

STATES = {"overdue": "Пора учиться", "soon": "Скоро срок", "fresh": "В срок"}
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
    """How many people of a school are overdue, soon due, fresh."""

    school: School
    overdue: int
    soon: int
    fresh: int

    @property
    def people(self) -> int:
        return self.overdue + self.soon + self.fresh


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


def by_school(rows: Iterable[Watched]) -> list[SchoolWatch]:
    """Numbers of each school, the order of the rows is kept."""
    schools, numbers = {}, Counter()
    for row in rows:
        schools[row.teacher.school_id] = row.teacher.school
        numbers[row.teacher.school_id, row.watch.state] += 1
    return [
        SchoolWatch(school, *(numbers[key, state] for state in STATES)) for key, school in schools.items()
    ]
