"""Steps of a route: added, changed, put in order, removed, done; told by the person, confirmed or returned.

Each function locks the person, looks at route and step again, writes and journals in one transaction.
"""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from development.models import Course, Route, RouteStep
from development.services.routes import lock_open
from development.workflow import STEPS, State, StepState
from methodservice.directory import audit, transitions
from methodservice.lib.refusals import AlreadyDone, Refused

MOST_STEPS = 50


@transaction.atomic
def add_step(*, route: Route, fields: Mapping, by) -> RouteStep:
    """A step at the end. fields: action, form, due and any of deficit, provider, expected.

    Raises AlreadyDone for the same step once more, Refused for a route that has ended and for too many.
    """
    route = lock_open(route)
    steps = list(route.steps.order_by("position", "pk"))
    if steps and (steps[-1].action, steps[-1].due) == (fields["action"], fields["due"]):
        raise AlreadyDone("Этот шаг уже записан.")
    if len(steps) >= MOST_STEPS:
        raise Refused(f"В маршруте уже {MOST_STEPS} шагов. Больше человеку не пройти: разделите маршрут.")
    position = steps[-1].position + 1 if steps else 1
    step = RouteStep.objects.create(route=route, position=position, **fields)
    audit.record(audit.Verb.CREATED, by=by, obj=step)
    return step


@transaction.atomic
def change_step(*, step: RouteStep, fields: Mapping, by) -> RouteStep:
    """Words, deficit and date of a step. Raises AlreadyDone when it is gone, Refused for a route that has ended."""
    current = _lock_step(step)
    _change(current, fields, by)
    return current


@transaction.atomic
def remove_step(*, step: RouteStep, by) -> None:
    """Raises AlreadyDone when it is gone, Refused for a route that has ended and for the only step of one in work."""
    current = _lock_step(step)
    if current.route.state == State.ACTIVE and not current.route.steps.exclude(pk=current.pk).exists():
        raise Refused("Это единственный шаг маршрута в работе. Измените его или прекратите маршрут.")
    audit.record(audit.Verb.DELETED, by=by, obj=current)
    current.delete()


@transaction.atomic
def move_step(*, step: RouteStep, up: bool, by) -> None:
    """One place up or down; at the edge nothing happens. Positions become 1, 2, 3…"""
    current = _lock_step(step)
    rows = list(current.route.steps.order_by("position", "pk"))
    old = rows.index(current)
    new = max(old - 1, 0) if up else min(old + 1, len(rows) - 1)
    if new == old:
        return
    rows.insert(new, rows.pop(old))
    for position, row in enumerate(rows, start=1):
        row.position = position
    RouteStep.objects.bulk_update(rows, ["position"])
    audit.record(audit.Verb.CHANGED, by=by, obj=current, changes={"№": [str(old + 1), str(new + 1)]})


@transaction.atomic
def mark_done(*, step: RouteStep, on: date, outcome: str, by) -> RouteStep:
    """Done on the day, with what came of it. Raises AlreadyDone, Refused for a route that is not in work."""
    current = _lock_undone(step)
    _move(current, StepState.DONE, by, outcome, done_on=on, told_on=None, outcome=outcome, returned_why="")
    return current


@transaction.atomic
def unmark(*, step: RouteStep, by) -> RouteStep:
    """Marked by mistake; what came of it goes too. Raises AlreadyDone, Refused."""
    current = _lock_in_work(step)
    if current.state != StepState.DONE:
        raise AlreadyDone("Отметка уже снята.")
    _reset(current, by)
    return current


@transaction.atomic
def tell(*, step: RouteStep, on: date, outcome: str, by, course: Course | None = None) -> RouteStep:
    """The person says that a step of the own route is done; told already it is mended. Raises as `mark_done`."""
    current = _lock_undone(step)
    told = {"told_on": on, "outcome": outcome, "course": course}
    if current.state == StepState.TOLD:
        _change(current, told, by)
    else:
        _move(current, StepState.TOLD, by, outcome, **told, returned_why="")
    return current


@transaction.atomic
def withdraw(*, step: RouteStep, by) -> RouteStep:
    """The person takes back what was told. Raises AlreadyDone, also where it was confirmed meanwhile, Refused."""
    current = _lock_undone(step)
    if current.state == StepState.OPEN:
        raise AlreadyDone("Сообщение уже отозвано.")
    _reset(current, by)
    return current


@transaction.atomic
def confirm(*, step: RouteStep, by) -> RouteStep:
    """What the person told is true: done on that day with that result. Raises AlreadyDone, Refused when nothing is told
    any more."""
    current = _lock_told(step)
    done = {"done_on": current.told_on, "told_on": None}
    _move(current, StepState.DONE, by, current.outcome, **done)
    return current


@transaction.atomic
def return_told(*, step: RouteStep, why: str, by) -> RouteStep:
    """Not done yet, with the reason. Raises as `confirm`."""
    current = _lock_told(step)
    _move(current, StepState.RETURNED, by, why, returned_why=why)
    return current


def _change(step: RouteStep, fields: Mapping, by) -> None:
    before = audit.state_of(step)
    for name, value in fields.items():
        setattr(step, name, value)
    step.save(update_fields=list(fields))
    audit.record_change(by=by, obj=step, before=before)


def _move(step: RouteStep, to: str, by, note: str = "", **fields) -> None:
    transitions.move(step, STEPS, to=to, by=by, whose="шага", note=note[:300], **fields)


def _reset(step: RouteStep, by) -> None:
    _move(step, StepState.OPEN, by, done_on=None, told_on=None, outcome="", course=None, returned_why="")


def _lock_step(step: RouteStep) -> RouteStep:
    route = lock_open(step.route)
    current = route.steps.filter(pk=step.pk).first()
    if current is None:
        raise AlreadyDone("Этот шаг уже убрали.")
    current.route = route
    return current


def _lock_in_work(step: RouteStep) -> RouteStep:
    current = _lock_step(step)
    if current.route.state != State.ACTIVE:
        raise Refused("Выполнение отмечают, когда маршрут утверждён.")
    return current


def _lock_undone(step: RouteStep) -> RouteStep:
    current = _lock_in_work(step)
    if current.state == StepState.DONE:
        raise AlreadyDone("Шаг уже отмечен выполненным.")
    return current


def _lock_told(step: RouteStep) -> RouteStep:
    current = _lock_undone(step)
    if current.state == StepState.RETURNED:
        raise AlreadyDone("Шаг уже возвращён.")
    if current.state == StepState.OPEN:
        raise Refused("Педагог уже отозвал сообщение об этом шаге.")
    return current
