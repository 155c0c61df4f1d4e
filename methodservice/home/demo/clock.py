"""Days of the demo that are over: what services stamp belongs to the day on which people did it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time

from django.utils import timezone

AT = time(11)


@contextmanager
def on_day(day: date) -> Iterator[None]:
    """Inside it is eleven o'clock of the day, for the whole process: the demo is filled by a command of its own."""
    now, localdate = timezone.now, timezone.localdate
    moment = timezone.make_aware(datetime.combine(day, AT))
    timezone.now = lambda: moment
    timezone.localdate = lambda value=None, zone=None: localdate(value, zone) if value else day
    try:
        yield
    finally:
        timezone.now, timezone.localdate = now, localdate
