"""What repeats: how often, on which days, within which spans."""

from dataclasses import replace
from datetime import date

from methodservice.lib.deadlines.answer import Kind
from methodservice.lib.deadlines.dated import Days, Entry, found_in, is_point, is_year
from methodservice.lib.deadlines.doubts import (
    AFTER_UNIT,
    COUNT,
    EACH_MONTH,
    FREQUENCY,
    REPORT_DAY,
    REPORT_PERIOD,
    TERM,
    TWO_KINDS,
    VAGUE,
    WHICH_UNIT,
)
from methodservice.lib.deadlines.grammar.calendar import parts_of_month
from methodservice.lib.deadlines.meaning import Meaning, Said
from methodservice.lib.deadlines.phrases import (
    DaysOfMonth,
    EdgeOfEach,
    Since,
    Times,
    When,
)
from methodservice.lib.deadlines.repeats import (
    ends_of_units,
    months_of,
    numbered_days,
    weekdays_of,
    windows,
)
from methodservice.lib.deadlines.spans import Frame, Span
from methodservice.lib.workdays import unknown_moves

SHORTER_UNIT = {
    "day": 1,
    "week": 7,
    "month": 31,
    "quarter": 92,
    "term": 92,
    "half_year": 184,
    "year": 366,
    "school_year": 366,
}


def regular_weekdays(said: Said) -> bool:
    """Whether weekdays repeat, and are no mere note to a date («среда, 15 мая»)."""
    return any(one.every or one.which for one in said.weekdays) and not any(map(is_point, said.entries))


def recurring(said: Said, often: list[Times], frame: Frame) -> Meaning:
    """The meaning of what repeats; often: the frequencies, empty when only days or weekdays are named."""
    times = min(often, key=lambda one: SHORTER_UNIT[one.unit] * one.step / one.low) if often else None
    meaning = Meaning(Kind.RECURRING, times=times, entries=tuple(said.entries))
    units = {(one.unit, one.step) for one in often if (one.unit, one.low) != ("year", 1)}
    if len(units) > 1:
        meaning.doubt(TWO_KINDS)
    if said.numbered:
        _by_numbers(said, times, meaning, frame)
        if not times and any(map(_is_month, said.entries)):
            meaning.kind = Kind.DATE if all(start is None for start, _ in meaning.days) else Kind.WINDOW
    elif regular_weekdays(said) or said.weekdays:
        _by_weekdays(said, meaning, frame)
    elif said.edges:
        _by_edges(said, meaning, frame)
    elif said.parts:
        _by_parts(said, meaning, frame)
        meaning.kind = Kind.WINDOW if not times and any(map(_is_month, said.entries)) else meaning.kind
    elif said.entries and not all(map(is_year, said.entries)):
        _times_in_entries(said, times, meaning, frame)
    else:
        days, doubts = windows(times, frame)
        meaning.days = tuple(days)
        meaning.doubt(*doubts)
        if said.entries:
            _restrict(meaning, said.entries, frame)
    return meaning


def _by_numbers(said: Said, times: Times | None, meaning: Meaning, frame: Frame) -> None:
    days = []
    for phrase in said.numbered:
        unit, doubt = _unit_of(phrase, times, said)
        meaning.doubt(doubt)
        meaning.numbered = phrase if phrase.place is None else replace(phrase, unit=unit)
        found = numbered_days(phrase, months_of(phrase, unit), frame)
        if phrase.working and found:
            meaning.doubt(unknown_moves(found[-1][1]))
        days += found
    meaning.days = tuple(sorted(set(days), key=lambda one: (one[1], one[0] or one[1])))
    if said.entries:
        _restrict(meaning, said.entries, frame)


def _unit_of(phrase: DaysOfMonth, times: Times | None, said: Said) -> tuple[str, str]:
    """The unit that repeats, and a doubt: «ежеквартально до 10 числа» does not say of which month."""
    unit = times.unit if times else None
    if phrase.unit == "unsaid":
        return (unit if unit in ("quarter", "half_year", "year") else "month"), ""
    if phrase.unit == "period":
        return (unit, "") if unit else ("quarter", REPORT_PERIOD)
    if phrase.place == "each":
        return "month", "" if unit in (None, "month", "year", "school_year") else FREQUENCY
    if phrase.place in ("after", "inside"):
        known = phrase.unit or (unit if unit in ("quarter", "half_year") else "quarter")
        doubt = TERM if known == "term" else ""
        return known, FREQUENCY if unit not in (None, known, "year") else doubt
    if phrase.unit:
        return phrase.unit, AFTER_UNIT
    if unit == "month" or any(isinstance(entry, When) for entry in said.entries):
        return "month", ""
    if unit in ("quarter", "half_year", "term"):
        return unit, AFTER_UNIT
    return "month", EACH_MONTH


def _by_weekdays(said: Said, meaning: Meaning, frame: Frame) -> None:
    meaning.weekdays = said.weekdays[0]
    if not meaning.times and not all(phrase.every for phrase in said.weekdays):
        meaning.doubt(EACH_MONTH)
    if meaning.times and meaning.times.unit in ("quarter", "term", "half_year"):
        meaning.doubt(FREQUENCY)
    days: set[Days] = set()
    entries = list(said.entries)
    for phrase in said.weekdays:
        days |= set(weekdays_of(phrase, frame))
        if phrase.month is not None:
            entries.append(When(phrase.month))
    meaning.days = tuple(sorted(days, key=lambda one: one[1]))
    if entries:
        _restrict(meaning, entries, frame)
    if any(phrase.month is not None for phrase in said.weekdays) and meaning.times is None:
        meaning.kind = Kind.DATE


def _by_parts(said: Said, meaning: Meaning, frame: Frame) -> None:
    """«Ежемесячно, первая декада»: the parts of every month, or of the months that are named."""
    part = said.parts[0]
    months = [entry.span.number for entry in said.entries if _is_month(entry)] or range(1, 13)
    entries = [
        When(span) for month in months for span in parts_of_month(part.part, part.which, Span("month", month))
    ]
    found = found_in(entries, frame, yearly=True)
    meaning.wrong = found.wrong
    meaning.days = found.days
    meaning.part = part


def _is_month(entry: Entry) -> bool:
    return isinstance(entry, When) and isinstance(entry.span, Span) and entry.span.unit == "month"


def _times_in_entries(said: Said, times: Times, meaning: Meaning, frame: Frame) -> None:
    """«Ежегодно, август»; «2 раза в год: январь, май»; «ежемесячно с октября по май»."""
    found = found_in(said.entries, frame, yearly=True)
    meaning.wrong = found.wrong
    if meaning.wrong:
        return
    yearly = times.unit in ("year", "school_year") and times.step == 1
    entries = [entry for entry in said.entries if not is_year(entry)]
    limit = SHORTER_UNIT[times.unit] * times.step
    fits = all(start is None or (end - start).days + 1 < limit for start, end in found.days)
    several_points = len(found.days) > 1 or yearly
    if yearly or (fits and several_points and not any(isinstance(entry, Since) for entry in entries)):
        meaning.days = found.days
        meaning.doubt(*found.doubts)
        kinds = {entry.span.dateless for entry in entries}
        if yearly and times.low > 1 and times.low != len(kinds):
            meaning.doubt(COUNT)
        return
    days, doubts = windows(times, frame)
    meaning.days = tuple(days)
    meaning.doubt(*doubts)
    _restrict(meaning, said.entries, frame)


def _restrict(meaning: Meaning, entries: list[Entry], frame: Frame) -> None:
    """Keep what lies in the entries' spans: windows are cut to them, days stay or go."""
    found = found_in(entries, frame, yearly=True)
    meaning.wrong = meaning.wrong or found.wrong
    meaning.doubt(*found.doubts)
    kept: set[Days] = set()
    for low, high in ((start or frame.first, end) for start, end in found.days):
        for start, end in meaning.days:
            if start is None and low <= end <= high:
                kept.add((None, end))
            elif start is not None and max(start, low) <= min(end, high):
                kept.add((max(start, low), min(end, high)))
    meaning.days = tuple(sorted(kept, key=lambda one: (one[1], one[0] or one[1])))


def edges_of(edges: list[EdgeOfEach], frame: Frame) -> Meaning:
    """The meaning of an edge of a unit that is not named: «до конца квартала»."""
    edge = edges[0]
    days, doubts = _edge_days(edge, frame)
    kind = Kind.RECURRING if edge.every else Kind.DATE if edge.due else Kind.WINDOW
    meaning = Meaning(kind, tuple(days), doubts=doubts, edge=edge)
    if not edge.every and len(days) > 1:
        meaning.doubt(WHICH_UNIT)
    if edge.report:
        meaning.doubt(REPORT_DAY)
    return meaning


def _by_edges(said: Said, meaning: Meaning, frame: Frame) -> None:
    meaning.edge = said.edges[0]
    days, doubts = _edge_days(meaning.edge, frame)
    meaning.days = tuple(days)
    meaning.doubt(*doubts)
    if said.entries:
        _restrict(meaning, said.entries, frame)


def _edge_days(edge: EdgeOfEach, frame: Frame) -> tuple[list[Days], list[str]]:
    days: list[Days] = []
    doubts = []
    for start, end in ends_of_units(edge.unit, frame):
        if edge.due:
            middle = start + (end - start) // 2
            days.append((None, {"start": start, "middle": middle, "end": end}[edge.edge]))
            continue
        doubts = [VAGUE]
        days.append(_edge_window(edge.edge, start, end))
    if edge.unit == "term":
        doubts.append(TERM)
    if edge.edge == "middle":
        doubts.append(VAGUE)
    return [cut for one in days if (cut := frame.cut(*one))], doubts


def _edge_window(edge: str, start: date, end: date) -> tuple[date, date]:
    if (end - start).days < 31:
        opening, closing = {"start": (1, 10), "middle": (11, 20), "end": (21, end.day)}[edge]
        return start.replace(day=opening), start.replace(day=closing)
    if edge == "end":
        return end.replace(day=1), end
    opening = start if edge == "start" else (start + (end - start) // 2).replace(day=1)
    return opening, opening.replace(day=28)
