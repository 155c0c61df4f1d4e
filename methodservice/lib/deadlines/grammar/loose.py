"""Times that are not in the calendar: all the time, by a schedule, on demand, from an event."""

from methodservice.lib.deadlines.answer import Offset
from methodservice.lib.deadlines.combinators import (
    as_value,
    either,
    lexeme,
    maybe,
    sequence,
    stem,
    word,
    words,
)
from methodservice.lib.deadlines.grammar.basics import (
    anything,
    calendar,
    cardinal,
    current,
    dash,
    plain,
    plain_run,
    plural,
    school,
    up_to,
    whole,
    working,
)
from methodservice.lib.deadlines.grammar.calendar import single, some_year, year_of
from methodservice.lib.deadlines.phrases import Demand, Relative, Schedule, Throughout, Until
from methodservice.lib.deadlines.spans import Wrong

MONTH_DAYS, YEAR_DAYS = 30, 365
UNIT_DAYS = {"day": 1, "week": 7, "decade": 10, "month": MONTH_DAYS, "year": YEAR_DAYS}

PERIODIC_DOUBT = "Не сказано, как часто. Считается, что работа идёт весь период."
AGREED_DOUBT = "Срок согласуют отдельно: впишите его, когда согласуете."
UNSAID_EVENT_DOUBT = "Не сказано, от какого события считать срок."
UNSAID_DAYS_DOUBT = "Не сказано, за сколько дней от события нужно успеть."
MONTH_DOUBT = "Месяц посчитан как 30 дней, год — как 365. Проверьте срок по календарю."

for_all = either(
    words("в течение"),
    words("на протяжении"),
    word("в", "на", "за", "весь"),
    words("в период"),
    words("в ходе"),
    words("в процессе"),
    words("на период"),
)
plan_word = either(
    stem("программ"),
    stem("проект"),
    stem("дорожн"),
    stem("карт"),
    stem("план"),
    stem("срок"),
    stem("мероприят"),
)
running = either(stem("реализаци"), stem("действи"), stem("исполнени"), stem("выполнени"), stem("работ"))
period_words = either(
    sequence(maybe(running), plural("period"), maybe(plain_run)),
    sequence(stem("срок"), either(stem("действи"), stem("реализаци")), maybe(plain_run)),
    sequence(running, plan_word, maybe(plain_run)),
    sequence(either(plan_word, stem("врем")), maybe(plain_run)),
)
throughout = either(
    sequence(
        maybe(for_all),
        maybe(whole),
        maybe(current),
        school,
        plural("year"),
        make=lambda *_: Throughout("school_year"),
    ),
    sequence(
        for_all,
        maybe(whole),
        maybe(current),
        plural("year"),
        make=lambda said, *_: Throughout("year") if said in SPANNING else None,
    ),
    sequence(maybe(for_all), whole, plural("year"), make=lambda *_: Throughout("year")),
    sequence(for_all, maybe(whole), calendar, plural("year"), make=lambda *_: Throughout("calendar_year")),
    sequence(
        either(words("в течение"), words("на протяжении"), words("в ходе"), words("в процессе")),
        maybe(whole),
        period_words,
        make=lambda *_: Throughout("period"),
    ),
    sequence(maybe(for_all), whole, period_words, make=lambda *_: Throughout("period")),
    sequence(
        maybe(either(words("на период"), words("в период"), plural("period"))),
        running,
        plan_word,
        maybe(plain_run),
        make=lambda *_: Throughout("period"),
    ),
    as_value(
        either(
            stem("постоянн", "систематическ", "регулярн", "непрерывн", "круглогодичн", "бессрочн"),
            words("всегда"),
            words("круглый год"),
            words("круглый учебный год"),
            sequence(word("на", "в"), stem("постоянн", "систематическ", "регулярн"), stem("основ", "режим")),
        ),
        Throughout("period"),
    ),
    as_value(stem("периодическ"), Throughout("period", PERIODIC_DOUBT)),
)
SPANNING = {"в течение", "на протяжении", "весь", "за"}

paper = stem(
    "график",
    "план",
    "расписани",
    "приказ",
    "распоряжени",
    "циклограмм",
    "регламент",
    "положени",
    "порядк",
    "календар",
    "программ",
    "постановлени",
    "письм",
    "договор",
    "соглашени",
    "медиаплан",
    "протокол",
)
fixed = stem(
    "установленн",
    "утвержденн",
    "указанн",
    "определенн",
    "намеченн",
    "предусмотренн",
    "назначенн",
    "обозначенн",
    "определяем",
    "устанавливаем",
)
by = either(
    word("по", "согласно"),
    words("в соответствии с"),
    words("в соответствии со"),
    words("в рамках"),
    words("соответственно"),
)
tail = sequence(
    maybe(plain_run), maybe(sequence(word("на", "от"), either(year_of, single), maybe(plain_run)))
)
numbered_paper = sequence(paper, maybe(dash), maybe(paper), anything)
schedule = either(
    sequence(
        by, up_to(plain, 4), paper, maybe(sequence(dash, paper)), maybe(tail), make=lambda *_: Schedule()
    ),
    sequence(
        by, up_to(plain, 2), paper, maybe(plain_run), word("от", "№"), anything, make=lambda *_: Schedule()
    ),
    sequence(
        either(words("в"), words("в соответствии с")),
        up_to(plain, 2),
        stem("срок", "порядк", "врем"),
        maybe(word(",")),
        fixed,
        maybe(tail),
        make=lambda *_: Schedule(),
    ),
    sequence(word("в"), fixed, maybe(plain_run), make=lambda *_: Schedule()),
    sequence(
        maybe(plain_run),
        either(words("будет"), words("будут")),
        fixed,
        maybe(tail),
        make=lambda *_: Schedule(),
    ),
    sequence(
        up_to(plain, 2),
        stem("уточня", "определя", "устанавлива", "сообща", "согласу"),
        maybe(tail),
        make=lambda *_: Schedule(AGREED_DOUBT),
    ),
    sequence(word("график", "план-график", "расписание"), make=lambda *_: Schedule()),
    sequence(
        word("по"),
        maybe(plain),
        stem("согласовани", "договоренност"),
        maybe(tail),
        make=lambda *_: Schedule(AGREED_DOUBT),
    ),
)

occasion = stem(
    "необходимост",
    "запрос",
    "требовани",
    "заявк",
    "заявлени",
    "обращени",
    "потребност",
    "поручени",
    "приглашени",
    "желани",
    "вызов",
    "факт",
    "возможност",
    "инициатив",
    "ходатайств",
    "решени",
    "просьб",
)
demand = either(
    sequence(words("по мере"), plain_run, make=lambda *_: Demand()),
    sequence(word("по"), up_to(plain, 2), occasion, maybe(plain_run), make=lambda *_: Demand()),
    sequence(word("при"), plain_run, make=lambda *_: Demand()),
    sequence(
        either(words("в случае"), words("в случаях"), words("если")), plain_run, make=lambda *_: Demand()
    ),
    sequence(
        either(words("в рабочем порядке"), words("ситуативно"), words("при необходимости")),
        make=lambda *_: Demand(),
    ),
)

lasting = either(
    sequence(
        maybe(cardinal),
        maybe(dash),
        lexeme("lasting"),
        maybe(working),
        make=lambda count, _, value, w: _lasting(count, value, w),
    ),
)


def _lasting(count, value, is_working):
    own, unit = value
    if (count and own) or (not count and not own and unit == "day"):
        return None
    return count or own or 1, unit, bool(is_working)


measured = either(
    sequence(
        cardinal,
        maybe(either(working, calendar)),
        lexeme("unit", *UNIT_DAYS, "hour"),
        make=lambda count, kind, unit: (count, unit, kind == "working"),
    ),
    sequence(
        maybe(either(working, calendar)),
        lexeme("unit", "day", "week", "month"),
        make=lambda kind, unit: (1, unit, kind == "working"),
    ),
    sequence(
        lexeme("unit", "day"), maybe(word("(")), cardinal, make=lambda unit, _, count: (count, unit, False)
    ),
    sequence(words("полтора"), lexeme("unit", "month"), make=lambda *_: (45, "day", False)),
    sequence(
        cardinal,
        either(dash, word("до")),
        cardinal,
        maybe(either(working, calendar)),
        lexeme("unit", *UNIT_DAYS),
        make=lambda low, _, high, kind, unit: (high, unit, kind == "working"),
    ),
)
no_later = either(
    words("не позднее"),
    words("не позже"),
    words("не позднее чем"),
    words("не позже чем"),
    words("не более"),
    words("не более чем"),
    words("не ранее"),
    words("не ранее чем"),
    words("не менее"),
    words("не менее чем"),
    words("не позднее , чем"),
    words("не менее , чем"),
    words("минимум"),
)
within = either(
    words("в течение"),
    words("через"),
    words("спустя"),
    words("по истечении"),
    no_later,
    words("в срок до"),
    words("в срок"),
    words("в"),
    words("за"),
)
after_link = either(
    words("после"),
    words("со дня"),
    words("с дня"),
    words("с момента"),
    words("с даты"),
    words("со времени"),
    words("от даты"),
    words("от дня"),
    words("от"),
    words("с"),
    words("по окончании"),
    words("по завершении"),
    words("по получении"),
    words("следующих за"),
    words("следующего за"),
    words("по итогам"),
    words("по результатам"),
    words("считая со дня"),
    words("начиная со дня"),
    words("с начала"),
    words("по факту"),
    words("с окончания"),
)
limit_words = stem("срок")
known_day = either(
    sequence(
        single, make=lambda span: None if isinstance(span, Wrong) or span.unit != "day" else Until(span)
    ),
    sequence(
        lexeme("edge", "start", "end"),
        either(some_year, single),
        make=lambda edge, span: (
            None if isinstance(span, Wrong) else Until(span, "by" if edge == "start" else "through")
        ),
    ),
)


def _offset(amount, direction, event="", anchor=None):
    count, unit, is_working = amount
    days = -(-count // 24) if unit == "hour" else count * UNIT_DAYS[unit]
    doubt = MONTH_DOUBT if unit in ("month", "year") else ""
    return Relative(
        Offset(days, is_working, direction),
        event,
        doubt or ("" if event or anchor else UNSAID_EVENT_DOUBT),
        anchor,
    )


def _at(days, direction, event, doubt=""):
    return Relative(Offset(days, False, direction), event, doubt)


period_of_days = either(
    sequence(within, maybe(word("чем")), measured, make=lambda _0, _1, amount: amount),
    sequence(measured, make=lambda amount: amount),
    sequence(maybe(word("в", "на")), lasting, limit_words, make=lambda _0, amount, _1: amount),
)
before_words = either(
    sequence(
        maybe(no_later),
        maybe(words("чем")),
        maybe(word("за")),
        measured,
        make=lambda _0, _1, _2, amount: amount,
    ),
)
event_place = either(stem("дн", "день"))
relative = either(
    sequence(
        period_of_days,
        after_link,
        known_day,
        make=lambda amount, _, day: _offset(amount, "after", anchor=day),
    ),
    sequence(
        period_of_days,
        after_link,
        anything,
        make=lambda amount, link, event: _offset(amount, "after", f"{link} {event}"),
    ),
    sequence(
        before_words, word("до"), known_day, make=lambda amount, _, day: _offset(amount, "before", anchor=day)
    ),
    sequence(
        before_words,
        word("до"),
        anything,
        make=lambda amount, _, event: _offset(amount, "before", f"до {event}"),
    ),
    sequence(
        either(
            words("в течение"),
            words("через"),
            words("спустя"),
            words("не позднее"),
            words("не позднее чем через"),
            words("за"),
        ),
        measured,
        make=lambda _, amount: _offset(amount, "after"),
    ),
    sequence(
        maybe(word("в", "на")), lasting, limit_words, make=lambda _0, amount, _1: _offset(amount, "after")
    ),
    sequence(
        words("на следующий"),
        maybe(working),
        stem("ден"),
        maybe(either(words("после"), words("за"))),
        maybe(anything),
        make=lambda _0, kind, _1, link, event: _offset(
            (1, "day", bool(kind)), "after", " ".join(filter(None, (link, event)))
        ),
    ),
    sequence(
        either(words("в день"), words("в дни"), words("в ходе"), words("во время"), words("день в день")),
        plain_run,
        make=lambda at, event: _at(0, "after", f"{at} {event}"),
    ),
    sequence(words("накануне"), plain_run, make=lambda _, event: _at(1, "before", f"накануне {event}")),
    sequence(
        either(
            words("немедленно"),
            words("незамедлительно"),
            words("сразу"),
            words("безотлагательно"),
            words("сразу же"),
        ),
        maybe(anything),
        make=lambda _, event: _at(0, "after", event or "", "" if event else UNSAID_EVENT_DOUBT),
    ),
    sequence(
        either(
            words("после"),
            words("по окончании"),
            words("по завершении"),
            words("по итогам"),
            words("по результатам"),
            words("с момента"),
            words("со дня"),
        ),
        plain_run,
        make=lambda link, event: _at(0, "after", f"{link} {event}", UNSAID_DAYS_DOUBT),
    ),
    sequence(
        either(words("до"), words("перед"), words("до начала"), words("не позднее")),
        lexeme("event"),
        maybe(plain_run),
        make=lambda *_: _at(0, "before", "до события", UNSAID_DAYS_DOUBT),
    ),
    sequence(
        words("до"),
        lexeme("edge"),
        lexeme("event"),
        maybe(plain_run),
        make=lambda *_: _at(0, "before", "до события", UNSAID_DAYS_DOUBT),
    ),
)
