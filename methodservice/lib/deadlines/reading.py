"""From phrases to what they mean together in a period: one kind, its days, and doubts."""

from datetime import date

from methodservice.lib.deadlines.answer import Kind
from methodservice.lib.deadlines.dated import Days, found_in, is_point
from methodservice.lib.deadlines.doubts import (
    CHOICE,
    NOTHING_LEFT,
    SCHOOL_YEAR,
    TWO_KINDS,
    UNSAID_TIME,
    WEEKDAY,
    WEEKDAY_DATE,
    WHICH_MONTH,
)
from methodservice.lib.deadlines.meaning import Meaning, Said
from methodservice.lib.deadlines.phrases import (
    EdgeOfEach,
    Except,
    Relative,
    Until,
)
from methodservice.lib.deadlines.recurring import edges_of, recurring, regular_weekdays
from methodservice.lib.deadlines.repeats import (
    counted_from,
    ends_of_units,
)
from methodservice.lib.deadlines.spans import ONE_DAY, Frame, Wrong, days_in, stretch_of
from methodservice.lib.workdays import unknown_moves

LONGEST_REST = 14
"""More than days off ever follow one another."""


def read(phrases: tuple, frame: Frame) -> Meaning:
    """What the phrases mean together; Kind.UNRECOGNISED when there is no time in them."""
    said = Said(phrases)
    if said.wrong:
        return Meaning(Kind.UNRECOGNISED, wrong=said.wrong)
    meaning = _read(said, frame)
    if meaning.wrong:
        return Meaning(Kind.UNRECOGNISED, wrong=meaning.wrong)
    if said.exceptions:
        _leave_out(meaning, said.exceptions, frame)
    if said.choices and len(said.entries) > 1:
        meaning.doubt(CHOICE)
    meaning.doubt(*(one.reason for one in said.doubtful))
    return meaning


def _read(said: Said, frame: Frame) -> Meaning:
    often = [one for one in said.times if (one.unit, one.step) != ("day", 1)]
    if often or said.numbered or regular_weekdays(said) or _regular_parts(said):
        meaning = recurring(said, often, frame)
        unsaid = said.demands and not any(one.least for one in often)
        if said.relatives and isinstance(said.relatives[0].anchor, EdgeOfEach):
            meaning.relative = said.relatives[0]
            meaning.days = _relative(meaning.relative, frame).days
        elif unsaid or said.relatives:
            meaning.doubt(TWO_KINDS)
        _leave_to_schedule(meaning, said)
    elif said.edges and not said.entries:
        meaning = edges_of(said.edges, frame)
    elif said.entries:
        meaning = _dated(said, frame)
    elif said.weekdays:
        meaning = Meaning(Kind.DATE, doubts=[WEEKDAY])
    elif said.parts:
        meaning = Meaning(Kind.WINDOW, doubts=[WHICH_MONTH])
    else:
        meaning = _loose(said, frame)
    return meaning


def _leave_to_schedule(meaning: Meaning, said: Said) -> None:
    """«Ноябрь, по графику»: the paper names days within the windows; beside a last day it is another deadline."""
    if not said.schedules:
        return
    if meaning.days and all(start for start, _ in meaning.days):
        meaning.scheduled = True
        meaning.doubt(*(one.doubt for one in said.schedules))
    else:
        meaning.doubt(TWO_KINDS)


def _regular_parts(said: Said) -> bool:
    """Whether parts of months are of every month, or of those that are named beside: «октябрь, I декада»."""
    return bool(said.parts) and (bool(said.entries) or any(one.every for one in said.parts))


def _dated(said: Said, frame: Frame) -> Meaning:
    found = found_in(said.entries, frame)
    points = [is_point(entry) for entry in said.entries]
    kind = Kind.DATE if all(points) else Kind.WINDOW
    days = found.days
    if kind is Kind.WINDOW:
        days = tuple((start or end, end) for start, end in days)
    meaning = Meaning(kind, days, doubts=list(found.doubts), wrong=found.wrong, entries=tuple(said.entries))
    untils = any(isinstance(entry, Until) for entry in said.entries)
    if kind is Kind.WINDOW and untils:
        meaning.doubt(TWO_KINDS)
    _leave_to_schedule(meaning, said)
    if said.demands or said.relatives or said.edges:
        meaning.doubt(TWO_KINDS)
    for weekdays in said.weekdays:
        if {end.weekday() for _, end in days} - set(weekdays.days):
            meaning.doubt(WEEKDAY_DATE)
    return meaning


def _loose(said: Said, frame: Frame) -> Meaning:
    kinds = sum(map(bool, (said.schedules, said.demands, said.relatives)))
    if said.relatives:
        meaning = _relative(said.relatives[0], frame)
        if len(said.relatives) > 1:
            meaning.doubt(TWO_KINDS)
    elif said.schedules:
        meaning = Meaning(Kind.BY_SCHEDULE, doubts=[one.doubt for one in said.schedules if one.doubt])
    elif said.demands:
        meaning = Meaning(Kind.ON_DEMAND)
    elif said.throughout or said.times:
        meaning = Meaning(Kind.CONTINUOUS, ((frame.first, frame.last),))
        for one in said.throughout:
            meaning.doubt(one.doubt)
            if one.what == "school_year" and not frame.is_school:
                meaning.doubt(SCHOOL_YEAR)
    elif said.some_times:
        meaning = Meaning(Kind.WINDOW, ((frame.first, frame.last),), doubts=[UNSAID_TIME])
    else:
        return Meaning(Kind.UNRECOGNISED)
    if kinds > 1 or (said.relatives and (said.throughout or said.times)):
        meaning.doubt(TWO_KINDS)
    return meaning


def _relative(relative: Relative, frame: Frame) -> Meaning:
    """Days are known only when the event is a day of the calendar."""
    meaning = Meaning(Kind.RELATIVE, offset=relative.offset, relative=relative)
    meaning.doubt(*relative.doubts)
    anchors: list[date] = []
    around = frame.widened(relative.offset.days * 2 + LONGEST_REST)
    if isinstance(relative.anchor, EdgeOfEach):
        edge = "end" if relative.anchor.edge == "end" else "start"
        anchors = [
            start if edge == "start" else end for start, end in ends_of_units(relative.anchor.unit, around)
        ]
    elif relative.anchor is not None:
        found = found_in([relative.anchor], around, yearly=True)
        meaning.wrong = found.wrong
        anchors = [end for _, end in found.days]
    counted = ((anchor, counted_from(anchor, relative.offset)) for anchor in anchors)
    kept = [(anchor, day) for anchor, day in counted if day and frame.first <= day <= frame.last]
    meaning.days = tuple((None, day) for _, day in kept)
    if relative.offset.working and kept:
        meaning.doubt(unknown_moves(max(map(max, kept))))
    return meaning


def _leave_out(meaning: Meaning, exceptions: list[Except], frame: Frame) -> None:
    """«Кроме июля и августа»: what lies in those spans goes."""
    kept = list(meaning.days)
    for span in (span for exception in exceptions for span in exception.spans):
        stretch = stretch_of(span, frame)
        if not isinstance(stretch, Wrong):
            meaning.doubt(*stretch.doubts)
            for low, high in days_in(stretch, frame):
                kept = [piece for one in kept for piece in _without(one, low, high)]
    if meaning.days and not kept:
        meaning.doubt(NOTHING_LEFT)
    if meaning.kind is Kind.CONTINUOUS and kept != list(meaning.days):
        meaning.kind = Kind.WINDOW
    meaning.days = tuple(kept)


def _without(days: Days, low: date, high: date) -> list[Days]:
    """What is left of the days without those from low to high."""
    start, end = days
    first = start or end
    if end < low or high < first:
        return [days]
    if start is None:
        return []
    before = [(start, low - ONE_DAY)] if start < low else []
    return [*before, *([(high + ONE_DAY, end)] if high < end else [])]
