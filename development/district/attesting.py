"""The attestation outlook of a year: whose term ends, who is planned, whose plan is overdue."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from development.district.numbers import Address, Number
from development.district.people import people_of
from development.models import Attestation, PlannedAttestation
from development.rules.attestation import WITHOUT_TERM
from development.rules.outlook import EXPIRED, EXPIRING, MISSED, PLANNED, Outlook, outlook
from methodservice.directory.models import Teacher

KINDS = {
    MISSED: ("overdue", "График просрочен"),
    EXPIRED: ("overdue", "Срок истёк"),
    EXPIRING: ("soon", "Истекает"),
    PLANNED: ("waiting", "В графике"),
}
"""Reason → kind and word of the tag `state`."""


@dataclass(frozen=True)
class Line:
    """A person of the outlook. held: the latest attestation that could have a term; planned: the nearest one without a
    result; both may be absent."""

    teacher: Teacher
    held: Attestation | None
    planned: PlannedAttestation | None
    outlook: Outlook

    @property
    def kind(self) -> str:
        return KINDS[self.outlook.kind][0]

    @property
    def word(self) -> str:
        return KINDS[self.outlook.kind][1]

    @property
    def order(self) -> str:
        """«№ 77-ОД от 05.02.2024», what is known of it."""
        if self.held is None:
            return ""
        number = f"№\N{NO-BREAK SPACE}{self.held.order_number}" if self.held.order_number else ""
        day = f"от {self.held.order_on:%d.%m.%Y}" if self.held.order_on else ""
        return " ".join(filter(None, (number, day)))

    @property
    def category(self) -> str:
        return self.held.get_category_display() if self.held else self.teacher.get_category_display()

    @property
    def wanted(self) -> str:
        """What the person is going to be attested for."""
        return self.planned.get_category_display() if self.planned else ""


def by_kind(lines: Iterable[Line], address: Address) -> tuple[Number, ...]:
    """How many lines stand for each reason."""
    numbers = Counter(line.outlook.kind for line in lines)
    return tuple(Number(word, numbers[kind], address(kind=kind)) for kind, (_, word) in KINDS.items())


def _concerned(people: QuerySet[Teacher], year: int) -> QuerySet[Teacher]:
    """Whom the year may concern: a term that ends by then, a plan without a result. No query."""
    ending = Attestation.objects.kept().filter(teacher=OuterRef("pk"), valid_until__year__lte=year)
    waiting = PlannedAttestation.objects.filter(teacher=OuterRef("pk"), result=None)
    return people.filter(Exists(ending) | Exists(waiting))


def outlook_of(user, year: int, today: date, people=None) -> list[Line]:
    """By school and name. people: narrows `people_of`. 3 queries: people, attestations, the schedule."""
    people = _concerned(people_of(user) if people is None else people, year)
    held: dict[int, Attestation] = {}
    records = (
        Attestation.objects.kept().filter(teacher__in=people.order_by()).exclude(category__in=WITHOUT_TERM)
    )
    for record in records.order_by("decided_on", "pk"):
        held[record.teacher_id] = record
    planned: dict[int, list[PlannedAttestation]] = defaultdict(list)
    schedule = PlannedAttestation.objects.filter(teacher__in=people.order_by(), result=None)
    for row in schedule.order_by("planned_on", "pk"):
        planned[row.teacher_id].append(row)
    return list(_lines(people, held, planned, year, today))


def _lines(people, held, planned, year: int, today: date) -> Iterable[Line]:
    for teacher in people:
        record = held.get(teacher.pk)
        plans = planned.get(teacher.pk, [])
        until = record.valid_until if record else None
        of_year = [plan for plan in plans if plan.planned_on.year == year or plan.planned_on < today]
        for plan in of_year or plans[:1] or [None]:
            if seen := outlook(until, plan.planned_on if plan else None, year, today):
                yield Line(teacher, record, plan, seen)
