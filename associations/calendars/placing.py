"""Where a line of a plan stands in a view by months. Pure: kinds and occurrences of lib/deadlines in, places out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from associations.calendars.grid import Month, months_between
from methodservice.lib.deadlines import Kind

UNDATED = {
    Kind.CONTINUOUS: "В течение всего года",
    Kind.BY_SCHEDULE: "По отдельному графику",
    Kind.ON_DEMAND: "По мере необходимости",
    Kind.RELATIVE: "После другого события",
    Kind.UNRECOGNISED: "Срок записан непонятно",
    "": "Срок не указан",
}
"""Kinds of deadline that name no month → the heading under which such lines stand, in this order."""


@dataclass(frozen=True, order=True)
class Place:
    """A heading of the view by months. order sorts the headings: months first; month is None without a date; due: the
    last day within it."""

    order: tuple
    title: str
    month: Month | None = None
    due: date | None = None


def places_of(kind: str, occurrences: Iterable[tuple[date | None, date]]) -> list[Place]:
    """Each heading once.

    kind: a value of `lib.deadlines.Kind` or nothing; occurrences: (first day or None, last day). Work «в октябре и
    ноябре» goes on in both months and stands under both; what has a last day, or repeats, stands where it is due.
    """
    if kind == Kind.CONTINUOUS:
        return [_undated(kind)]
    months: dict[Month, date] = {}
    for starts, ends in occurrences:
        begins = starts if kind == Kind.WINDOW and starts else ends
        for month in months_between(begins, ends):
            months.setdefault(month, min(ends, month.last))
    if not months:
        return [_undated(kind if kind in UNDATED else Kind.UNRECOGNISED)]
    return [dated(month, due) for month, due in sorted(months.items())]


def dated(month: Month, due: date) -> Place:
    """The heading of a month for something due in it."""
    return Place((0, month.key), month.title, month, due)


def _undated(kind: str) -> Place:
    return Place((1, list(UNDATED).index(kind)), UNDATED[kind])
