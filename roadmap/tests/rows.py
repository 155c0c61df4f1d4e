"""Rows of a page without the database."""

from datetime import date
from itertools import count

from roadmap.life import ItemLife, OccurrenceLife, judge, judge_item
from roadmap.models import EditionPart, Line, Occurrence
from roadmap.page import Row

TODAY = date(2026, 5, 20)
_keys = count(1)


def day(text: str) -> date:
    """«15.05» of 2026."""
    number, month = map(int, text.split("."))
    return date(2026, month, number)


def time_of(starts: str, ends: str, *, done: str = "", cancelled: str = "", today=TODAY) -> OccurrenceLife:
    """A time of an item as it stands."""
    first = day(starts) if starts else None
    verdict = judge(
        starts=first,
        ends=day(ends),
        done_on=day(done) if done else None,
        started_on=None,
        cancelled_on=day(cancelled) if cancelled else None,
        today=today,
    )
    return OccurrenceLife(Occurrence(starts=first, ends=day(ends)), verdict, None)


def row_of(*times: OccurrenceLife, parties=(), responsible="", by_hand=False, kind="date", action="Дело"):
    """A row of an edition in force."""
    key = next(_keys)
    line = Line(pk=key, item_id=key, number=str(key), action=action, responsible=responsible)
    line.part = EditionPart(pk=1, kind="roadmap", columns=[])
    verdict = judge_item([each.verdict for each in times], deadline_kind=kind, facts=0)
    return Row(line, ItemLife(verdict, times, ()), None, tuple(parties), by_hand)
