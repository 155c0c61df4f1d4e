"""Spans of the calendar in words: days, months, quarters, years, and ranges and lists of them."""

from functools import partial

from methodservice.lib.deadlines.combinators import (
    either,
    lexeme,
    maybe,
    number,
    of_kind,
    remembered,
    sequence,
    stem,
    token,
    word,
)
from methodservice.lib.deadlines.grammar.basics import (
    calendar,
    comma,
    current,
    dash,
    following,
    inclusive,
    ordinal_word,
    ordinals,
    plural,
    school,
    several,
    since,
    whole,
    year_word,
)
from methodservice.lib.deadlines.phrases import Since, Until, When
from methodservice.lib.deadlines.spans import (
    MONTHS_PREPOSITIONAL,
    NEWEST_YEAR,
    OLDEST_YEAR,
    Range,
    Span,
    Wrong,
    YearOf,
    day_of,
)

MONTH_YEAR_DOUBT = "Записаны только месяц и год. Проверьте, не пропущено ли число."

LEAP_YEAR = 2000
HIGHEST = {"quarter": 4, "half_year": 2, "term": 4}
UNIT_NAMES = {
    "quarter": "кварталов в году четыре",
    "half_year": "полугодий в году два",
    "term": "четвертей в учебном году четыре",
}

year_number = number(OLDEST_YEAR, NEWEST_YEAR)
later_year = either(year_number, sequence(number(0, 99), make=lambda short: 2000 + short))


def _school_year(first, last):
    if last != first + 1:
        return Wrong(f"Учебный год длится с сентября по август: {first}/{first + 1}, а не {first}/{last}.")
    return YearOf(school_year=first)


_slash = word("-", "/")
school_year = remembered(
    either(
        sequence(
            year_number,
            maybe(year_word),
            _slash,
            later_year,
            maybe(year_word),
            school,
            maybe(year_word),
            make=lambda first, _0, _1, last, *_: _school_year(first, last),
        ),
        sequence(
            year_number,
            word("/"),
            later_year,
            maybe(year_word),
            make=lambda first, _0, last, _1: _school_year(first, last),
        ),
        sequence(
            school,
            maybe(year_word),
            year_number,
            _slash,
            later_year,
            maybe(year_word),
            make=lambda _0, _1, first, _2, last, _3: _school_year(first, last),
        ),
    )
)

calendar_year = sequence(
    year_number, maybe(calendar), maybe(year_word), make=lambda year, *_: YearOf(year=year)
)
wrong_year = sequence(
    token(
        lambda one: (
            one.value
            if one.kind == "number" and one.value > 366 and not OLDEST_YEAR <= one.value <= NEWEST_YEAR
            else None
        )
    ),
    year_word,
    make=lambda year, _: Wrong(f"Год {year} слишком далёк от плана."),
)
distant_year = either(
    sequence(current, maybe(school), plural("year"), make=lambda *_: YearOf()),
    sequence(following, maybe(calendar), plural("year"), make=lambda *_: YearOf(shift=1)),
)
year_of = remembered(either(school_year, calendar_year, wrong_year, distant_year))


def _dated(spans: tuple, year: YearOf | Wrong | None) -> tuple:
    if isinstance(year, Wrong):
        return (year,)
    return tuple(span.dated(year) if year and not isinstance(span, Wrong) else span for span in spans)


def day_span(day: int, month: int, year: int | None = None) -> Span | Wrong:
    """A day of the calendar; Wrong with the reason when there is none."""
    if not 1 <= month <= 12:
        return Wrong(f"Месяца с номером {month} не бывает.")
    if year is not None and not OLDEST_YEAR <= year <= NEWEST_YEAR:
        return Wrong(f"Год {year} слишком далёк от плана.")
    if day < 1 or day_of(year or LEAP_YEAR, (month, day)) is None:
        length = day_of(year or LEAP_YEAR, (month, 0)).day
        return Wrong(
            f"В {MONTHS_PREPOSITIONAL[month - 1]} {length} дней, а не {day}."
            if day
            else "Нулевого числа не бывает."
        )
    return Span("day", (month, day), year)


def _month_year(value) -> Span | Wrong:
    month, year = value
    if not 1 <= month <= 12:
        return Wrong(f"Месяца с номером {month} не бывает.")
    if not OLDEST_YEAR <= year <= NEWEST_YEAR:
        return Wrong(f"Год {year} слишком далёк от плана.")
    return Span("month", month, year, doubt=MONTH_YEAR_DOUBT)


month = sequence(lexeme("month"), maybe(plural("month")), make=lambda value, _: value)
full_date = sequence(of_kind("date"), maybe(year_word), make=lambda value, _: day_span(*value))
day_and_month = sequence(of_kind("day_month"), make=lambda value: day_span(*value))
last_of_days = either(
    full_date,
    day_and_month,
    sequence(month, make=lambda value: Span("month", value)),
)
day_numbers = several(
    either(
        number(0, 99), sequence(number(0, 99), dash, number(0, 99), make=lambda low, _, high: (low, high))
    ),
    comma,
)


def _on_month(days: tuple, last: Span | Wrong) -> tuple | None:
    """Days written before the month they share: «10, 20 и 30 сентября», «24–28 марта», «01–15.10.2024»."""
    if isinstance(last, Wrong):
        return (last,)
    if last.unit == "month":
        return tuple(_day_or_days(one, last.number, None) for one in days)
    month_number = last.number[0]
    before, final = days[:-1], days[-1]
    spans = [_day_or_days(one, month_number, last.year) for one in before]
    return (*spans, _range(day_span(final, month_number, last.year), last))


def _day_or_days(day, month_number: int, year: int | None):
    if isinstance(day, tuple):
        return _range(*(day_span(one, month_number, year) for one in day))
    return day_span(day, month_number, year)


def _range(opening, closing) -> Range | Wrong:
    return next((one for one in (opening, closing) if isinstance(one, Wrong)), None) or Range(
        opening, closing
    )


days_of_month = either(
    sequence(day_numbers, month, make=lambda days, value: _on_month(days, Span("month", value))),
    sequence(ordinal_word, month, make=lambda day, value: (day_span(day, value),) if day > 0 else None),
    sequence(
        day_numbers, dash, either(full_date, day_and_month), make=lambda days, _, last: _on_month(days, last)
    ),
    sequence(
        number(0, 99),
        either(word("по"), word("до")),
        sequence(number(0, 99), month, maybe(year_of)),
        make=lambda low, _, rest: _dated((_day_or_days((low, rest[0]), rest[1], None),), rest[2]),
    ),
    sequence(
        number(0, 99),
        either(word("по"), word("до")),
        either(full_date, day_and_month),
        make=lambda low, _, last: _on_month((low,), last),
    ),
)


def _numbered(unit: str, pieces: tuple) -> tuple:
    """Spans of a unit by numbers: «I», «1, 3», «II–IV»."""

    def one(value):
        if not 1 <= value <= HIGHEST[unit]:
            if value == -1:
                return Span(unit, HIGHEST[unit])
            return Wrong(f"Номера {value} не бывает: {UNIT_NAMES[unit]}.")
        return Span(unit, value)

    return tuple(_range(*map(one, piece)) if isinstance(piece, tuple) else one(piece) for piece in pieces)


def _parts(part: str, most: int, pieces: tuple, span: Span) -> tuple | None:
    """Parts of a month by numbers: «первая и вторая декады сентября»."""
    chosen = []
    for piece in pieces:
        numbers = piece if isinstance(piece, tuple) else (piece,)
        if any(not (1 <= one <= most or one == -1) for one in numbers):
            return (Wrong("Такой части месяца нет."),)
        last = most if part != "week" else -1
        spans = [
            Span("month", span.number, span.year, span.school_year, part=(part, last if one == -1 else one))
            for one in numbers
        ]
        chosen.append(_range(*spans) if len(spans) == 2 else spans[0])
    return tuple(chosen)


month_span = sequence(month, make=lambda value: Span("month", value))
numbered = either(
    *(
        sequence(ordinals, plural(unit), make=partial(lambda unit, pieces, _: _numbered(unit, pieces), unit))
        for unit in HIGHEST
    )
)
half_of_year = either(
    sequence(
        ordinals,
        plural("half"),
        either(plural("year"), year_of),
        make=lambda pieces, _, year: _dated(
            _numbered("half_year", pieces), year if isinstance(year, YearOf) else None
        ),
    ),
)
parts_of_month = either(
    sequence(
        ordinals, plural("decade"), month_span, make=lambda pieces, _, span: _parts("decade", 3, pieces, span)
    ),
    sequence(
        ordinals, plural("week"), month_span, make=lambda pieces, _, span: _parts("week", 4, pieces, span)
    ),
    sequence(
        ordinals, plural("half"), month_span, make=lambda pieces, _, span: _parts("half", 2, pieces, span)
    ),
)
wrong_month = sequence(
    number(13, 99), plural("month"), make=lambda value, _: (Wrong(f"Месяца с номером {value} не бывает."),)
)
season = sequence(
    lexeme("season"),
    maybe(either(plural("period"), word("время"), plural("month"))),
    make=lambda value, _: (Span("season", value),),
)
holiday_word = either(
    stem("каникул"), sequence(stem("каникулярн"), either(plural("period"), stem("врем"), stem("дн")))
)
holidays = sequence(
    maybe(lexeme("season")),
    holiday_word,
    make=lambda value, _: (
        (Span("holidays", value),)
        if value
        else tuple(Span("holidays", name) for name in ("winter", "spring", "summer", "autumn"))
    ),
)


def _year_span(year: YearOf | Wrong) -> tuple | None:
    if isinstance(year, Wrong):
        return (year,)
    if year.school_year is not None:
        return (Span("school_year", school_year=year.school_year),)
    return (Span("year", **year.fields),) if year.year is not None or year.shift is not None else None


undated = either(
    sequence(month_span, make=lambda span: (span,)),
    days_of_month,
    sequence(day_and_month, make=lambda span: (span,)),
    numbered,
    half_of_year,
    parts_of_month,
    season,
    holidays,
)
group = remembered(
    either(
        sequence(
            undated,
            maybe(either(year_of, sequence(word(","), year_of, make=lambda _, year: year))),
            make=_dated,
        ),
        sequence(full_date, make=lambda span: (span,)),
        sequence(of_kind("month_year"), maybe(year_word), make=lambda value, _: (_month_year(value),)),
        sequence(maybe(whole), year_of, make=lambda _, year: _year_span(year)),
        wrong_month,
    )
)
"""Spans that are written together: one, or several that share a word («I и III кварталы 2024 года»)."""

single = remembered(
    sequence(
        group, make=lambda spans: spans[0] if len(spans) == 1 and not isinstance(spans[0], Range) else None
    )
)
some_year = either(
    sequence(
        maybe(stem("нов")),
        maybe(either(current, following)),
        school,
        plural("year"),
        make=lambda *_: Span("school_year"),
    ),
    sequence(maybe(calendar), plural("year"), make=lambda *_: Span("year")),
)
the_period = sequence(
    maybe(whole),
    either(
        sequence(
            maybe(either(stem("реализаци"), stem("действи"))),
            either(plural("period"), stem("программ"), stem("проект"), word("плана")),
        ),
        sequence(stem("реализаци"), either(stem("программ"), stem("проект"), stem("дорожн"))),
    ),
    make=lambda *_: Span("period"),
)
named = remembered(either(single, some_year, the_period))
"""One span, the year or the period included."""

range_ = remembered(
    either(
        sequence(
            maybe(since),
            maybe(lexeme("edge", "start")),
            either(single, some_year),
            either(word("по"), word("до"), dash),
            maybe(lexeme("edge", "end")),
            named,
            make=lambda _0, edge, opening, _2, _3, closing: _make_range(opening, closing),
        ),
        sequence(
            year_number,
            dash,
            number(0, 99),
            year_word,
            make=lambda first, _0, short, _1: Range(
                Span("year", year=first), Span("year", year=2000 + short)
            ),
        ),
    )
)


def _make_range(opening, closing):
    wrong = next((one for one in (opening, closing) if isinstance(one, Wrong)), None)
    return wrong or Range(opening, closing)


in_ = either(
    word("в", "во", "на", "за"),
    sequence(word("в"), word("течение")),
    sequence(word("на"), word("протяжении")),
    sequence(word("в", "на", "за"), maybe(whole), either(plural("period"), word("срок", "сроки"))),
)


def _with_year(span, year):
    return _dated((span,), year)[0]


when = either(
    sequence(maybe(in_), maybe(whole), group, maybe(inclusive), make=lambda _0, _1, spans, _2: _whens(spans)),
    sequence(
        maybe(in_),
        range_,
        maybe(year_of),
        maybe(inclusive),
        make=lambda _0, span, year, _1: (When(_with_year(span, year)),),
    ),
    sequence(
        since,
        days_of_month,
        maybe(year_of),
        maybe(inclusive),
        make=lambda _0, spans, year, _1: _whens(_dated(spans, year)) if _is_range(spans) else None,
    ),
    sequence(
        maybe(in_),
        lexeme("edge"),
        maybe(plural("year")),
        either(single, some_year),
        make=lambda _0, edge, _1, span: (When(_edged(span, edge)),),
    ),
)


def _is_range(spans) -> bool:
    return len(spans) == 1 and isinstance(spans[0], Range | Wrong)


def _whens(spans) -> tuple:
    return tuple(When(span) for span in spans)


def _edged(span, edge):
    if isinstance(span, Wrong):
        return span
    return Span(span.unit, span.number, span.year, span.school_year, span.shift, ("edge", edge))


UNTIL_EDGES = {
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


def _until(preposition: str, edge: str | None, spans: tuple, included) -> tuple:
    kind = {"до": "before", "к": "by", "ко": "by"}.get(preposition.split()[-1], "through")
    made = []
    for span in spans:
        if isinstance(span, Wrong):
            made.append(When(span))
        elif edge:
            made.append(Until(span, UNTIL_EDGES[kind, edge]))
        elif span.unit == "day" or included or kind == "through":
            made.append(Until(span))
        else:
            made.append(Until(span, kind, exact=False))
    return tuple(made)


def _points(spans: tuple) -> tuple | None:
    return spans if not any(isinstance(one, Range) for one in spans) else None


points = either(
    sequence(group, make=_points), sequence(either(some_year, the_period), make=lambda span: (span,))
)
until_words = either(
    word("до", "к", "ко"),
    *(
        sequence(*map(word, text.split()), make=lambda *texts: " ".join(texts))
        for text in (
            "не позднее",
            "не позже",
            "не позднее чем",
            "в срок до",
            "в срок не позднее",
            "в срок к",
            "в срок по",
            "на срок до",
            "в сроки до",
            "не позднее чем до",
            "по",
        )
    ),
)
deadline_until = either(
    sequence(
        until_words,
        lexeme("edge"),
        points,
        make=lambda preposition, edge, spans: _until(preposition, edge, spans, None),
    ),
    sequence(
        until_words,
        points,
        maybe(inclusive),
        make=lambda preposition, spans, included: _no_bare_year(preposition, spans, included),
    ),
)


def _no_bare_year(preposition, spans, included):
    """«До года» names no time; «до конца года» does."""
    if any(
        not isinstance(one, Wrong) and one.unit in ("year", "period") and not one.has_year for one in spans
    ):
        return None
    return _until(preposition, None, spans, included)


deadline_since = either(
    sequence(
        since,
        maybe(lexeme("edge", "start")),
        either(single, some_year),
        make=lambda preposition, edge, span: _since(span, edge),
    ),
    sequence(
        word("после"),
        single,
        make=lambda _, span: When(span) if isinstance(span, Wrong) else Since(span, after_it=True),
    ),
)


def _since(span, edge):
    if isinstance(span, Wrong):
        return When(span)
    if span.unit == "year" and not span.has_year and not edge:
        return None
    return Since(span)
