"""When adaptation is checked, and what the scores make. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from methodservice.lib.numerals import counted
from methodservice.lib.periods import months_later

MONTHS = (1, 3, 6, 12)
AT_END = 0
"""Month of the only check-up of a pair that is shorter than a month."""


def due_days(starts: date, ends: date) -> list[tuple[int, date]]:
    """(month of work, last day of that month) inside the term; of a shorter one its last day."""
    days = [(month, months_later(starts, month) - timedelta(days=1)) for month in MONTHS]
    return [(month, day) for month, day in days if day <= ends] or [(AT_END, ends)]


def month_words(month: int) -> str:
    """«3 месяца работы»."""
    return f"{counted(month, 'месяц', 'месяца', 'месяцев')} работы" if month else "Конец срока"


@dataclass(frozen=True)
class Trend:
    """points: (title, mean score) in order of time, only held ones."""

    points: tuple[tuple[str, Decimal], ...]

    @property
    def in_words(self) -> str:
        """«Средняя оценка выросла с 2,4 до 3,8.»"""
        if not self.points:
            return "Замеров ещё не было."
        first, last = self.points[0][1], self.points[-1][1]
        if len(self.points) == 1:
            return f"Средняя оценка — {number(first)} из 5."
        if first == last:
            return f"Средняя оценка не изменилась: {number(last)} из 5."
        verb = "выросла" if last > first else "снизилась"
        return f"Средняя оценка {verb} с {number(first)} до {number(last)} из 5."


def mean(values: Iterable[int]) -> Decimal | None:
    """Rounded to a tenth; None of nothing."""
    values = list(values)
    if not values:
        return None
    return (Decimal(sum(values)) / len(values)).quantize(Decimal("0.1"), ROUND_HALF_UP)


def number(value: Decimal) -> str:
    """«3,8»."""
    return str(value).replace(".", ",")
