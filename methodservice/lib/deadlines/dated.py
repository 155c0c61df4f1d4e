"""Days of what the calendar names: «август», «до 5 сентября», «с 13 мая 2024 года», and lists of these."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from methodservice.lib.deadlines.doubts import (
    AUGUST,
    AUGUST_BEFORE,
    CLOSING,
    INCLUSION,
    MANY_YEARS,
    NEW_YEAR,
    NEXT_SCHOOL_YEAR,
    OUTSIDE,
    SCHOOL_PLAN,
    VAGUE,
)
from methodservice.lib.deadlines.phrases import Since, Until, When
from methodservice.lib.deadlines.spans import (
    LAST_LESSONS,
    ONE_DAY,
    Frame,
    Range,
    Span,
    Stretch,
    Wrong,
    YearOf,
    day_of,
    days_in,
    stretch_of,
)

Days = tuple[date | None, date]
Entry = When | Until | Since


LEAP_DAY = (2, 29)
NO_LEAP_DAY = "В периоде плана нет 29 февраля: год не високосный."
LONGEST_RUN = 10
"""Years of one list; a longer one is a slip."""


@dataclass(frozen=True)
class Found:
    """What the entries of a text mean in a period. days: in order of time; wrong: why there is nothing to find."""

    days: tuple[Days, ...] = ()
    doubts: tuple[str, ...] = ()
    wrong: str = ""


def is_point(entry: Entry) -> bool:
    """Whether the entry sets a last day only."""
    return isinstance(entry, Until) or (
        isinstance(entry, When) and isinstance(entry.span, Span) and entry.span.unit == "day"
    )


def is_year(entry: Entry) -> bool:
    """Whether the entry is no more than a year or years: «2024 г.», «2022–2023 годы»."""
    if not isinstance(entry, When) or isinstance(entry.span, Wrong):
        return False
    spans = (entry.span.opening, entry.span.closing) if isinstance(entry.span, Range) else (entry.span,)
    return all(one.unit in ("year", "school_year") and one.part is None for one in spans)


def arranged(entries: list[Entry]) -> list[Entry]:
    """The entries with years shared between them, and «с … » joined with the following «до …»."""
    if any(isinstance(entry, Until) for entry in entries):
        entries = [entry for entry in entries if not (isinstance(entry, When) and entry.reported)]
    return _shared_years(_joined(entries))


def _joined(entries: list[Entry]) -> list[Entry]:
    made: list[Entry] = []
    for entry in entries:
        before = made[-1] if made else None
        if (
            isinstance(before, Since)
            and isinstance(entry, Until)
            and entry.edge == "through"
            and not before.after_it
        ):
            made[-1] = When(Range(before.span, entry.span))
        else:
            made.append(entry)
    return made


def _shared_years(entries: list[Entry]) -> list[Entry]:
    """A year written once counts for its whole list: «октябрь, декабрь 2024», «2024 год: март, май»."""
    years = [entry for entry in entries if is_year(entry) and isinstance(entry.span, Span)]
    others = [entry for entry in entries if entry not in years]
    ranges = [entry for entry in entries if is_year(entry) and isinstance(entry.span, Range)]
    if len(years) == 1 and others and not any(entry.span.has_year for entry in others):
        span = years[0].span
        year = YearOf(span.year, span.school_year, span.shift)
        return [replace(entry, span=entry.span.dated(year)) for entry in others]
    if len(ranges) == 1 and not any(entry.span.has_year for entry in entries if entry not in ranges):
        return _in_each_year(entries, ranges[0])
    entries = _repeated_in_years(entries)
    if not any(entry.span.has_year for entry in entries) or any(is_year(entry) for entry in entries):
        return entries
    made, following = [], None
    for entry in reversed(entries):
        year = _simple_year(entry.span)
        if not entry.span.has_year and following is not None:
            known, month = following
            own = _first_month(entry.span)
            year = known if own is None or month is None or own <= month else known - 1
            entry = replace(entry, span=entry.span.dated(YearOf(year=year)))
        if year is not None:
            following = (year, _first_month(entry.span))
        made.insert(0, entry)
    return _years_from_left(made)


def _in_each_year(entries: list[Entry], years: Entry) -> list[Entry]:
    """«2024–2026 годы: август» is August of each of these years. School years are left as they stand."""
    others = [entry for entry in entries if entry != years]
    first, last = years.span.opening.year, years.span.closing.year
    if not others or first is None or last is None or last - first > LONGEST_RUN:
        return entries
    return [
        replace(entry, span=entry.span.dated(YearOf(year=year)))
        for year in range(first, last + 1)
        for entry in others
    ]


def _with_year(span: Span | Range, year: int) -> Span | Range | None:
    """The same span in another year, if it has a year of its own."""
    if isinstance(span, Range):
        closing = _with_year(span.closing, year)
        one_year = span.opening.year in (None, span.closing.year)
        return Range(replace(span.opening, year=None), closing) if closing and one_year else None
    return replace(span, year=year) if span.year is not None else None


def _repeated_in_years(entries: list[Entry]) -> list[Entry]:
    """«Август 2024, 2025 и 2026 гг.» is August of each of these years."""
    made: list[Entry] = []
    for entry in entries:
        year = entry.span.year if is_year(entry) and isinstance(entry.span, Span) else None
        if year is not None and made and not is_year(made[-1]):
            again = _with_year(made[-1].span, year)
            entry = replace(made[-1], span=again) if again else entry
        made.append(entry)
    return made


def _years_from_left(entries: list[Entry]) -> list[Entry]:
    """«Сентябрь 2024, январь, май»: a later item without a year is the next such time."""
    made, before = [], None
    for entry in entries:
        if not entry.span.has_year and before is not None:
            known, month = before
            own = _first_month(entry.span)
            entry = replace(
                entry, span=entry.span.dated(YearOf(year=known + (own is not None and own < month)))
            )
        year, month = _simple_year(entry.span), _first_month(entry.span)
        before = (year, month) if year is not None and month is not None else None
        made.append(entry)
    return made


def _simple_year(span: Span | Range) -> int | None:
    return _simple_year(span.opening) if isinstance(span, Range) else span.year


def _first_month(span: Span | Range) -> int | None:
    if isinstance(span, Range):
        return _first_month(span.opening)
    match span.unit:
        case "day":
            return span.number[0]
        case "month":
            return span.number
        case "quarter":
            return span.number * 3 - 2
        case "half_year":
            return span.number * 6 - 5
    return None


def found_in(entries: list[Entry], frame: Frame, *, yearly: bool = False) -> Found:
    """Days of all entries. yearly: the text says that they come back every year, so that several are no doubt."""
    days: list[Days] = []
    doubts: list[str] = []
    for entry in entries:
        if isinstance(entry.span, Wrong):
            return Found(wrong=entry.span.reason)
        stretch = stretch_of(entry.span, frame)
        if isinstance(stretch, Wrong):
            return Found(wrong=stretch.reason)
        found, own_doubts = _days_of(entry, stretch, frame)
        doubts += own_doubts
        if not found and _is_missing_day(stretch, frame):
            return Found(wrong=NO_LEAP_DAY)
        doubts += _august_doubts(entry, stretch, found, frame)
        if not found:
            doubts.append(OUTSIDE)
        elif isinstance(entry, Since) and frame.is_long and not entry.span.has_year and not yearly:
            doubts.append(MANY_YEARS)
        elif len(found) > 1 and not yearly:
            crossing = stretch.years and not frame.is_long
            doubts.append(NEW_YEAR if crossing else MANY_YEARS)
        days += found
    ordered = sorted(set(days), key=lambda one: (one[1], one[0] or one[1]))
    return Found(tuple(ordered), tuple(dict.fromkeys(doubts)))


def _is_missing_day(stretch: Stretch, frame: Frame) -> bool:
    return stretch.year is None and LEAP_DAY in (stretch.begins, stretch.ends) and frame.has_february_end


def _august_doubts(entry: Entry, stretch: Stretch, found: list[Days], frame: Frame) -> list[str]:
    """Which August, when no year is named and the plan is of one school year."""
    opening = entry.span.opening if isinstance(entry.span, Range) else entry.span
    named = entry.span.has_year or opening.unit not in ("day", "month")
    if named or stretch.begins[0] != 8 or not found or not frame.has_one_august:
        return []
    return [AUGUST if found[0][1].month == 8 else AUGUST_BEFORE]


def _days_of(entry: Entry, stretch: Stretch, frame: Frame) -> tuple[list[Days], list[str]]:
    doubts = list(stretch.doubts)
    match entry:
        case Until():
            return _dues(entry, stretch, frame, doubts)
        case Since():
            return _since(entry, stretch, frame), doubts
    whole = days_in(stretch, frame)
    if is_point(entry):
        whole = [(None, end) for _, end in whole]
    return [days for one in whole if (days := frame.cut(*one))], doubts


def _since(entry: Since, stretch: Stretch, frame: Frame) -> list[Days]:
    starts = []
    for start, end in days_in(stretch, frame):
        opening = end + ONE_DAY if entry.after_it else start
        if opening <= frame.last:
            starts.append(max(opening, frame.first))
    return [(starts[0], frame.last)] if starts else []


def _dues(entry: Until, stretch: Stretch, frame: Frame, doubts: list[str]) -> tuple[list[Days], list[str]]:
    span = entry.span
    if not entry.exact:
        doubts.append(INCLUSION)
    if entry.edge == "middle":
        doubts.append(VAGUE)
    lessons = span.unit == "school_year" or SCHOOL_PLAN in doubts
    if lessons and entry.edge == "through" and SCHOOL_PLAN not in doubts:
        doubts.append(CLOSING)
    if SCHOOL_PLAN in doubts and entry.edge != "through":
        doubts.remove(SCHOOL_PLAN)
    if span.unit == "school_year" and entry.edge == "before" and frame.is_school and not span.has_year:
        doubts.append(NEXT_SCHOOL_YEAR)
    years = [stretch.year] if stretch.year is not None else [*frame.years, frame.years.stop]
    dues = []
    for year in years:
        days = stretch.days(year) if year < 9998 else None
        if days is None:
            continue
        due = _due(entry.edge, *days)
        if lessons and entry.edge == "through":
            due = day_of(days[1].year, LAST_LESSONS)
        if due and frame.first <= due <= frame.last:
            dues.append((None, due))
    return dues, doubts


def _due(edge: str, start: date, end: date) -> date | None:
    match edge:
        case "before":
            return start - ONE_DAY if start > date.min else None
        case "by":
            return start
        case "middle":
            return (
                start.replace(day=15)
                if (end - start).days < 31
                else start + timedelta((end - start).days // 2)
            )
    return end
