"""How long a category holds. Pure.

Порядок аттестации (приказ Минпросвещения № 196 от 24.03.2023, in force since 01.09.2023): the first and the highest
category set since that day have no term; those set before it hold five years. «Соответствие занимаемой должности» is
confirmed every five years (ст. 49 ч. 2 273-ФЗ). «Педагог-методист» and «педагог-наставник» have no term.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from methodservice.directory.models import Teacher
from methodservice.lib.periods import months_later

Category = Teacher.Category
WITHOUT_TERM_SINCE = date(2023, 9, 1)
TERM_MONTHS = 60
WITHOUT_TERM = (Category.METHODIST, Category.MENTOR)


@dataclass(frozen=True)
class Validity:
    """until: the last day, None where the category does not expire; reason: one sentence without a final period."""

    until: date | None
    reason: str


def validity(category: str, decided_on: date) -> Validity:
    """Until when a category that was set on the day holds, and why."""
    if category in WITHOUT_TERM:
        return Validity(None, "устанавливается бессрочно")
    if category == Category.MATCH:
        return Validity(_five_years(decided_on), "соответствие подтверждают раз в пять лет")
    if decided_on >= WITHOUT_TERM_SINCE:
        return Validity(None, "установлена после 01.09.2023 — бессрочно")
    return Validity(_five_years(decided_on), "установлена до 01.09.2023 — на пять лет")


def _five_years(day: date) -> date:
    return months_later(day, TERM_MONTHS) - timedelta(days=1)
