"""What repeats: «2 раза в год», «до 15 числа месяца, следующего за отчётным кварталом», «по пятницам»."""

from methodservice.lib.deadlines.combinators import (
    either,
    lexeme,
    maybe,
    number,
    sequence,
    several,
    stem,
    word,
    words,
)
from methodservice.lib.deadlines.grammar.basics import (
    cardinal,
    comma,
    current,
    dash,
    every,
    following,
    ordinal,
    ordinals,
    plain,
    plural,
    reporting,
    school,
    up_to,
    whole,
    working,
)
from methodservice.lib.deadlines.grammar.calendar import in_, month_span, until_words
from methodservice.lib.deadlines.phrases import DaysOfMonth, EdgeOfEach, Times, Weekdays, When
from methodservice.lib.deadlines.spans import Wrong

REPEATED = ("day", "week", "month", "quarter", "term", "half_year", "year")
WITHIN_YEAR = ("month", "quarter", "term", "half_year")

least = either(
    words("не реже"),
    words("не реже чем"),
    words("не менее"),
    words("не менее чем"),
    words("не меньше"),
    words("минимум"),
    words("как минимум"),
    words("хотя бы"),
    words("не реже , чем"),
    words("по крайней мере"),
)
repeated_unit = either(
    lexeme("unit", *REPEATED),
    sequence(maybe(current), school, plural("year"), make=lambda *_: "school_year"),
    sequence(stem("календарн"), plural("year"), make=lambda *_: "year"),
)
amount = either(
    sequence(cardinal, make=lambda value: (value, value)),
    sequence(
        cardinal, either(dash, words("или"), words("до")), cardinal, make=lambda low, _, high: (low, high)
    ),
)
once = stem("раз")
per = either(word("в", "за", "на"), words("в течение"), words("на протяжении"))


def _times(at_least, count, step, unit):
    low, high = count
    if not 0 < low <= high:
        return None
    return Times(unit, low, high, step or 1, bool(at_least))


times = either(
    sequence(
        maybe(least),
        maybe(word("по")),
        maybe(amount, (1, 1)),
        maybe(least),
        once,
        per,
        maybe(every),
        maybe(cardinal),
        repeated_unit,
        make=lambda before, _0, count, after, _1, _2, _3, step, unit: _times(
            before or after, count, step, unit
        ),
    ),
    sequence(
        maybe(least),
        lexeme("times"),
        per,
        maybe(every),
        maybe(cardinal),
        repeated_unit,
        make=lambda at_least, count, _0, _1, step, unit: _times(at_least, (count, count), step, unit),
    ),
    sequence(
        least,
        amount,
        up_to(plain, 3),
        per,
        maybe(every),
        repeated_unit,
        make=lambda at_least, count, _0, _1, _2, unit: _times(at_least, count, 1, unit),
    ),
    sequence(
        per,
        maybe(every),
        repeated_unit,
        maybe(least),
        maybe(amount, (1, 1)),
        once,
        make=lambda _0, _1, unit, at_least, count, _2: _times(at_least, count, 1, unit),
    ),
    sequence(lexeme("frequency"), make=lambda unit: Times(unit)),
    sequence(
        maybe(per),
        every,
        maybe(cardinal),
        repeated_unit,
        make=lambda _0, _1, step, unit: Times(unit, step=step or 1),
    ),
    sequence(
        plural("year"),
        maybe(word(",")),
        following,
        word("за"),
        reporting,
        maybe(lexeme("unit")),
        make=lambda *_: Times("year"),
    ),
)

day_list = several(
    either(
        sequence(ordinal, make=lambda day: day),
        sequence(ordinal, either(dash, word("по")), ordinal, make=lambda low, _, high: (low, high)),
    ),
    comma,
)
report = either(
    sequence(reporting, maybe(lexeme("unit")), make=lambda _, unit: unit or "month"),
    sequence(
        maybe(every),
        maybe(word("окончанием", "истекшим", "прошедшим")),
        lexeme("unit", *WITHIN_YEAR, "year"),
        make=lambda _0, _1, unit: unit,
    ),
)
month_word = plural("month")
place = either(
    sequence(every, month_word, make=lambda *_: ("each", "month", 1)),
    sequence(
        maybe(current), month_word, make=lambda now, _: ("each", "month", 1) if now else (None, None, 1)
    ),
    sequence(reporting, month_word, make=lambda *_: ("each", "month", 1)),
    sequence(maybe(word("каждого")), following, month_word, make=lambda *_: ("after", "month", 1)),
    sequence(
        maybe(every),
        month_word,
        maybe(word(",")),
        following,
        word("за"),
        report,
        make=lambda _0, _1, _2, _3, _4, unit: ("after", unit, 1),
    ),
    sequence(
        following, word("за"), report, maybe(month_word), make=lambda _0, _1, unit, _2: ("after", unit, 1)
    ),
    sequence(
        maybe(every),
        ordinal,
        month_word,
        maybe(either(every, following, reporting, current)),
        lexeme("unit", "quarter", "half_year"),
        make=lambda _0, number_, _1, _2, unit: ("inside", unit, number_),
    ),
    sequence(
        either(every, current),
        lexeme("unit", "quarter", "half_year", "term"),
        make=lambda _, unit: (None, unit, 1),
    ),
    sequence(maybe(either(every, current)), lexeme("unit", "quarter"), make=lambda _, unit: (None, unit, 1)),
)


def _days(days: tuple, where, is_working=False):
    chosen, unit, month = where or (None, None, 1)
    for one in days:
        for day in one if isinstance(one, tuple) else (one,):
            if not (1 <= day <= 31 or day in (0, -1)):
                return When(Wrong(f"Числа {day} в месяце не бывает."))
        if isinstance(one, tuple) and one[0] > one[1]:
            return When(Wrong("Срок кончается раньше, чем начинается."))
    if unit == "period":
        unit = "period" if chosen == "after" else "month"
    if chosen == "inside" and month not in (-1, 1, 2, 3, 4, 5, 6):
        return When(Wrong("Такого месяца в квартале нет."))
    days = tuple(0 if day == -1 else day for day in days)
    return DaysOfMonth(days, chosen, unit, month, is_working)


days_of_month_number = either(
    sequence(
        maybe(either(until_words, in_, words("в срок"), word("с"))),
        maybe(every),
        day_list,
        stem("числ"),
        maybe(word(",")),
        maybe(place),
        make=lambda _0, said, days, _1, _2, where: _days(
            days, where or (("each", "month", 1) if said else None)
        ),
    ),
    sequence(
        maybe(either(until_words, in_)),
        day_list,
        place,
        make=lambda _0, days, where: _days(days, where) if where[0] == "each" and len(days) > 0 else None,
    ),
    sequence(
        maybe(either(until_words, in_)),
        lexeme("ordinal", -1),
        maybe(working),
        either(plural("day"), stem("числ")),
        either(place, sequence(month_word, make=lambda _: ("each", "month", 1))),
        make=lambda _0, _1, is_working, _2, where: _days(
            (0,), where if where[0] else ("each", "month", 1), bool(is_working)
        ),
    ),
)

weekday_list = several(lexeme("weekday"), comma)
weekdays = either(
    sequence(
        either(word("по"), every, sequence(maybe(word("в", "во")), every)),
        weekday_list,
        make=lambda _, days: Weekdays(days),
    ),
    sequence(
        maybe(either(until_words, in_)),
        maybe(every),
        ordinals,
        weekday_list,
        either(
            sequence(maybe(every), month_word, make=lambda *_: ()),
            sequence(month_span, make=lambda span: span),
        ),
        make=lambda _0, _1, which, days, month: _nth(which, days, month),
    ),
    sequence(maybe(either(until_words, in_)), weekday_list, make=lambda _, days: Weekdays(days, every=False)),
)


def _nth(which: tuple, days: tuple, month):
    if any(isinstance(one, tuple) for one in which):
        return None
    if any(one not in (-1, 1, 2, 3, 4, 5) for one in which):
        return When(Wrong("Такой недели в месяце нет."))
    return Weekdays(days, which, month or None)


edge_of_each = either(
    sequence(
        in_,
        lexeme("edge"),
        maybe(either(every, current)),
        lexeme("unit", *WITHIN_YEAR),
        make=lambda _0, edge, said, unit: EdgeOfEach(edge, unit, every=said == "every"),
    ),
    sequence(
        until_words,
        lexeme("edge"),
        maybe(either(every, current)),
        lexeme("unit", *WITHIN_YEAR),
        make=lambda _0, edge, said, unit: EdgeOfEach(edge, unit, every=said == "every", due=True),
    ),
    sequence(
        word("по"),
        either(stem("итог"), stem("результат"), lexeme("edge", "end")),
        maybe(either(every, current, reporting, whole)),
        lexeme("unit", *WITHIN_YEAR, "year"),
        make=lambda _0, _1, said, unit: EdgeOfEach("end", unit, every=True, due=True, report=True),
    ),
    sequence(
        word("по"),
        either(stem("итог"), stem("результат"), lexeme("edge", "end")),
        school,
        plural("year"),
        make=lambda *_: EdgeOfEach("end", "school_year", every=True, due=True, report=True),
    ),
)
__all__ = ["days_of_month_number", "edge_of_each", "number", "times", "weekdays"]
