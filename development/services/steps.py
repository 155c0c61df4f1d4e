"""Steps of a route: added, changed, put in order, removed, done.

Each function locks the person, looks at route and step again, writes and journals in one transaction.
"""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from development.models import Route, RouteStep
from development.services.routes import lock_open
from development.workflow import State
from methodservice.directory import audit
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
    before = audit.state_of(current)
    for name, value in fields.items():
        setattr(current, name, value)
    current.save(update_fields=list(fields))
    audit.record_change(by=by, obj=current, before=before)
    return current


@transaction.atomic
def remove_step(*, step: RouteStep, by) -> None:
    """Raises AlreadyDone when it is gone, Refused for a route that has ended."""
    current = _lock_step(step)
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
    current = _lock_in_work(step)
    if current.done_on:
        raise AlreadyDone("Шаг уже отмечен выполненным.")
    _mark(current, on, outcome, by)
    return current


@transaction.atomic
def unmark(*, step: RouteStep, by) -> RouteStep:
    """Marked by mistake; what came of it goes too. Raises AlreadyDone, Refused."""
    current = _lock_in_work(step)
    if current.done_on is None:
        raise AlreadyDone("Отметка уже снята.")
    _mark(current, None, "", by)
    return current


def _mark(step: RouteStep, on: date | None, outcome: str, by) -> None:
    before = audit.state_of(step)
    step.done_on, step.outcome = on, outcome
    step.save(update_fields=["done_on", "outcome"])
    audit.record_change(by=by, obj=step, before=before)


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
