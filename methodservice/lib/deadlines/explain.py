"""The reading in plain Russian: what was understood and which day comes first."""

from dataclasses import replace

from methodservice.lib.deadlines.answer import Kind
from methodservice.lib.deadlines.dated import Days, Entry, found_in, is_point, is_year
from methodservice.lib.deadlines.doubts import UNSAID_DAYS
from methodservice.lib.deadlines.meaning import Meaning
from methodservice.lib.deadlines.phrases import (
    WHOLE_MONTH,
    DaysOfMonth,
    EdgeOfEach,
    PartOfEach,
    Since,
    Times,
    Weekdays,
)
from methodservice.lib.deadlines.spans import Frame, Wrong, stretch_of
from methodservice.lib.deadlines.words import (
    AT_LEAST,
    EDGES,
    EDGES_DUE,
    EVERY,
    GENITIVE,
    INSTRUMENTAL,
    PARTS,
    WEEKDAY_GENDERS,
    WEEKDAYS,
    WEEKDAYS_DATIVE,
    WHICH,
    WHICH_MONTH,
    counted_unit,
    day_range_words,
    day_words,
    inside_words,
    listed,
    sentence,
    times_words,
    unit_accusative,
)
from methodservice.lib.numerals import agree, counted

MOST_LISTED = 6
NOTHING_CLEAR = "в тексте нет понятной даты, периода или частоты."
ADVICE = "Напишите, например: «до 15 октября 2025 г.», «сентябрь – май», «2 раза в год» или «в течение года»."
NO_DAYS = "Дат в периоде плана нет."
SCHEDULED = "Точные дни задаёт график или другой документ."
EVENT_DAY = "Дату записывают, когда день события станет известен."


def explanation(meaning: Meaning, frame: Frame) -> str:
    """One to three sentences. For what recurs, the first day that is due in the period."""
    if meaning.scheduled:
        meaning = replace(meaning, scheduled=False)
        return f"{explanation(meaning, frame)} {SCHEDULED}"
    match meaning.kind:
        case Kind.DATE:
            return _date(meaning.days)
        case Kind.WINDOW:
            return _window(meaning.days)
        case Kind.RECURRING:
            return f"{sentence(_rhythm(meaning, frame))} {_nearest(meaning.days)}"
        case Kind.CONTINUOUS:
            return f"Весь период плана: {day_range_words(frame.first, frame.last)}."
        case Kind.BY_SCHEDULE:
            return "Даты задаёт график или другой документ. Их записывают, когда они станут известны."
        case Kind.ON_DEMAND:
            return "По мере необходимости: даты нет, работа выполняется, когда появится повод."
        case Kind.RELATIVE:
            return f"{sentence(_relative(meaning))} {_nearest(meaning.days) if meaning.days else EVENT_DAY}"
    reason = meaning.wrong or NOTHING_CLEAR
    return f"Срок не распознан: {reason[:1].lower()}{reason[1:]} {ADVICE}"


def _nearest(days: tuple[Days, ...]) -> str:
    return f"Ближайший срок — до {day_words(days[0][1])}." if days else NO_DAYS


def _short(parts: list[str]) -> str:
    if len(parts) <= MOST_LISTED:
        return listed(parts)
    shown = ", ".join(parts[: MOST_LISTED - 1])
    return f"{shown} и далее, всего {counted(len(parts), 'срок', 'срока', 'сроков')}"


def _with_years(days: tuple[Days, ...]) -> list[bool]:
    """Where to name the year: once, at the end of what is listed, when it is one for all."""
    years = {day.year for one in days for day in one if day}
    shown = len(days) if len(days) <= MOST_LISTED else MOST_LISTED - 1
    return [len(years) > 1 or place == shown - 1 for place in range(len(days))]


def _date(days: tuple[Days, ...]) -> str:
    if not days:
        return NO_DAYS
    parts = [f"до {day_words(end, named)}" for (_, end), named in zip(days, _with_years(days), strict=True)]
    return sentence(f"выполнить {_short(parts)}")


def _window(days: tuple[Days, ...]) -> str:
    if not days:
        return NO_DAYS
    parts = [
        inside_words(start, end, named) for (start, end), named in zip(days, _with_years(days), strict=True)
    ]
    said = sentence(f"выполнить {_short(parts)}")
    if len(days) > 1:
        return f"{said} {_nearest(days)}"
    last = day_words(days[0][1])
    return said if said.endswith(f"{last}.") else f"{said} Крайний срок — {last}."


def _rhythm(meaning: Meaning, frame: Frame) -> str:
    if meaning.relative:
        return _relative(meaning)
    if meaning.numbered:
        return _numbered(meaning.numbered, meaning.times)
    if meaning.weekdays:
        return _weekdays(meaning.weekdays)
    if meaning.part:
        return _part(meaning.part)
    if meaning.edge:
        words = EDGES_DUE if meaning.edge.due else EDGES
        return f"{words[meaning.edge.edge]} {GENITIVE[meaning.edge.unit]}"
    places = [words for entry in meaning.entries if (words := _place(entry, frame))]
    places = list(dict.fromkeys(places))
    frequency = _frequency(meaning.times)
    if not places or len(places) > MOST_LISTED:
        return frequency
    return f"{frequency}{' ' if len(places) == 1 else ': '}{listed(places)}"


def _frequency(times: Times) -> str:
    unit = unit_accusative(times.unit) if times.step == 1 else counted_unit(times.step, times.unit)
    if times.low != times.high:
        return f"{times.low}–{counted(times.high, 'раз', 'раза', 'раз')} в {unit}"
    if times.least:
        return f"не реже {AT_LEAST.get(times.low, f'{times.low} раз')} в {unit}"
    if times.low > 1:
        return f"{times_words(times.low)} в {unit}"
    return f"{EVERY.get(times.unit, 'каждый')} {unit}" if times.step == 1 else f"раз в {unit}"


def _place(entry: Entry, frame: Frame) -> str:
    """Where in the year a repeated thing falls: «в августе», «до 1 сентября»; nothing for a mere year."""
    if is_year(entry):
        return ""
    if is_point(entry) or isinstance(entry, Since):
        found = found_in([entry], frame, yearly=True).days
        if not found:
            return ""
        start, end = found[0]
        return f"с {day_words(start, False)}" if start else f"до {day_words(end, False)}"
    stretch = stretch_of(entry.span, frame)
    days = None if isinstance(stretch, Wrong) else stretch.days(stretch.year or frame.first.year)
    return inside_words(*days, with_year=False) if days else ""


def _numbered(phrase: DaysOfMonth, times: Times | None) -> str:
    days = _days_of_month(phrase)
    if phrase.place == "after" and phrase.unit != "month":
        return f"{days} месяца, следующего за {INSTRUMENTAL.get(phrase.unit, INSTRUMENTAL['period'])}"
    if phrase.place == "inside":
        if (phrase.days, phrase.month) == ((0,), -1):
            return f"{days} {GENITIVE[phrase.unit]}"
        which = WHICH_MONTH.get(phrase.month, f"{phrase.month}-го")
        return f"{days} {which} месяца {GENITIVE[phrase.unit]}"
    if times and times.unit not in ("month", "day"):
        return f"{_frequency(times)} {days}"
    return f"каждый месяц {days}"


def _days_of_month(phrase: DaysOfMonth) -> str:
    if phrase.days == (0,):
        return "до последнего рабочего дня" if phrase.working else "до последнего дня"
    if phrase.days == (WHOLE_MONTH,):
        return "в течение"
    ranges = [f"с {one[0]}-го по {one[1]}-е число" for one in phrase.days if isinstance(one, tuple)]
    single = [f"{one}-го" if one else "последнего" for one in phrase.days if not isinstance(one, tuple)]
    return listed([*ranges, *([f"до {listed(single)} числа"] if single else [])])


def _weekdays(phrase: Weekdays) -> str:
    if not phrase.which:
        return f"по {listed([WEEKDAYS_DATIVE[day] for day in phrase.days])}"
    names = [
        f"{listed([WHICH[WEEKDAY_GENDERS[day]][which] for which in phrase.which])} {WEEKDAYS[day]}"
        for day in phrase.days
    ]
    return f"{listed(names)} {'каждого месяца' if phrase.month is None else 'названного месяца'}"


def _part(phrase: PartOfEach) -> str:
    numbers = [one for one in phrase.which if not isinstance(one, tuple)]
    if len(numbers) != len(phrase.which):
        return "каждый месяц в названных частях"
    which = listed([WHICH["ж"][number] for number in numbers])
    return f"{which} {PARTS[phrase.part]} каждого месяца"


def _relative(meaning: Meaning) -> str:
    offset, relative = meaning.offset or meaning.relative.offset, meaning.relative
    event = "события"
    if relative and isinstance(relative.anchor, EdgeOfEach):
        edge = "начала" if relative.anchor.edge == "start" else "окончания"
        event = f"{edge} {GENITIVE[relative.anchor.unit]}"
    elif relative and relative.anchor:
        event = "названной даты"
    before = offset.direction == "before"
    if offset.days == 0:
        if before:
            return f"до {event}"
        return f"после {event}" if UNSAID_DAYS in meaning.doubts else "в день события"
    if before:
        one = ("рабочий день", "рабочих дня", "рабочих дней") if offset.working else ("день", "дня", "дней")
        return f"не позднее чем за {counted(offset.days, *one)} до {event}"
    one = ("рабочего дня", "рабочих дней") if offset.working else ("дня", "дней")
    days = agree(offset.days, one[0], one[1], one[1])
    return f"в течение {offset.days} {days} после {event}"
