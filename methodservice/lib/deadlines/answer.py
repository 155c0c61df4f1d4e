"""What a deadline means: the answer that pages, reminders and the command share."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal


class Kind(StrEnum):
    """How the words set a time."""

    DATE = "date"
    WINDOW = "window"
    RECURRING = "recurring"
    CONTINUOUS = "continuous"
    BY_SCHEDULE = "by_schedule"
    ON_DEMAND = "on_demand"
    RELATIVE = "relative"
    UNRECOGNISED = "unrecognised"

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS = {
    Kind.DATE: "к сроку",
    Kind.WINDOW: "в назначенное время",
    Kind.RECURRING: "повторяется",
    Kind.CONTINUOUS: "весь период",
    Kind.BY_SCHEDULE: "по графику",
    Kind.ON_DEMAND: "по необходимости",
    Kind.RELATIVE: "от события",
    Kind.UNRECOGNISED: "срок не распознан",
}


@dataclass(frozen=True)
class Occurrence:
    """Days in which the work is done, both included. `start` is None when only the last day is set."""

    start: date | None
    end: date


@dataclass(frozen=True)
class Offset:
    """Distance from an event: up to `days` calendar or working days after it, or at least so many before it."""

    days: int
    working: bool
    direction: Literal["after", "before"]


@dataclass(frozen=True)
class Deadline:
    """A deadline understood for one period.

    occurrences: in order of their ends, all inside the period; offset: only for `Kind.RELATIVE`;
    review: why a person should check the reading, in Russian, or an empty string when there is no doubt.
    """

    text: str
    kind: Kind
    occurrences: tuple[Occurrence, ...]
    offset: Offset | None
    review: str
    explanation: str

    def next_due(self, today: date) -> Occurrence | None:
        """The first occurrence that is not over on that day."""
        return next((occurrence for occurrence in self.occurrences if occurrence.end >= today), None)

    def as_json(self) -> dict:
        """The answer of `manage.py deadline`: ISO dates, None where there is nothing to say."""
        return {
            "text": self.text,
            "kind": self.kind.value,
            "occurrences": [
                {"start": one.start and one.start.isoformat(), "end": one.end.isoformat()}
                for one in self.occurrences
            ],
            "offset": self.offset
            and {
                "days": self.offset.days,
                "working": self.offset.working,
                "direction": self.offset.direction,
            },
            "review": self.review or None,
            "explanation": self.explanation,
        }
