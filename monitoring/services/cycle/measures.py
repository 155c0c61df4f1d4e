"""Measures of a cycle: records of the portal or words."""

from datetime import date

from django.db import transaction

from methodservice.directory import audit
from methodservice.lib.refusals import AlreadyDone, Refused
from monitoring.models import Cycle, Measure
from monitoring.services.cycle.starting import CLOSED
from monitoring.services.locks import lock_cycle

TWICE = "Эта запись уже указана."


@transaction.atomic
def add_measure(*, cycle: Cycle, title: str, on: date, by, key: str = "") -> Measure:
    current = lock_cycle(cycle.pk)
    if current.is_closed:
        raise Refused(CLOSED)
    if key and current.measures.filter(key=key).exists():
        raise AlreadyDone(TWICE)
    measure = Measure.objects.create(cycle=current, title=title, on=on, key=key)
    audit.record(audit.Verb.CHANGED, by=by, obj=current, changes={"мера": ["—", title]})
    return measure


@transaction.atomic
def remove_measure(*, measure: Measure, by) -> None:
    current = lock_cycle(measure.cycle_id)
    if current.is_closed:
        raise Refused(CLOSED)
    audit.record(audit.Verb.CHANGED, by=by, obj=current, changes={"мера": [measure.title, "—"]})
    measure.delete()
