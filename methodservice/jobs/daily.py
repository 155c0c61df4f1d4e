"""Work of every day: `registries.daily_work`, done once a day by whoever sweeps — the embedded runner or Celery."""

import logging
from collections.abc import Callable
from datetime import date, timedelta

from django.core.cache import cache
from django.utils import timezone

from methodservice import registries

logger = logging.getLogger(__name__)

AGAIN = timedelta(minutes=15)
"""What failed, or was cut off, is tried again after this."""
KEPT = timedelta(days=2)


def run_daily() -> int:
    """Do what nobody has done today; → how many functions were called.

    The cache remembers what is done: one that forgets makes a function run twice, which each of them must bear.
    """
    day = timezone.localdate()
    waiting = {_key(work, day): work for work in registries.daily_work}
    free = [key for key in waiting if not cache.get(key) and cache.add(key, "taken", AGAIN.total_seconds())]
    for key in free:
        _run(waiting[key], day, key)
    return len(free)


def _key(work: Callable, day: date) -> str:
    return f"daily:{work.__module__}.{work.__qualname__}:{day:%Y-%m-%d}"


def _run(work: Callable, day: date, key: str) -> None:
    try:
        work(day)
    except Exception:
        logger.exception("%s: failed, will be tried again", key)
    else:
        cache.set(key, "done", KEPT.total_seconds())
