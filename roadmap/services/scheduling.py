"""The schedule of an item whose words name no days: times that a person sets."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from methodservice.lib.refusals import AlreadyDone, Refused
from roadmap.models import Item, Occurrence
from roadmap.services.living import lock_item, tell

CHANGED = "Пока вы составляли график, его изменил кто-то другой. Сверьте ваши строки с записанным и сохраните ещё раз."
MOST_TIMES = 60


@dataclass(frozen=True)
class Time:
    """One time of a schedule. starts: None for «до …»."""

    starts: date | None
    ends: date
    note: str = ""

    @property
    def words(self) -> str:
        """As a person writes it: «12.10.2026», «01.10.2026 – 15.10.2026»."""
        if self.starts and self.starts != self.ends:
            return f"{self.starts:%d.%m.%Y} – {self.ends:%d.%m.%Y}"
        return f"{self.ends:%d.%m.%Y}"


def schedule_of(item: Item) -> tuple[list[Occurrence], list[Occurrence]]:
    """(times that may still change, those that were begun, marked or cancelled), in order of days. 1 query."""
    rows = item.occurrences.filter(source=Occurrence.Source.SCHEDULE).select_related("completion")
    free, touched = [], []
    for row in rows:
        is_touched = row.started_on or row.cancelled_on or hasattr(row, "completion")
        (touched if is_touched else free).append(row)
    return free, touched


def state_of(rows: Iterable[Occurrence]) -> str:
    """Tells whether the times are still those that a page was opened with."""
    texts = (f"{row.starts}/{row.ends}/{row.note}" for row in rows)
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:16]


@transaction.atomic
def set_schedule(*, item: Item, times: list[Time], seen: str, by) -> None:
    """The times that may change become these; the others stay. seen: `state_of` what the person had before the eyes.

    Raises AlreadyDone when it is so already; Refused for a stale page, too many times and two of one day.
    """
    line = lock_item(item)
    free, touched = schedule_of(item)
    wanted = {time.ends: time for time in times}
    if len(wanted) < len(times) or wanted.keys() & {row.ends for row in touched}:
        raise Refused("В графике два срока с одним последним днём. Оставьте один.")
    if len(wanted) + len(touched) > MOST_TIMES:
        raise Refused(f"В графике больше {MOST_TIMES} сроков. Оставьте главные.")
    stored = {row.ends: row for row in free}
    if {ends: Time(row.starts, row.ends, row.note) for ends, row in stored.items()} == wanted:
        raise AlreadyDone("График такой и есть.")
    if seen != state_of(free):
        raise Refused(CHANGED)
    Occurrence.objects.filter(pk__in=[row.pk for ends, row in stored.items() if ends not in wanted]).delete()
    kept = [row for ends, row in stored.items() if ends in wanted]
    for row in kept:
        row.starts, row.note = wanted[row.ends].starts, wanted[row.ends].note
    Occurrence.objects.bulk_update(kept, ["starts", "note"])
    Occurrence.objects.bulk_create(
        Occurrence(
            item=item, source=Occurrence.Source.SCHEDULE, starts=time.starts, ends=time.ends, note=time.note
        )
        for ends, time in wanted.items()
        if ends not in stored
    )
    before = ", ".join(Time(row.starts, row.ends).words for row in free)
    after = ", ".join(wanted[ends].words for ends in sorted(wanted))
    tell(line, by, "График", before, after)
