"""Phrases that a deadline is made of: what the grammar finds in the text, before the period is looked at."""

from dataclasses import dataclass
from typing import Literal

from methodservice.lib.deadlines.answer import Offset
from methodservice.lib.deadlines.spans import Range, Span

RepeatUnit = Literal["day", "week", "month", "quarter", "term", "half_year", "year", "school_year"]


@dataclass(frozen=True)
class When:
    """In a span: «август»; reported: «за I полугодие», which may only say what a report is about."""

    span: Span | Range
    reported: bool = False


@dataclass(frozen=True)
class Until:
    """By a day, or by an edge of a span: before its first day, by it, by its middle, or through its last day.

    exact: the words name the edge itself («до начала августа»), so that «до августа» is in doubt and this is not.
    """

    span: Span
    edge: Literal["before", "by", "middle", "through"] = "through"
    exact: bool = True


@dataclass(frozen=True)
class Since:
    """From a day to the end of the period; after_it: not counting the span itself."""

    span: Span
    after_it: bool = False


@dataclass(frozen=True)
class Times:
    """So many times in each `step` of units; high differs from low for «2–3 раза»."""

    unit: RepeatUnit
    low: int = 1
    high: int = 1
    step: int = 1
    least: bool = False


@dataclass(frozen=True)
class SomeTimes:
    """So many times, no word of when: «однократно», «2 раза»."""


WHOLE_MONTH = (1, 0)


@dataclass(frozen=True)
class DaysOfMonth:
    """Days named by number only: «до 15 числа». A pair is a range, 0 the last day, `working` the last working day.

    place: of every month, of the month after a reporting unit, or of the month number `month` in each unit
    (-1 is the last); None when the words do not say. unit: the reporting or enclosing one; `period` when the words say
    «за отчётным периодом», `unsaid` when they say «за отчётным».
    """

    days: tuple
    place: Literal["each", "after", "inside"] | None = None
    unit: RepeatUnit | Literal["period", "unsaid"] | None = None
    month: int = 1
    working: bool = False


@dataclass(frozen=True)
class Weekdays:
    """0 is Monday. which: numbers of the weekday in a month, -1 the last; month: only in that one; every: said so."""

    days: tuple[int, ...]
    which: tuple[int, ...] = ()
    month: Span | None = None
    every: bool = True


@dataclass(frozen=True)
class PartOfEach:
    """A part of a month that is not named: «первая декада», «последняя неделя каждого месяца»."""

    part: Literal["decade", "week", "half"]
    which: tuple
    every: bool = False


@dataclass(frozen=True)
class EdgeOfEach:
    """The start, middle or end of a unit that is not named more closely: «в конце квартала».

    due: by that day; report: the words speak of results, not of the day.
    """

    edge: Literal["start", "middle", "end"]
    unit: RepeatUnit
    every: bool = False
    due: bool = False
    report: bool = False


@dataclass(frozen=True)
class Throughout:
    """All the time: of the year, of the school year, of the period; doubt: why to check."""

    what: Literal["year", "calendar_year", "school_year", "period"]
    doubt: str = ""


@dataclass(frozen=True)
class Schedule:
    """Dates are set by another paper; doubt: why to check."""

    doubt: str = ""


@dataclass(frozen=True)
class Demand:
    """When the occasion comes."""


@dataclass(frozen=True)
class Relative:
    """Counted from an event; anchor: the event when it is a day or an edge of a unit of the calendar."""

    offset: Offset
    doubts: tuple[str, ...] = ()
    anchor: Until | EdgeOfEach | None = None


@dataclass(frozen=True)
class Except:
    """These months are left out."""

    spans: tuple[Span | Range, ...]


@dataclass(frozen=True)
class Doubtful:
    """The words give a reason to check, whatever else they say."""

    reason: str


@dataclass(frozen=True)
class Choice:
    """«Или» stands in the text."""


@dataclass(frozen=True)
class Harmless:
    """Words around a deadline that say nothing of time: a stage's name, «срок исполнения»."""
