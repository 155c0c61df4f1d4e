"""What a text means as a whole, and the phrases that it was put together from."""

from dataclasses import dataclass, field

from methodservice.lib.deadlines.answer import Kind, Offset
from methodservice.lib.deadlines.dated import Days, Entry, arranged
from methodservice.lib.deadlines.phrases import (
    Choice,
    DaysOfMonth,
    Demand,
    Doubtful,
    EdgeOfEach,
    Except,
    PartOfEach,
    Relative,
    Schedule,
    Since,
    SomeTimes,
    Throughout,
    Times,
    Until,
    Weekdays,
    When,
)
from methodservice.lib.deadlines.spans import Wrong


@dataclass
class Meaning:
    """kind, days in order of time, offset from an event, doubts in Russian; wrong: why nothing can be understood.

    times, numbered, weekdays, edge, part, relative, entries: the phrases that an explanation speaks of;
    scheduled: another paper sets the days within these.
    """

    kind: Kind
    days: tuple[Days, ...] = ()
    offset: Offset | None = None
    doubts: list[str] = field(default_factory=list)
    wrong: str = ""
    times: Times | None = None
    numbered: DaysOfMonth | None = None
    weekdays: Weekdays | None = None
    edge: EdgeOfEach | None = None
    part: PartOfEach | None = None
    relative: Relative | None = None
    entries: tuple[Entry, ...] = ()
    scheduled: bool = False

    def doubt(self, *reasons: str) -> None:
        self.doubts += [reason for reason in reasons if reason and reason not in self.doubts]


class Said:
    """The phrases of a text by their classes."""

    def __init__(self, phrases: tuple):
        def all_of(*classes):
            return [phrase for phrase in phrases if isinstance(phrase, classes)]

        self.times = all_of(Times)
        self.numbered = all_of(DaysOfMonth)
        self.weekdays = all_of(Weekdays)
        self.edges = all_of(EdgeOfEach)
        self.throughout = all_of(Throughout)
        self.schedules = all_of(Schedule)
        self.demands = all_of(Demand)
        self.relatives = all_of(Relative)
        self.exceptions = all_of(Except)
        self.parts = all_of(PartOfEach)
        self.some_times = all_of(SomeTimes)
        self.choices = all_of(Choice)
        self.doubtful = all_of(Doubtful)
        entries = all_of(When, Until, Since)
        self.wrong = next((entry.span.reason for entry in entries if isinstance(entry.span, Wrong)), "")
        self.entries = [] if self.wrong else arranged(entries)
