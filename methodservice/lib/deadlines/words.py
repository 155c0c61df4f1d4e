"""How an explanation names days, spans and repetition, with the right cases."""

from calendar import monthrange
from datetime import date

from methodservice.lib.dates import MONTHS_GENITIVE
from methodservice.lib.numerals import agree, counted
from methodservice.lib.periods import ROMAN

MONTHS_PREPOSITIONAL = (
    "январе", "феврале", "марте", "апреле", "мае", "июне",
    "июле", "августе", "сентябре", "октябре", "ноябре", "декабре",
)  # fmt: skip
MONTHS_ACCUSATIVE = (
    "январь", "февраль", "март", "апрель", "май", "июнь",
    "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
)  # fmt: skip
COUNT_WORDS = ("", "один", "два", "три", "четыре")
AT_LEAST = {1: "одного раза", 2: "двух раз", 3: "трёх раз", 4: "четырёх раз"}
UNITS = {
    "day": ("день", "дня", "дней"), "week": ("неделю", "недели", "недель"), "month": ("месяц", "месяца", "месяцев"),
    "quarter": ("квартал", "квартала", "кварталов"), "half_year": ("полугодие", "полугодия", "полугодий"),
    "term": ("четверть", "четверти", "четвертей"), "year": ("год", "года", "лет"),
    "school_year": ("учебный год", "учебных года", "учебных лет"),
}  # fmt: skip
"""Accusative after «в», and with numbers."""
EVERY = {"week": "каждую", "term": "каждую", "half_year": "каждое"}
GENITIVE = {
    "month": "каждого месяца", "quarter": "каждого квартала", "half_year": "каждого полугодия",
    "term": "каждой четверти", "year": "каждого года", "school_year": "каждого учебного года",
}  # fmt: skip
INSTRUMENTAL = {
    "month": "отчётным", "quarter": "отчётным кварталом", "half_year": "отчётным полугодием",
    "term": "учебной четвертью", "year": "отчётным годом", "period": "отчётным периодом",
}  # fmt: skip
WEEKDAYS_DATIVE = (
    "понедельникам", "вторникам", "средам", "четвергам", "пятницам", "субботам", "воскресеньям",
)  # fmt: skip
WEEKDAYS = ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье")
WEEKDAY_GENDERS = "ммжмжжс"
WHICH = {
    "м": {1: "первый", 2: "второй", 3: "третий", 4: "четвёртый", 5: "пятый", -1: "последний"},
    "ж": {1: "первая", 2: "вторая", 3: "третья", 4: "четвёртая", 5: "пятая", -1: "последняя"},
    "с": {1: "первое", 2: "второе", 3: "третье", 4: "четвёртое", 5: "пятое", -1: "последнее"},
}
PARTS = {"decade": "декада", "week": "неделя", "half": "половина"}
WHICH_MONTH = {1: "первого", 2: "второго", 3: "третьего", -1: "последнего"}
EDGES = {"start": "в начале", "middle": "в середине", "end": "в конце"}
EDGES_DUE = {"start": "к началу", "middle": "до середины", "end": "до конца"}


def day_words(day: date, with_year: bool = True) -> str:
    """«31 августа 2023 года»"""
    return f"{day.day} {MONTHS_GENITIVE[day.month - 1]}" + (f" {day.year} года" if with_year else "")


def _is_month_end(day: date) -> bool:
    return day.day == monthrange(day.year, day.month)[1]


def inside_words(start: date, end: date, with_year: bool = True) -> str:
    """Where the days lie: «в августе 2023 года», «в III квартале 2014 года», «с 25 по 30 апреля 2025 года»."""
    year = f" {end.year} года" if with_year else ""
    if start == end:
        return day_words(start, with_year)
    if start.day == 1 and _is_month_end(end):
        return _whole_months(start, end, with_year, year)
    return day_range_words(start, end, with_year)


def day_range_words(start: date, end: date, with_year: bool = True) -> str:
    """«со 2 по 5 октября 2024 года», «с 1 сентября 2024 года по 31 августа 2025 года»"""
    since = "со" if start.day == 2 else "с"
    if (start.year, start.month) == (end.year, end.month):
        return f"{since} {start.day} по {day_words(end, with_year)}"
    opening = day_words(start, with_year and start.year != end.year)
    return f"{since} {opening} по {day_words(end, with_year)}"


def _whole_months(start: date, end: date, with_year: bool, year: str) -> str:
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    if months == 1:
        return f"в {MONTHS_PREPOSITIONAL[start.month - 1]}{year}"
    if months % 12 == 0 and start.month == 1 and with_year:
        return f"в {start.year} году" if months == 12 else f"в {start.year}–{end.year} годах"
    if months == 12 and start.month == 9 and with_year:
        return f"в {start.year}/{end.year} учебном году"
    if months == 3 and start.month % 3 == 1:
        number = start.month // 3
        return f"{'во' if number == 1 else 'в'} {ROMAN[number]} квартале{year}"
    if months == 6 and start.month in (1, 7):
        number = start.month // 6
        return f"{'во' if number == 1 else 'в'} {ROMAN[number]} полугодии{year}"
    opening_year = f" {start.year} года" if with_year and start.year != end.year else ""
    opening = f"{MONTHS_GENITIVE[start.month - 1]}{opening_year}"
    return f"с {opening} по {MONTHS_ACCUSATIVE[end.month - 1]}{year}"


def listed(parts: list[str]) -> str:
    """«в мае, в июне и в августе»"""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} и {parts[-1]}"


def sentence(text: str) -> str:
    """With a capital letter and a full stop."""
    return f"{text[:1].upper()}{text[1:]}."


def times_words(count: int) -> str:
    """«один раз», «два раза», «5 раз»"""
    return f"{COUNT_WORDS[count] if 0 < count < 5 else count} {agree(count, 'раз', 'раза', 'раз')}"


def unit_accusative(unit: str) -> str:
    """«квартал», «четверть»"""
    return UNITS[unit][0]


def counted_unit(number: int, unit: str) -> str:
    """«3 года», «2 недели»"""
    return counted(number, *UNITS[unit])
