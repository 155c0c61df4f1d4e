"""The reading in plain Russian: what was understood and which day comes first."""

from methodservice.lib.deadlines.answer import Kind, Offset
from methodservice.lib.deadlines.dated import Days
from methodservice.lib.deadlines.phrases import DaysOfMonth, Times, Weekdays
from methodservice.lib.deadlines.reading import Meaning
from methodservice.lib.deadlines.spans import Frame
from methodservice.lib.deadlines.words import day_words, inside_words, listed, sentence, times_words
from methodservice.lib.numerals import agree, counted

MOST_LISTED = 6
NOTHING_CLEAR = "в тексте нет понятной даты, периода или частоты."
ADVICE = "Напишите, например: «до 15 октября 2025 г.», «сентябрь – май», «2 раза в год» или «в течение года»."

UNITS_ACCUSATIVE = {
    "day": "день", "week": "неделю", "month": "месяц", "quarter": "квартал", "term": "четверть",
    "half_year": "полугодие", "year": "год", "school_year": "учебный год",
}  # fmt: skip
UNITS_COUNTED = {
    "day": ("день", "дня", "дней"), "week": ("неделю", "недели", "недель"), "month": ("месяц", "месяца", "месяцев"),
    "quarter": ("квартал", "квартала", "кварталов"), "half_year": ("полугодие", "полугодия", "полугодий"),
    "term": ("четверть", "четверти", "четвертей"), "year": ("год", "года", "лет"),
    "school_year": ("учебный год", "учебных года", "учебных лет"),
}  # fmt: skip
UNITS_GENITIVE = {
    "month": "месяца", "quarter": "квартала", "half_year": "полугодия", "term": "четверти", "year": "года",
    "school_year": "учебного года",
}  # fmt: skip
UNITS_INSTRUMENTAL = {
    "month": "отчётным", "quarter": "отчётным кварталом", "half_year": "отчётным полугодием",
    "term": "учебной четвертью", "year": "отчётным годом", "period": "отчётным периодом",
}  # fmt: skip
EVERY = {"week": "каждую", "term": "каждую", "half_year": "каждое"}
WEEKDAYS_DATIVE = (
    "понедельникам", "вторникам", "средам", "четвергам", "пятницам", "субботам", "воскресеньям",
)  # fmt: skip
WEEKDAYS = ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье")
WHICH = {
    "м": {1: "первый", 2: "второй", 3: "третий", 4: "четвёртый", 5: "пятый", -1: "последний"},
    "ж": {1: "первая", 2: "вторая", 3: "третья", 4: "четвёртая", 5: "пятая", -1: "последняя"},
    "с": {1: "первое", 2: "второе", 3: "третье", 4: "четвёртое", 5: "пятое", -1: "последнее"},
}
WEEKDAY_GENDERS = "ммжмжжс"
AT_LEAST = {2: "двух раз", 3: "трёх раз", 4: "четырёх раз"}
WHICH_MONTH = {1: "первого", 2: "второго", 3: "третьего", -1: "последнего"}
EDGES = {"start": "в начале", "middle": "в середине", "end": "в конце"}
EDGES_DUE = {"start": "к началу", "middle": "до середины", "end": "до конца"}


def explanation(meaning: Meaning, frame: Frame) -> str:
    """One to three sentences. For what recurs, the first day that is due in the period."""
    match meaning.kind:
        case Kind.DATE:
            return _date(meaning.days)
        case Kind.WINDOW:
            return _window(meaning.days)
        case Kind.RECURRING:
            return _recurring(meaning)
        case Kind.CONTINUOUS:
            return f"Весь период плана, {inside_words(frame.first, frame.last)}."
        case Kind.BY_SCHEDULE:
            return "По графику или другому документу. Когда даты станут известны, впишите их сюда."
        case Kind.ON_DEMAND:
            return "По мере необходимости: даты нет, работа выполняется, когда появится повод."
        case Kind.RELATIVE:
            return _relative(meaning.offset)
    return f"Срок не распознан: {_uncapitalised(meaning.wrong or NOTHING_CLEAR)} {ADVICE}"


def _uncapitalised(text: str) -> str:
    return text[:1].lower() + text[1:]


def _short(parts: list[str]) -> str:
    if len(parts) <= MOST_LISTED:
        return listed(parts)
    shown = ", ".join(parts[: MOST_LISTED - 1])
    return f"{shown} и далее, всего {counted(len(parts), 'срок', 'срока', 'сроков')}"


def _date(days: tuple[Days, ...]) -> str:
    if not days:
        return "В период плана этот срок не попадает."
    return sentence(f"выполнить до {_short([day_words(end) for _, end in days])}")


def _window(days: tuple[Days, ...]) -> str:
    if not days:
        return "В период плана этот срок не попадает."
    parts = [inside_words(start, end) for start, end in days]
    return sentence(f"выполнить {_short(parts)}") + f" {_first_due(days)}"


def _first_due(days: tuple[Days, ...]) -> str:
    word = "Ближайший срок" if len(days) > 1 else "Крайний срок"
    return f"{word} — до {day_words(days[0][1])}."


def _recurring(meaning: Meaning) -> str:
    rhythm = _rhythm(meaning)
    if not meaning.days:
        return f"{sentence(rhythm)} В период плана ни один срок не попадает."
    return f"{sentence(rhythm)} Ближайший срок — до {day_words(meaning.days[0][1])}."


def _rhythm(meaning: Meaning) -> str:
    if meaning.numbered:
        return _numbered(meaning.numbered, meaning.times)
    if meaning.weekdays:
        return _weekdays(meaning.weekdays)
    if meaning.part:
        return "каждый месяц, в названной части"
    if meaning.edge:
        words = EDGES_DUE if meaning.edge.due else EDGES
        every = "каждой" if meaning.edge.unit == "term" else "каждого"
        return f"{words[meaning.edge.edge]} {every} {UNITS_GENITIVE[meaning.edge.unit]}"
    frequency = _frequency(meaning.times)
    where = _where(meaning)
    return f"{frequency} {where}" if where else frequency


def _frequency(times: Times) -> str:
    least = "не реже " if times.least else ""
    if times.step > 1:
        unit = f"{times.step} {agree(times.step, *UNITS_COUNTED[times.unit])}"
    else:
        unit = UNITS_ACCUSATIVE[times.unit]
    if times.low == times.high == 1:
        if times.least:
            return f"не реже одного раза в {unit}"
        if times.step > 1:
            return f"раз в {unit}"
        return f"{EVERY.get(times.unit, 'каждый')} {unit}"
    if times.low != times.high:
        return f"{least}{times.low}–{times.high} раза в {unit}"
    count = AT_LEAST.get(times.low, f"{times.low} раз") if least else times_words(times.low)
    return f"{least}{count} в {unit}"


def _where(meaning: Meaning) -> str:
    """The spans of a yearly deadline: «в августе», «до 1 сентября»."""
    if not meaning.entries or not meaning.days or meaning.times.unit not in ("year", "school_year"):
        return ""
    parts = []
    for start, end in meaning.days:
        part = inside_words(start, end, with_year=False) if start else f"до {day_words(end, with_year=False)}"
        if part not in parts:
            parts.append(part)
    return listed(parts) if len(parts) <= MOST_LISTED else ""


def _numbered(phrase: DaysOfMonth, times: Times | None) -> str:
    parts = []
    for day in phrase.days:
        if day == (1, 0):
            parts.append("весь месяц: номер")
        elif isinstance(day, tuple):
            parts.append(f"с {day[0]}-го по {day[1]}-е число")
        elif day == 0:
            parts.append("до последнего рабочего дня" if phrase.working else "до последнего дня")
        else:
            parts.append(f"до {day}-го числа")
    days = listed(parts)
    unit = phrase.unit
    if phrase.place == "after":
        if unit == "month":
            return f"каждый месяц {days}"
        return f"{days} месяца, следующего за {UNITS_INSTRUMENTAL.get(unit, 'отчётным периодом')}"
    if phrase.place == "inside":
        return f"{days} {WHICH_MONTH.get(phrase.month, f'{phrase.month}-го')} месяца каждого {UNITS_GENITIVE[unit]}"
    if times and times.unit not in ("month", "day"):
        return f"{_frequency(times)} {days}"
    return f"каждый месяц {days}"


def _weekdays(phrase: Weekdays) -> str:
    if not phrase.which:
        return f"по {listed([WEEKDAYS_DATIVE[day] for day in phrase.days])}"
    names = [
        f"{WHICH[WEEKDAY_GENDERS[day]][which]} {WEEKDAYS[day]}"
        for day in phrase.days
        for which in phrase.which
    ]
    return f"{listed(names)} {'месяца' if phrase.month is None else 'названного месяца'}"


def _relative(offset: Offset) -> str:
    working = "рабочий " if offset.working else ""
    kind = {True: ("рабочего дня", "рабочих дней"), False: ("дня", "дней")}[offset.working]
    days = f"{offset.days} {kind[0] if offset.days % 10 == 1 and offset.days % 100 != 11 else kind[1]}"
    if offset.days == 0:
        lead = "в день события" if offset.direction == "after" else "до события"
    elif offset.direction == "before":
        lead = f"не позднее чем за {offset.days} {working and ''}{_days_accusative(offset)} до события"
    else:
        lead = f"в течение {days} после события"
    return f"{sentence(lead)} Впишите дату, когда день события станет известен."


def _days_accusative(offset: Offset) -> str:
    if offset.working:
        return agree(offset.days, "рабочий день", "рабочих дня", "рабочих дней")
    return agree(offset.days, "день", "дня", "дней")
