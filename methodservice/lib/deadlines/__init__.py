"""Deadlines as Russian offices write them: what the words mean in the period of a plan.

    understand("Ежегодно, август", date(2023, 1, 1), date(2023, 12, 31)).occurrences

The way of a text: `tokens` (one spelling) → `grammar` (phrases) → `reading` (days and doubts) → `explain`.
"""

from methodservice.lib.deadlines.answer import Deadline, Kind, Occurrence, Offset
from methodservice.lib.deadlines.shifting import shift_years
from methodservice.lib.deadlines.spans import NEWEST_YEAR, OLDEST_YEAR
from methodservice.lib.deadlines.understanding import understand

__all__ = [
    "NEWEST_YEAR",
    "OLDEST_YEAR",
    "Deadline",
    "Kind",
    "Occurrence",
    "Offset",
    "shift_years",
    "understand",
]
