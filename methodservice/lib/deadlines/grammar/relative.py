"""Times counted from an event: «в течение 3 рабочих дней после…», «за две недели до…», «в 10-дневный срок»."""

from methodservice.lib.deadlines.answer import Offset
from methodservice.lib.deadlines.combinators import lexeme
from methodservice.lib.deadlines.doubts import UNSAID_DAYS, UNSAID_EVENT
from methodservice.lib.deadlines.grammar.basics import phrases, unit
from methodservice.lib.deadlines.grammar.notation import define, rule
from methodservice.lib.deadlines.phrases import EdgeOfEach, Relative, Until
from methodservice.lib.deadlines.spans import Span

UNIT_DAYS = {"hour": 1, "day": 1, "week": 7, "decade": 10, "month": 30, "year": 365}
WORKING_DAYS = {"hour": 1, "day": 1, "week": 5}
"""Longer units have no working ones: «рабочий месяц» is a month."""
HOURS_IN_DAY = 24

define(
    "limit",
    phrases(
        "не позднее",
        "не позже",
        "не позднее чем",
        "не позже чем",
        "не более",
        "не более чем",
        "не ранее",
        "не ранее чем",
        "не менее",
        "не менее чем",
        "не позднее , чем",
        "не менее , чем",
        "минимум",
        "как минимум",
    ),
)
define(
    "within",
    phrases(
        "в течение",
        "через",
        "спустя",
        "по истечении",
        "в срок до",
        "в срок",
        "в",
        "за",
        "не позднее чем через",
        "не позднее через",
    ),
    rule("{limit}"),
)
define(
    "clear_within",
    phrases("в течение", "через", "спустя", "за", "не позднее чем через", "в срок не более", "в срок до"),
)
define(
    "after",
    phrases(
        "после",
        "со дня",
        "с дня",
        "с момента",
        "с даты",
        "со времени",
        "от даты",
        "от дня",
        "от",
        "с",
        "по окончании",
        "по завершении",
        "по получении",
        "следующих за",
        "следующего за",
        "по итогам",
        "по результатам",
        "считая со дня",
        "начиная со дня",
        "с начала",
        "с окончания",
        "со следующего дня",
    ),
)

define("measure", unit(*UNIT_DAYS))
define("one_measure", unit("day", "week", "month"))
define("lasting", lexeme("lasting"))


def _length(measure: str, count: int = 1, working: object = None, **_) -> tuple:
    return count, measure, bool(working)


def _lasting(lasting: tuple, count: int | None = None, working: object = None, **_) -> tuple | None:
    """«10-дневный», «десятидневный», «недельный»."""
    own, measure = lasting
    if (count and own) or (not count and not own and measure == "day"):
        return None
    return count or own or 1, measure, bool(working)


define(
    "length",
    rule("{count} ({working}|{calendar})? {measure}", _length),
    rule("({working}|{calendar})? {measure=one_measure}", _length),
    rule("{low=count} (-|до) {count} ({working}|{calendar})? {measure}", _length),
    rule("полгода", lambda: (6, "month", False)),
    rule("(полтора|полутора) {month_word}", lambda **_: (45, "day", False)),
)
define("days_measure", unit("day", "week"))
define("counted_days", rule("{count} ({working}|{calendar})? {measure=days_measure}", _length))
define("term_length", rule("(в|на)? {count}? -? {lasting} {working}? срок*", _lasting))
define(
    "counted_length",
    rule("{within} {length}", lambda length, **_: length),
    rule("{length}"),
    rule("{term_length}"),
)


def _relative(
    length: tuple, direction: str = "after", event: str = "", anchor: Until | EdgeOfEach | None = None
) -> Relative:
    count, measure, working = length
    working = working and measure in WORKING_DAYS
    in_unit = (WORKING_DAYS if working else UNIT_DAYS)[measure]
    days = -(-count // HOURS_IN_DAY) if measure == "hour" else count * in_unit
    doubts = () if event or anchor else (UNSAID_EVENT,)
    return Relative(Offset(days, working, direction), doubts, anchor)


def _near(days: int, direction: str = "after", *doubts: str):
    return lambda **_: Relative(Offset(days, False, direction), doubts)


def _unit_edge(edge: str, unit: str, **_) -> EdgeOfEach:
    return EdgeOfEach(edge, unit, every=True, due=True)


define("edged_unit", unit("month", "quarter", "term", "half_year"))


def _known_day(one: Span, edge: str | None = None, **_) -> Until | None:
    if not isinstance(one, Span) or (not edge and one.unit != "day"):
        return None
    return Until(one, "by" if edge == "start" or one.unit == "day" else "through")


define(
    "known_day",
    rule("{edge} ({every}|{reporting})? {unit=edged_unit}", _unit_edge),
    rule("{one=single}", _known_day),
    rule("{edge} {one=single}", _known_day),
    rule("{edge} {one=some_year}", _known_day),
)
define("happening", rule("{event} {any_words}?"), rule("{edge} {event} {any_words}?"))


def _after(
    counted_length: tuple, known_day: Until | EdgeOfEach | None = None, any_words: str = "", **_
) -> Relative:
    return _relative(counted_length, event=any_words, anchor=known_day)


def _before(length: tuple, known_day: Until | EdgeOfEach | None = None, any_words: str = "", **_) -> Relative:
    return _relative(length, "before", any_words, known_day)


def _without_event(length: tuple, **_) -> Relative:
    return _relative(length)


def _next_day(working=None, any_words: str = "", **_) -> Relative:
    return _relative((1, "day", bool(working)), event=any_words)


define(
    "following_event",
    phrases(
        "с даты",
        "после",
        "по окончании",
        "по завершении",
        "по итогам",
        "по результатам",
        "с момента",
        "со дня",
    ),
)
define("at_once", phrases("немедленно", "незамедлительно", "сразу", "сразу же", "безотлагательно", "срочно"))
define(
    "relative",
    rule("{counted_length} {after} {known_day}", _after),
    rule("{counted_length} {after} {any_words}?", _after),
    rule("{limit}? чем? за? {length} до {known_day}", _before),
    rule("{limit}? чем? за? {length} до {any_words}", _before),
    rule("{clear_within} {length}", _without_event),
    rule("{limit}? {length=counted_days}", _without_event),
    rule("{length=term_length}", _without_event),
    rule("не позднее {working}? дня ,? следующего за {any_words}", _next_day),
    rule("(на|не позднее) следующ* {working}? (день|дня) (после|за)? {any_words}?", _next_day),
    rule("(в день|в дни|в ходе|во время|день в день) {plain_words}", _near(0)),
    rule("накануне {plain_words}", _near(1, "before")),
    rule("{at_once} {any_words}", _near(0)),
    rule("{at_once}", _near(0, "after", UNSAID_EVENT)),
    rule("{following_event} {plain_words}", _near(0, "after", UNSAID_DAYS)),
    rule("(до|перед|не позднее) {happening}", _near(0, "before", UNSAID_DAYS)),
)
