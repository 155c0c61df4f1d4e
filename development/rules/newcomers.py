"""Who works by the plan for young and newly arrived teachers. Pure."""

from dataclasses import dataclass
from datetime import date

from methodservice.directory.rules import YoungRule, young
from methodservice.lib.periods import months_later

NEW_MONTHS = 12
"""So long after being hired a person is newly arrived: the first year in a school is the year of adaptation."""


@dataclass(frozen=True)
class Newcomer:
    """reasons: sentences without a final period; empty: not in the plan."""

    is_young: bool
    is_new: bool
    reasons: tuple[str, ...]


def newcomer(
    rule: YoungRule, born_on: date | None, teaching_since: date | None, hired_on: date | None, today: date
) -> Newcomer:
    """Young by the municipality's rule, or hired within the last year."""
    youth = young(rule, born_on, teaching_since, today)
    is_new = bool(hired_on) and hired_on <= today < months_later(hired_on, NEW_MONTHS)
    reasons = [f"молодой: {youth.reason[0].lower()}{youth.reason[1:]}"] if youth.is_young else []
    if is_new:
        reasons.append(f"работает здесь с {hired_on:%d.%m.%Y}")
    return Newcomer(bool(youth.is_young), is_new, tuple(reasons))
