"""When a teacher is due for courses again. Pure.

Ст. 47 ч. 5 п. 2 273-ФЗ: additional professional education at least once in three years.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from methodservice.lib.periods import months_later

WATCH_MONTHS = 36
SOON = timedelta(days=183)
"""So long before the end of the three years a person stands in the plan of the next half-year."""


@dataclass(frozen=True)
class Watch:
    """Where a person stands: `due_on` is the first day without courses in the last three years.

    last: the end of the last course, None where there is none; then `due_on` counts from being hired, or is the day
    itself where that is unknown. state: «fresh», «soon», «overdue».
    """

    last: date | None
    due_on: date
    state: str

    @property
    def is_fresh(self) -> bool:
        return self.state != "overdue"


def watch(last: date | None, hired_on: date | None, today: date) -> Watch:
    """The «36 months» of a person on the day. last: end of the last course; hired_on: beginning of the work."""
    begun = last or hired_on
    due = months_later(begun, WATCH_MONTHS) if begun else today
    state = "overdue" if due <= today else "soon" if due <= today + SOON else "fresh"
    return Watch(last, due, state)


def begun_by(day: date) -> date:
    """The latest beginning (last course, hiring) whose three years are over on the day: `watch` as a condition."""
    begun = months_later(day, -WATCH_MONTHS)
    while months_later(begun + timedelta(days=1), WATCH_MONTHS) <= day:
        begun += timedelta(days=1)
    return begun


LEAST_HOURS = {"upskilling": 16, "retraining": 250}
"""Hours at least: Порядок ДПО (приказ Минобрнауки России от 24.03.2025 № 266, п. 18), in force since 01.09.2025; приказ
от 01.07.2013 № 499, п. 12 before it said the same."""


def hours_doubt(kind: str, hours: int) -> str:
    """A sentence about hours that do not fit the kind of a course; empty where they do."""
    if hours < LEAST_HOURS[kind]:
        title = "Переподготовка бывает" if kind == "retraining" else "Повышение квалификации бывает"
        return f"{title} от {LEAST_HOURS[kind]} часов: проверьте вид и часы."
    if kind == "upskilling" and hours >= LEAST_HOURS["retraining"]:
        return f"{hours} часов — это объём переподготовки: проверьте вид."
    return ""
