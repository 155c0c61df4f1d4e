"""The work plan with young and newly arrived teachers: who, why, what they lack, what their routes have ahead."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from development.models import Deficit, DeficitKind, Route, RouteStep
from development.rules.newcomers import NEW_MONTHS, Newcomer, newcomer
from methodservice.directory.models import Teacher
from methodservice.directory.rules import YoungRule
from methodservice.lib.periods import months_later


@dataclass(frozen=True)
class Line:
    """steps: of routes in work, not done yet, by their due days."""

    teacher: Teacher
    why: Newcomer
    kinds: tuple[str, ...]
    steps: tuple[RouteStep, ...]

    @property
    def reason(self) -> str:
        return "; ".join(self.why.reasons)

    @property
    def lacks(self) -> str:
        return ", ".join(self.kinds)

    @property
    def ahead(self) -> list[str]:
        return [f"{step.action} — до\N{NO-BREAK SPACE}{step.due:%d.%m.%Y}" for step in self.steps]

    @property
    def plan(self) -> str:
        return "; ".join(self.ahead)


def plan_of(people, rule: YoungRule, today: date) -> list[Line]:
    """In the order of the people. 3 queries: people, deficits, steps."""
    new = Q(hired_on__gt=months_later(today, -NEW_MONTHS), hired_on__lte=today)
    young = Q(born_on__gt=rule.born_after(today), teaching_since__gt=rule.teaching_after(today))
    people = people.filter(new | young)
    kinds, steps = defaultdict(set), defaultdict(list)
    found = Deficit.objects.open_on(today).filter(teacher__in=people.order_by())
    for teacher, kind in found.values_list("teacher_id", "kind"):
        kinds[teacher].add(kind)
    ahead = RouteStep.objects.filter(
        route__teacher__in=people.order_by(), route__state=Route.State.ACTIVE, done_on=None
    )
    for step in ahead.select_related("route").order_by("due", "position", "pk"):
        steps[step.route.teacher_id].append(step)
    lines = (
        Line(
            teacher,
            newcomer(rule, teacher.born_on, teacher.teaching_since, teacher.hired_on, today),
            tuple(kind.label for kind in DeficitKind if kind in kinds[teacher.pk]),
            tuple(steps[teacher.pk]),
        )
        for teacher in people
    )
    return [line for line in lines if line.why.reasons]
