"""Individual routes: drafted, filled from open deficits, approved, finished or stopped, taken back.

Each function locks the person, looks at the route again, writes and journals in one transaction.
"""

from collections.abc import Collection, Mapping
from datetime import date, timedelta

from django.db import transaction

from development.models import Deficit, DeficitKind, Route, RouteStep
from development.services.cards import fresh, lock_teacher, refuse_twin
from development.services.diagnoses import shut
from development.workflow import OPEN, State, StepState, move_route
from methodservice.directory import audit
from methodservice.directory.models import Teacher
from methodservice.lib.periods import SchoolYear
from methodservice.lib.refusals import AlreadyDone, Refused
from methodservice.lib.typography import quoted

SHORTEST = timedelta(days=120)
"""A route that would be shorter than this to the end of the lessons runs into the next school year."""
LAST_DAY = "31.05"
USUAL_STEPS = {
    DeficitKind.SUBJECT: (RouteStep.Form.COURSE, "Пройти курсы по теме {}"),
    DeficitKind.METHODICAL: (RouteStep.Form.EVENT, "Посетить мастер-классы и открытые уроки по теме {}"),
    DeficitKind.PSYCHOLOGICAL: (RouteStep.Form.SELF, "Изучить тему {} с педагогом-психологом"),
    DeficitKind.COMMUNICATIVE: (RouteStep.Form.MENTORING, "Поработать с наставником над темой {}"),
}
"""What a draft proposes for a deficit: form and action. A person words it before the route is approved."""


def usual_end(today: date) -> date:
    """The last day of lessons that leaves at least `SHORTEST`."""
    year = SchoolYear.containing(today)
    ends = year.on(LAST_DAY)
    return ends if ends >= today + SHORTEST else year.following.on(LAST_DAY)


def lock_open(route: Route) -> Route:
    """The route under the card's lock. Raises Refused unless it may change, AlreadyDone when it is gone."""
    current = fresh(route)
    if current.state not in OPEN:
        raise Refused(
            f"Маршрут уже не меняют: {current.get_state_display().lower()}. Сначала верните его в работу."
        )
    return current


@transaction.atomic
def add_route(*, teacher: Teacher, fields: Mapping, by) -> Route:
    """A draft without steps. fields: theme, starts, ends, diagnosis. AlreadyDone for a second click."""
    teacher = lock_teacher(teacher.pk)
    refuse_twin(Route, teacher, fields, ("theme", "starts", "ends"), by=by)
    route = Route.objects.create(teacher=teacher, **fields)
    audit.record(audit.Verb.CREATED, by=by, obj=route)
    return route


def uncovered(teacher: Teacher):
    """Open deficits that no route in work is about. No query."""
    covered = RouteStep.objects.filter(
        route__teacher=teacher, route__state=State.ACTIVE, deficit__isnull=False
    )
    rows = Deficit.objects.filter(teacher=teacher, closed_on__isnull=True)
    return rows.exclude(pk__in=covered.values("deficit")).order_by("found_on", "pk")


def draft_about(teacher: Teacher, deficits: Collection[Deficit]) -> Route | None:
    """The draft whose steps are about exactly these deficits. 2 queries."""
    wanted = {each.pk for each in deficits}
    for route in Route.objects.filter(teacher=teacher, state=State.DRAFT).prefetch_related("steps"):
        if {step.deficit_id for step in route.steps.all()} == wanted:
            return route
    return None


@transaction.atomic
def draft_from_deficits(*, teacher: Teacher, today: date, by) -> Route:
    """A draft with a step for each open deficit that no route in work is about, until the end of lessons.

    Raises Refused when there is none, AlreadyDone when such a draft is there (`draft_about`).
    """
    teacher = lock_teacher(teacher.pk)
    found = list(uncovered(teacher))
    if not found:
        raise Refused("Открытых дефицитов, для которых нет маршрута, у педагога нет.")
    if draft_about(teacher, found):
        raise AlreadyDone("Черновик по этим дефицитам уже есть.")
    diagnoses = {each.diagnosis_id for each in found}
    route = Route.objects.create(
        teacher=teacher,
        theme=found[0].words if len(found) == 1 else "Преодоление профессиональных дефицитов",
        diagnosis_id=diagnoses.pop() if len(diagnoses) == 1 else None,
        starts=today,
        ends=usual_end(today),
    )
    days = (route.ends - today).days
    RouteStep.objects.bulk_create(
        RouteStep(
            route=route,
            position=number,
            deficit=deficit,
            form=USUAL_STEPS[deficit.kind][0],
            action=USUAL_STEPS[deficit.kind][1].format(quoted(deficit.words)),
            due=today + timedelta(days=days * number // len(found)),
        )
        for number, deficit in enumerate(found, start=1)
    )
    audit.record(audit.Verb.CREATED, by=by, obj=route, note=f"по открытым дефицитам, шагов: {len(found)}")
    return route


@transaction.atomic
def change_route(*, route: Route, fields: Mapping, by) -> Route:
    """Theme, dates, diagnosis. Raises Refused for one that has ended, AlreadyDone when it is gone."""
    current = lock_open(route)
    before = audit.state_of(current)
    for name, value in fields.items():
        setattr(current, name, value)
    current.version += 1
    current.save()
    audit.record_change(by=by, obj=current, before=before)
    return current


@transaction.atomic
def delete_draft(*, route: Route, by) -> None:
    """Raises Refused for a route that was approved, AlreadyDone when it is gone."""
    current = fresh(route)
    if current.state != State.DRAFT:
        raise Refused("Удалить можно только черновик. Утверждённый маршрут прекращают с причиной.")
    audit.record(audit.Verb.DELETED, by=by, obj=current)
    current.delete()


@transaction.atomic
def approve(*, route: Route, on: date, by) -> Route:
    """draft → in work. Raises AlreadyDone, Refused for a route without steps."""
    current = fresh(route)
    if current.state == State.ACTIVE:
        raise AlreadyDone("Маршрут уже утверждён.")
    if current.state == State.DRAFT and not current.steps.exists():
        raise Refused("В маршруте нет ни одного шага. Добавьте хотя бы один.")
    move_route(current, to=State.ACTIVE, by=by, approved_on=on)
    return current


@transaction.atomic
def end_route(*, route: Route, to: str, on: date, outcome: str, by, closed: Collection[int] = ()) -> Route:
    """in work → finished or stopped, with what came of it. closed: keys of open deficits that the route has closed.

    Raises AlreadyDone, Refused for a route that is not in work, a day before it was approved, told steps that nobody
    has checked.
    """
    current = fresh(route)
    if current.state == to:
        raise AlreadyDone("Это уже отмечено.")
    if current.approved_on and on < current.approved_on:
        raise Refused(
            f"Маршрут утверждён {current.approved_on:%d.%m.%Y}: раньше он завершиться не мог.", "on"
        )
    if told := current.steps.filter(state=StepState.TOLD).count():
        raise Refused(f"По словам педагога, сделано шагов: {told}. Сначала подтвердите их или верните.")
    move_route(current, to=to, by=by, note=outcome[:300], finished_on=on, outcome=outcome)
    deficits = Deficit.objects.filter(
        teacher=current.teacher, closed_on__isnull=True, pk__in=closed, found_on__lte=on
    )
    for deficit in deficits:
        deficit.teacher = current.teacher
        shut(deficit, on=on, how=f"пройден маршрут {quoted(current.theme)}"[:300], by=by)
    return current


@transaction.atomic
def take_back(*, route: Route, by) -> Route:
    """One state back: in work → draft, finished or stopped → in work. Marks of steps and the outcome stay.

    Raises AlreadyDone for a draft.
    """
    current = fresh(route)
    if current.state == State.DRAFT:
        raise AlreadyDone("Маршрут уже черновик.")
    if current.state == State.ACTIVE:
        move_route(current, to=State.DRAFT, by=by, approved_on=None)
    else:
        move_route(current, to=State.ACTIVE, by=by, finished_on=None)
    return current
