"""What repeats: «2 раза в год», «до 15 числа месяца, следующего за отчётным кварталом», «по пятницам»."""

from dataclasses import replace
from functools import partial

from methodservice.lib.deadlines.combinators import lexeme, several
from methodservice.lib.deadlines.doubts import AT_MOST, FURTHER, WHICH_UNIT
from methodservice.lib.deadlines.grammar.basics import phrases, unit
from methodservice.lib.deadlines.grammar.calendar import dated
from methodservice.lib.deadlines.grammar.notation import define, rule
from methodservice.lib.deadlines.phrases import (
    WHOLE_MONTH,
    DaysOfMonth,
    Doubtful,
    EdgeOfEach,
    PartOfEach,
    SomeTimes,
    Times,
    Weekdays,
    When,
)
from methodservice.lib.deadlines.spans import Wrong

WITHIN_YEAR = ("month", "quarter", "term", "half_year")
LONGEST_MONTH = 31

define(
    "least",
    phrases(
        "не реже",
        "не реже чем",
        "не менее",
        "не менее чем",
        "не меньше",
        "не меньше чем",
        "минимум",
        "как минимум",
        "хотя бы",
        "не реже , чем",
        "не менее , чем",
        "по крайней мере",
    ),
)
define(
    "repeated_unit",
    unit("day", "week", *WITHIN_YEAR, "year"),
    rule("{current}? {school} {year_word}", lambda **_: "school_year"),
    rule("{calendar} {year_word}", lambda **_: "year"),
)
define("adverb", lexeme("frequency"))
define("times_word", lexeme("times"))
define("units_word", unit(*WITHIN_YEAR, "week", "year"))
define(
    "amount",
    rule("{count}", lambda count: (count, count)),
    rule("{low=count} (-|или|до) {high=count}", lambda low, high: (low, high)),
)


def _times(unit: str, amount: tuple = (1, 1), step: int = 1, least: str | None = None, **_) -> Times | None:
    low, high = amount
    return Times(unit, low, high, step, bool(least)) if 0 < low <= high and step > 0 else None


def _times_by_word(times_word: int, **rest) -> Times | None:
    return _times(amount=(times_word, times_word), **rest)


def _at_most(**read) -> tuple | None:
    times = _times(**read)
    return times and (times, Doubtful(AT_MOST))


def _whichever(unit: str) -> tuple:
    """«В течение квартала» does not say of which."""
    return Times(unit), Doubtful(WHICH_UNIT)


define("lasting_unit", unit("quarter", "term", "half_year"))
define("most", phrases("не более", "не чаще", "не больше", "до", "максимум", "не более чем"))
define(
    "times_only",
    rule("{count} раз*", lambda **_: SomeTimes()),
    rule("{times_word}", lambda **_: SomeTimes()),
    rule("(единовременн*|однократн*|разов*)", SomeTimes),
)
define("per", phrases("в", "за", "на", "в течение", "на протяжении"))
define(
    "times",
    rule("{least}? по? {amount}? {least}? раз* {per} {every}? {step=cardinal}? {unit=repeated_unit}", _times),
    rule("{least}? {times_word} {per} {every}? {step=cardinal}? {unit=repeated_unit}", _times_by_word),
    rule("{least} {amount} {p=plain}? {q=plain}? {r=plain}? {per} {every}? {unit=repeated_unit}", _times),
    rule("{most} {amount} раз* {per} {every}? {unit=repeated_unit}", _at_most),
    rule("{every} {working} {day_word}", lambda **_: Times("day")),
    rule("(в течение|на протяжении) {unit=lasting_unit}", _whichever),
    rule("{per} {every}? {unit=repeated_unit} {least}? {amount}? раз*", _times),
    rule("{unit=adverb}", _times),
    rule("(далее|затем) {unit=adverb}", lambda unit, **_: (Times(unit), Doubtful(FURTHER))),
    rule("(в|во|на|за|по)? {every} {step=cardinal}? {unit=repeated_unit}", _times),
    rule("{next} за {reporting} {year_word}", lambda **_: Times("year")),
    rule("{year_word} ,? {next} за {reporting} {u=units_word}?", lambda **_: Times("year")),
)
BY_UNITS = {
    "месяцам": "month", "кварталам": "quarter", "четвертям": "term", "полугодиям": "half_year", "годам": "year",
}  # fmt: skip
define("times_by", *(rule(f"по {form}", partial(Times, unit)) for form, unit in BY_UNITS.items()))


# days that are named by number only

define("number_word", rule("числ*"))
define("last", lexeme("ordinal", -1))
define(
    "reported",
    rule("{reporting} {unit=reported_unit}?", lambda unit="unsaid", **_: unit),
    rule("({every}|окончанием|истекшим|прошедшим)? {unit=named_unit}", lambda unit, **_: unit),
)
define("reported_unit", unit(*WITHIN_YEAR, "year", "period"))
define("named_unit", unit("quarter", "term", "half_year", "year"))
define("long_unit", unit("quarter", "half_year"))
define("any_such", rule("({every}|{next}|{reporting}|{current})"))
define(
    "place",
    rule("({every}|{current}|{reporting}) {month_word}", lambda **_: ("each", "month", 1)),
    rule("{month_word}", lambda **_: (None, None, 1)),
    rule("каждого? {next} {month_word}", lambda **_: ("after", "month", 1)),
    rule("{every}? {month_word} ,? {next} за {reported}", lambda reported, **_: ("after", reported, 1)),
    rule("{next} за {reported} {month_word}?", lambda reported, **_: ("after", reported, 1)),
    rule(
        "{month=ordinal} {month_word} {any_such}? {unit=long_unit}",
        lambda month, unit, **_: ("inside", unit, month),
    ),
    rule("{last} {month_word}", lambda **_: ("inside", None, -1)),
    rule("({every}|{current}) {unit=named_unit}", lambda unit, **_: (None, unit, 1)),
    rule("{unit=long_unit}", lambda unit, **_: (None, unit, 1)),
)
"""Of which months: of each, of the one after a reporting unit, of a numbered one inside a unit; None when not said."""


def _days(
    days: tuple, place: tuple | None = None, every: object = None, working: object = None, **_
) -> DaysOfMonth | When:
    where, unit, month = place or (("each", "month", 1) if every else (None, None, 1))
    for one in days:
        ends = one if isinstance(one, tuple) else (one,)
        if any(not (1 <= day <= LONGEST_MONTH or day == -1) for day in ends):
            return When(Wrong("Такого числа в месяце не бывает."))
        if len(ends) == 2 and ends[0] > ends[1]:
            return When(Wrong("Конец раньше начала."))
    if where == "inside" and month not in (-1, 1, 2, 3, 4, 5, 6):
        return When(Wrong("Такого месяца в этом периоде не бывает."))
    return DaysOfMonth(tuple(0 if day == -1 else day for day in days), where, unit, month, bool(working))


def _days_of_each(days: tuple, place: tuple, **_) -> DaysOfMonth | When | None:
    """Without the word «число» only «5-го каждого месяца» is clear."""
    return _days(days, place) if place[0] == "each" else None


def _monthly_days(days: tuple, place: tuple | None = None, **_) -> tuple:
    """After «ежемесячно» the word «число» goes without saying."""
    return Times("month"), _days(days, place if place and place[0] else ("each", "month", 1))


def _last_day(place: tuple | None = None, working: object = None, **_) -> DaysOfMonth | When:
    known = place if place and place[0] else ("each", "month", 1)
    return _days((-1,), known, working=working)


def _last_day_of_unit(unit: str, working: object = None, **_) -> DaysOfMonth | EdgeOfEach:
    if working:
        return DaysOfMonth((0,), "inside", unit, -1, working=True)
    return EdgeOfEach("end", unit, every=True, due=True)


def _month_of_unit(month: int, unit: str, **_) -> DaysOfMonth | When:
    """The whole of a month that is numbered in its unit: «в последний месяц квартала»."""
    known = _days((1,), ("inside", unit, month))
    return known if isinstance(known, When) else replace(known, days=(WHOLE_MONTH,))


define(
    "days_of_month",
    rule("({until}|{in}|с)? {every}? {days=ordinals} {number_word} ,? {place}?", _days),
    rule("({until}|{in}|с)? {days=ordinals} {place}", _days_of_each),
    rule(
        "({until}|{in})? {last} {working}? ({day_word}|{number_word}) ({every}|{reporting})? {unit=named_unit}",
        _last_day_of_unit,
    ),
    rule("({until}|{in})? {last} {working}? ({day_word}|{number_word}) {place}", _last_day),
    rule("{in}? {month=ordinal} {month_word} {any_such}? {unit=long_unit}", _month_of_unit),
    rule("ежемесячно ,? {until}? {days=day_numbers} ({number_word} ,? {place}?|{break})", _monthly_days),
)


# weekdays, parts and edges of units

define("weekday", lexeme("weekday"))
define("weekday_list", several(rule("{weekday}"), rule("{separator}")))


def _nth(which: tuple, days: tuple, month_span=None, year_of=None, every=True, **_) -> Weekdays | When | None:
    if any(isinstance(one, tuple) for one in which):
        return None
    if any(one not in (-1, 1, 2, 3, 4, 5) for one in which):
        return When(Wrong("Такой недели в месяце не бывает."))
    month = month_span and dated((month_span,), year_of)[0]
    return When(month) if isinstance(month, Wrong) else Weekdays(days, which, month, bool(every))


define(
    "weekdays",
    rule("(по|в|во)? {every} {days=weekday_list} {month_word}?", lambda days, **_: Weekdays(days)),
    rule("по {days=weekday_list}", lambda days: Weekdays(days)),
    rule(
        "({until}|{in})? {every}? {which=ordinals} {days=weekday_list} ({every}? {month_word}|{month_span} {year_of}?)",
        _nth,
    ),
    rule("({until}|{in})? {which=ordinals} {days=weekday_list}", partial(_nth, every=False)),
    rule("({until}|{in}|с)? {days=weekday_list}", lambda days, **_: Weekdays(days, every=False)),
)


def _part_of_each(part: str, which: tuple, every=None, month=None, **_) -> PartOfEach:
    return PartOfEach(part, which, bool(every or month))


define(
    "part_of_each",
    *(
        rule(
            f"({{until}}|{{in}})? {{every}}? {{which=ordinals}} {{{name}_word}} ({{every}}? {{month=month_word}})?",
            partial(_part_of_each, name),
        )
        for name in ("decade", "week", "half")
    ),
)

define("short_unit", unit(*WITHIN_YEAR))
define("year_unit", unit("year"))


def _edge(edge: str, unit: str, every=None, until=None, **_) -> EdgeOfEach:
    return EdgeOfEach(edge, unit, bool(every), due=bool(until))


def _reported_edge(unit: str, **_) -> EdgeOfEach:
    return EdgeOfEach("end", unit, every=True, due=True, report=True)


define(
    "edge_of_each",
    rule("({in}|{until})? {edge} ({every}|{current})? {unit=short_unit}", _edge),
    rule(
        "по (итог*|результат*|{end}) ({every}|{current}|{reporting}|{whole})? {unit=short_unit}",
        _reported_edge,
    ),
    rule(
        "по (итог*|результат*|{end}) ({every}|{current}|{reporting}|{whole})? {unit=year_unit}",
        _reported_edge,
    ),
    rule("по (итог*|результат*|{end}) {school} {year_word}", lambda **_: _reported_edge("school_year")),
)
