"""Spans of the calendar in words: days, months, quarters, years, their parts, and several that share a word."""

from dataclasses import replace
from functools import partial

from methodservice.lib.deadlines.combinators import lexeme, number, of_kind, several, token
from methodservice.lib.deadlines.doubts import MONTH_YEAR
from methodservice.lib.deadlines.grammar.notation import define, rule
from methodservice.lib.deadlines.spans import NEWEST_YEAR, OLDEST_YEAR, Range, Span, Wrong, YearOf, day_of
from methodservice.lib.deadlines.words import MONTHS_PREPOSITIONAL
from methodservice.lib.numerals import counted

LEAP_YEAR = 2000
FIRST_SHORT_YEAR = 10
LONGEST_ROADMAP = 10
SHORTEST_MONTH = 28
HIGHEST = {"quarter": 4, "half_year": 2, "term": 4}
HOW_MANY = {
    "quarter": "в году четыре квартала",
    "half_year": "в году два полугодия",
    "term": "в учебном году четыре четверти",
}
PARTS = {"decade": 3, "week": 4, "half": 2}


def far_year(year: int) -> Wrong | None:
    """Why a year cannot be meant, if it cannot."""
    return None if OLDEST_YEAR <= year <= NEWEST_YEAR else Wrong(f"{year} год слишком далёк от плана.")


def day_span(day: int, month: int, year: int | None = None) -> Span | Wrong:
    """A day of the calendar; Wrong with the reason when there is none."""
    if not 1 <= month <= 12:
        return Wrong(f"Месяца с номером {month} не бывает.")
    if year is not None and far_year(year):
        return far_year(year)
    if day < 1:
        return Wrong("Нулевого числа не бывает.")
    if day_of(year or LEAP_YEAR, (month, day)) is None:
        length = day_of(year or LEAP_YEAR, (month, 0)).day
        where = f"В {MONTHS_PREPOSITIONAL[month - 1]}" + (f" {year} года" if year else "")
        return Wrong(f"{where} {counted(length, 'день', 'дня', 'дней')}, {day}-го числа нет.")
    return Span("day", (month, day), year)


def range_of(opening, closing) -> Range | Wrong:
    """From one span to the other; Wrong if either is."""
    return next((one for one in (opening, closing) if isinstance(one, Wrong)), None) or Range(
        opening, closing
    )


def dated(spans: tuple, year: YearOf | Wrong | None = None) -> tuple:
    """The spans in that year, unless they have their own."""
    if isinstance(year, Wrong):
        return (year,)
    return tuple(one if year is None or isinstance(one, Wrong) else one.dated(year) for one in spans)


# years

define("year_number", number(OLDEST_YEAR, NEWEST_YEAR))
define("short_number", number(0, 99))
define("later_year", rule("{year_number}"), rule("{short_number}", lambda short_number: 2000 + short_number))


def _school_year(first: int, last: int, **_) -> YearOf | Wrong:
    if last != first + 1:
        return Wrong(f"Учебный год идёт с сентября по август: {first}/{first + 1}, а не {first}/{last}.")
    return YearOf(school_year=first)


define("year_pair", rule("{first=year_number} (-|/) {last=later_year} {years_word}?", _school_year))
define(
    "school_year",
    rule(
        "{first=year_number} {years_word}? (-|/) {last=later_year} {years_word}? {school} {years_word}?",
        _school_year,
    ),
    rule("{first=year_number} / {last=later_year} {years_word}?", _school_year),
    rule("{school} {years_word}? {year_pair}", lambda year_pair, **_: year_pair),
)
define(
    "unlikely_year",
    token(
        lambda one: one.value if one.kind == "number" and one.value > 366 and far_year(one.value) else None
    ),
)


def _short_year(short_number: int, **_) -> YearOf | None:
    """«24 г.»; a smaller number before «год» counts years."""
    return YearOf(2000 + short_number) if short_number >= FIRST_SHORT_YEAR else None


define(
    "calendar_year",
    rule("{year_number} {c=calendar}? {years_word}?", lambda year_number, **_: YearOf(year_number)),
    rule("{short_number} {year_word}", _short_year),
    rule("{unlikely_year} {years_word}", lambda unlikely_year, **_: far_year(unlikely_year)),
    rule("{current} {s=school}? {year_word}", lambda **_: YearOf()),
    rule("{next} {c=calendar}? {year_word}", lambda **_: YearOf(shift=1)),
)  # fmt: skip
define("year_of", rule("{school_year}"), rule("{calendar_year}"))


# days

define("month", rule("{month_name} {month_word}?", lambda month_name, **_: month_name))
define("month_name", lexeme("month"))
define("month_span", rule("{month}", lambda month: Span("month", month)))
define("date", of_kind("date"))
define("day_month", of_kind("day_month"))
define("month_year", of_kind("month_year"))
define("full_date", rule("{date} {years_word}?", lambda date, **_: day_span(*date)))
define("numeric_day", rule("{day_month}", lambda day_month: day_span(*day_month)))
define("day_number", number(0, 99))
define(
    "day_or_days",
    rule("{day_number}"),
    rule("{low=day_number} (-|по|до) {high=day_number}", lambda low, high: (low, high)),
)
define("day_numbers", several(rule("{day_or_days}"), rule("{separator}")))


def _day_or_days(day, month: int, year: int | None = None):
    if isinstance(day, tuple):
        return range_of(*(day_span(one, month, year) for one in day))
    return day_span(day, month, year)


def _days_before(day_numbers: tuple, last: Span | Wrong) -> tuple:
    """«01–15.10.2024»: the days before the dash take month and year from the date after it."""
    if isinstance(last, Wrong):
        return (last,)
    *before, opening = day_numbers
    month = last.number[0]
    if isinstance(opening, tuple):
        return (Wrong("Срок записан непонятно: в нём два тире подряд."),)
    return (
        *(_day_or_days(one, month, last.year) for one in before),
        range_of(day_span(opening, month, last.year), last),
    )


def _worded_day(ordinal_word: int, month: int) -> tuple | None:
    return (day_span(ordinal_word, month),) if ordinal_word > 0 else None


define("dotted_day", rule("{full_date}"), rule("{numeric_day}"))
define(
    "days",
    rule("{day_numbers} {month}", lambda day_numbers, month: tuple(_day_or_days(one, month) for one in day_numbers)),
    rule("{ordinal_word} {month}", _worded_day),
    rule("{day_numbers} (-|по|до) {dotted_day}", lambda day_numbers, dotted_day: _days_before(day_numbers, dotted_day)),
    rule("{numeric_day}", lambda numeric_day: (numeric_day,)),
)  # fmt: skip
"""Days without a year, several that share a month included: «10, 20 и 30 сентября», «24–28 марта»."""


# numbered units of the year and parts of a month


def _numbered(name: str, ordinals: tuple, year_of: YearOf | Wrong | None = None, **_) -> tuple:
    def one(value):
        if value == -1:
            return Span(name, HIGHEST[name])
        if not 1 <= value <= HIGHEST[name]:
            return Wrong(f"Номера {value} не бывает: {HOW_MANY[name]}.")
        return Span(name, value)

    spans = (range_of(*map(one, piece)) if isinstance(piece, tuple) else one(piece) for piece in ordinals)
    return dated(tuple(spans), year_of)


def parts_of_month(part: str, ordinals: tuple, month_span: Span, **_) -> tuple:
    """Parts of a month by numbers: decades, weeks of seven days, halves."""
    most = PARTS[part]

    def one(value):
        if value != -1 and not 1 <= value <= most:
            return Wrong("Такой части месяца не бывает.")
        last = -1 if part == "week" else most
        return Span("month", month_span.number, part=(part, last if value == -1 else value))

    return tuple(range_of(*map(one, piece)) if isinstance(piece, tuple) else one(piece) for piece in ordinals)


for name in HIGHEST:
    define(f"numbered_{name}", rule(f"{{ordinals}} {{{name}_word}}", partial(_numbered, name)))
for name in PARTS:
    define(
        f"{name}_of_month",
        rule(f"{{ordinals}} {{{name}_word}} {{month_span}}", partial(parts_of_month, name)),
    )
define("first_or_last", rule("перв*", lambda: "first"), rule("последн*", lambda: "last"))


def _days_at_edge(first_or_last: str, counted_days: tuple, month_span: Span) -> tuple | None:
    count, measure, working = counted_days
    days = count * 7 if measure == "week" else count
    if working:
        return None
    if days > SHORTEST_MONTH:
        return (Wrong("Такой части месяца не бывает."),)
    return (Span("month", month_span.number, part=(first_or_last, days)),)


define("days_at_edge", rule("{first_or_last} {counted_days} {month_span}", _days_at_edge))
"""«Последние две недели мая», «первые 10 дней сентября»."""
define("term_word", lexeme("unit", "term"))


def _school_halves(ordinals: tuple, **_) -> tuple:
    def schooled(one):
        if isinstance(one, Range):
            return Range(schooled(one.opening), schooled(one.closing))
        return one if isinstance(one, Wrong) else replace(one, part=("school",))

    return tuple(map(schooled, _numbered("half_year", ordinals)))


define(
    "half_of_year",
    rule("{ordinals} {half_word} {year_word}", partial(_numbered, "half_year")),
    rule("{ordinals} ({half_word}|{half_year_word}) {school} {year_word}", _school_halves),
    rule("{ordinals} {half_word} {year_of}", partial(_numbered, "half_year")),
)
define(
    "wrong_month",
    rule("{many} {month_word}", lambda many, **_: (Wrong(f"Месяца с номером {many} не бывает."),)),
)
define("many", number(13, 99))
define("season_name", lexeme("season"))
define(
    "season",
    rule("{season_name} (период*|врем*|месяц*)?", lambda season_name: (Span("season", season_name),)),
)
define("holiday_word", rule("каникул*"), rule("каникулярн* (период*|врем*|дн*)"))
define("season_names", several(rule("{season_name}"), rule("{separator}")))


def _holidays(season_names: tuple = ("winter", "spring", "summer", "autumn"), **_) -> tuple:
    return tuple(Span("holidays", one) for one in season_names)


define("holidays", rule("(во|в)? (время|дни)? {season_names}? {holiday_word}", _holidays))


define(
    "yearless",
    rule("{month_span}", lambda month_span: (month_span,)),
    *(rule(f"{{{name}}}") for name in (
        "days", "numbered_quarter", "numbered_half_year", "numbered_term", "half_of_year", "decade_of_month",
        "week_of_month", "half_of_month", "days_at_edge", "season", "holidays",
    )),
)  # fmt: skip


def _of_year(year_of: YearOf | Wrong) -> tuple | None:
    if isinstance(year_of, Wrong):
        return (year_of,)
    if year_of.school_year is not None:
        return (Span("school_year", school_year=year_of.school_year),)
    named = year_of.year is not None or year_of.shift is not None
    return (Span("year", year=year_of.year, shift=year_of.shift),) if named else None


def _month_of_year(month: int, year: int) -> tuple:
    if not 1 <= month <= 12:
        return (Wrong(f"Месяца с номером {month} не бывает."),)
    return (far_year(year) or Span("month", month, year, doubt=MONTH_YEAR),)


def _each_year(yearless: tuple, first: int, last: int, **_) -> tuple | None:
    """«Август 2024–2026 гг.» is August of each of these years."""
    if not first < last <= first + LONGEST_ROADMAP:
        return None
    return tuple(span for year in range(first, last + 1) for span in dated(yearless, YearOf(year)))


define(
    "group",
    rule("{yearless} {first=year_number} - {last=later_year} {years_word}?", _each_year),
    rule("{yearless} ,? {year_of}", lambda yearless, year_of: dated(yearless, year_of)),
    rule("{yearless}"),
    rule("{full_date}", lambda full_date: (full_date,)),
    rule("{month_year} {years_word}?", lambda month_year, **_: _month_of_year(*month_year)),
    rule("{w=whole}? {year_of}", lambda year_of, **_: _of_year(year_of)),
    rule("{wrong_month}"),
)
"""Spans that are written together: one, or several that share a word («I и III кварталы 2024 года»)."""


def _only(group: tuple) -> Span | Wrong | None:
    return group[0] if len(group) == 1 and not isinstance(group[0], Range) else None


def _edged(edge: str, one: Span | Wrong) -> Span | Wrong:
    if isinstance(one, Wrong):
        return one
    return Span(one.unit, one.number, one.year, one.school_year, one.shift, ("edge", edge))


define("single", rule("{group}", _only))
define(
    "some_year",
    rule("(нов*|{c=current}|{n=next}|{e=every})? {school} {year_word}", lambda **_: Span("school_year")),
    rule("{current}? {year_word}", lambda **_: Span("year")),
    rule("{calendar} {year_word}", lambda **_: Span("year", "calendar")),
)
define(
    "whole_plan",
    rule("{w=whole}? (реализаци*|действи*)? (период*|программ*|проект*|плана)", lambda **_: Span("period")),
    rule("реализаци* (программ*|проект*|дорожн*)", lambda **_: Span("period")),
)
define("edged", rule("{edge} {one=single}", _edged), rule("{edge} {one=some_year}", _edged))
