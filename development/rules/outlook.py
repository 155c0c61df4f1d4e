"""Why a person stands in the attestation outlook of a year. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta

MISSED, PLANNED, EXPIRED, EXPIRING = "missed", "planned", "expired", "expiring"
EARLY = timedelta(days=183)
"""An attestation this long before the planned day is what was planned: people are attested earlier than they meant."""


@dataclass(frozen=True)
class Outlook:
    """kind: the reason that matters most; words: it in a sentence without a final period."""

    kind: str
    words: str


def outlook(valid_until: date | None, planned_on: date | None, year: int, today: date) -> Outlook | None:
    """None where nothing of the year concerns the person.

    valid_until: the last day of what holds now, None where it has no term or there is nothing; planned_on: the nearest
    planned day that has no result yet.
    """
    if planned_on and planned_on < today and planned_on.year <= year:
        return Outlook(MISSED, f"в графике на {planned_on:%d.%m.%Y}, результата нет")
    if planned_on and planned_on.year == year:
        return Outlook(PLANNED, f"в графике на {planned_on:%d.%m.%Y}")
    if valid_until and valid_until < today and valid_until.year <= year:
        return Outlook(EXPIRED, f"срок истёк {valid_until:%d.%m.%Y}")
    if valid_until and valid_until.year == year:
        return Outlook(EXPIRING, f"действует по {valid_until:%d.%m.%Y}")
    return None


def fulfils(category: str, decided_on: date, planned_category: str, planned_on: date) -> bool:
    """Whether the attestation is what was planned: the same category, not long before the planned day."""
    return category == planned_category and decided_on >= planned_on - EARLY
