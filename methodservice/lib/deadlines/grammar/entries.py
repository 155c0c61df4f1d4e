"""Times named by the calendar: in a span, by a day, from a day, and not in some months."""

from functools import partial

from methodservice.lib.deadlines.combinators import several
from methodservice.lib.deadlines.doubts import AUGUST_EVENT, REPORT_DAY
from methodservice.lib.deadlines.grammar.calendar import dated, day_span, range_of
from methodservice.lib.deadlines.grammar.notation import define, rule
from methodservice.lib.deadlines.phrases import Doubtful, Except, Since, Times, Until, When
from methodservice.lib.deadlines.spans import Range, Span, Wrong

OF_PREPOSITION = {"до": "before", "перед": "before", "к": "by", "ко": "by"}
AT_EDGE = {
    ("before", "start"): "before",
    ("by", "start"): "by",
    ("through", "start"): "by",
    ("before", "middle"): "middle",
    ("by", "middle"): "middle",
    ("through", "middle"): "middle",
    ("before", "end"): "through",
    ("by", "end"): "through",
    ("through", "end"): "through",
}
"""The edge of a span by which a thing is due: «до начала» is before it, «к началу» and «не позднее начала» on it."""

YEARS = ("year", "school_year")
UNNAMED = (*YEARS, "period")


def _range(opening, closing, year_of=None, **_) -> tuple | None:
    """A range is closed by a year only when a year opens it: «сентябрь – 2024» is one month."""
    if _is_year(closing) and closing.has_year and not _is_year(opening):
        return None
    return dated((range_of(opening, closing),), year_of)


def _is_year(one) -> bool:
    return isinstance(one, Span) and one.unit in YEARS and one.part is None


def _years(first: int, last: int, **_) -> tuple:
    return (Range(Span("year", year=first), Span("year", year=2000 + last)),)


def _one(one, **_):
    return one


define(
    "range_start",
    rule("{start}? {one=single}", _one),
    rule("{start} {one=some_year}", _one),
    rule("{one=edged}"),
)
define(
    "range_end",
    rule("{end}? {one=single}", _one),
    rule("{end} {one=some_year}", _one),
    rule("{end}? {one=whole_plan}", _one),
    rule("{one=edged}"),
)
define(
    "range",
    rule("{range_prefix}? {opening=range_start} {to} {closing=range_end} {year_of}?", _range),
    rule("{first=year_number} - {last=short_number} {years_word}", _years),
    rule("начало (-|:)? {opening=single} ,? (окончание|завершение|конец) (-|:)? {closing=single}", _range),
    rule("{range_prefix} {days} {year_of}?", lambda range_prefix, **rest: _one_range(**rest)),
)


def _one_range(days: tuple, year_of=None) -> tuple | None:
    return dated(days, year_of) if len(days) == 1 and isinstance(days[0], Range | Wrong) else None


def _whens(spans: tuple, reported: bool = False, **_) -> tuple:
    return tuple(When(span, reported) for span in spans)


def _every_year(spans: tuple, **_) -> tuple:
    return (*_whens(spans), Times("year"))


define(
    "when",
    rule("{in}? {w=whole}? {spans=group} {inclusive}?", _whens),
    rule("за {spans=group}", partial(_whens, reported=True)),
    rule("за {spans=range}", partial(_whens, reported=True)),
    rule("{in}? {spans=range} {inclusive}?", _whens),
    rule("{in}? {every} {spans=yearless}", _every_year),
    rule("{in}? {one=edged}", lambda one, **_: (When(one),)),
)


def _until(until: str, points: tuple, edge: str | None = None, inclusive: str | None = None) -> tuple | None:
    """By which day of each point a thing is due. «До года» names no time, «до конца года» does."""
    kind = OF_PREPOSITION.get(until.split()[-1], "through")
    unnamed = (isinstance(one, Span) and one.unit in UNNAMED and not one.has_year for one in points)
    if not edge and any(unnamed):
        return None
    if edge:
        made = [one if isinstance(one, Wrong) else Until(one, AT_EDGE[kind, edge]) for one in points]
    else:
        made = [one if isinstance(one, Wrong) else _plain_until(one, kind, inclusive) for one in points]
    return tuple(When(one) if isinstance(one, Wrong) else one for one in made)


def _plain_until(span: Span, kind: str, inclusive: str | None) -> Until:
    if span.unit == "day" or inclusive or kind == "through":
        return Until(span)
    return Until(span, kind, exact=False)


def _reported(points: tuple, **_) -> tuple:
    """«По итогам I полугодия» names no day."""
    return (*_until("по", points, "end"), Doubtful(REPORT_DAY))


define(
    "points",
    rule("{group}", lambda group: None if any(isinstance(one, Range) for one in group) else group),
    rule("{one=some_year}", lambda one: (one,)),
    rule("{one=whole_plan}", lambda one: (one,)),
)


def _month_until(month: int, day_number: int, year_of=None, **_) -> tuple:
    """«Сентябрь (до 15)»."""
    return tuple(
        When(one) if isinstance(one, Wrong) else Until(one)
        for one in dated((day_span(day_number, month),), year_of)
    )


def _august_event(**_) -> tuple:
    return Until(Span("month", 8)), Doubtful(AUGUST_EVENT)


define(
    "until_entry",
    rule("{until} {edge}? {points} {inclusive}?", _until),
    rule("по (итог*|результат*|{end}) {points}", _reported),
    rule("{in}? {month} {year_of}? {open} {until} {day_number} {close}", _month_until),
    rule("(до|к|ко|перед|на) августовск* {plain_words}", _august_event),
)


def _since(one: Span | Wrong, start: str | None = None, **_) -> Since | When | None:
    if isinstance(one, Wrong):
        return When(one)
    return None if one.unit == "year" and not one.has_year and not start else Since(one)


define(
    "since_entry",
    rule("{since} {start}? {one=single}", _since),
    rule("{since} {start}? {one=some_year}", _since),
    rule(
        "после {one=single}", lambda one: When(one) if isinstance(one, Wrong) else Since(one, after_it=True)
    ),
)


def _except(left_out: tuple) -> Except:
    return Except(tuple(span for group in left_out for span in group if not isinstance(span, Wrong)))


define("left_out", several(rule("({spans=range}|{spans=group})"), rule("{separator}")))
define("exception", rule("(кроме|за исключением|исключая) {left_out}", _except))
