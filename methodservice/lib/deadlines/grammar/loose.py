"""Times outside the calendar: all the time, by a schedule, on demand."""

from methodservice.lib.deadlines.doubts import AGREED, PERIODIC
from methodservice.lib.deadlines.grammar.basics import phrases
from methodservice.lib.deadlines.grammar.notation import define, rule
from methodservice.lib.deadlines.phrases import Demand, Schedule, Throughout

define("during", phrases("в течение", "на протяжении", "в ходе", "в процессе", "в рамках", "за"))
define("for", phrases("в", "на", "весь", "в период", "на период", "за период", "за весь"), rule("{during}"))
define("plan", rule("(программ*|проект*|дорожн*|карт*|план*|срок*|мероприят*)"))
define("running", rule("(реализаци*|действи*|исполнени*|выполнени*)"))
define(
    "plan_time",
    rule("{running}? {period_word} {plain_words}?"),
    rule("срок* (действи*|реализаци*) {plain_words}?"),
    rule("{running} {plan} {plain_words}?"),
    rule("(программ*|врем*|срок*) {plain_words}?"),
)


def _throughout(what: str):
    return lambda **_: Throughout(what)


define(
    "throughout",
    rule("{for}? {whole}? {current}? {school} {year_word}", _throughout("school_year")),
    rule("{during} {whole}? {current}? {year_word}", _throughout("year")),
    rule("{for}? {whole} {year_word}", _throughout("year")),
    rule("{for}? {current} {year_word}", _throughout("year")),
    rule("{for} {whole}? {calendar} {year_word}", _throughout("year")),
    rule("{during} {whole}? {plan_time}", _throughout("period")),
    rule("{for}? {whole} {plan_time}", _throughout("period")),
    rule("(в ходе|в процессе) ({running}|работ*)", _throughout("period")),
    rule("(на период|в период|период)? {running} {plan} {plain_words}?", _throughout("period")),
    rule(
        "(постоянн*|систематическ*|регулярн*|непрерывн*|круглогодичн*|бессрочн*|всегда)",
        _throughout("period"),
    ),
    rule("круглый {school}? {year_word}", _throughout("year")),
    rule("(на|в) (постоянн*|систематическ*|регулярн*) (основ*|режим*)", _throughout("period")),
    rule("периодическ*", lambda: Throughout("period", PERIODIC)),
)

define(
    "paper",
    rule(
        "(график*|план*|расписани*|приказ*|распоряжени*|циклограмм*|регламент*|положени*|порядк*|календар*"
        "|программ*|карт*|постановлени*|письм*|договор*|соглашени*|медиаплан*|протокол*|срокам|сроками)"
    ),
)
define(
    "fixed",
    rule(
        "(установлен*|утвержден*|указан*|определен*|намечен*|предусмотрен*|назначен*|определяем*|устанавливаем*)"
    ),
)
define("by", phrases("по", "согласно", "в соответствии с", "в соответствии со", "в рамках"))
define("for_year", rule("(на|за) {year_of} {plain_words}?"), rule("(на|за) {single} {plain_words}?"))


def _schedule(**_):
    return Schedule()


def _agreed(**_):
    return Schedule(AGREED)


define(
    "schedule",
    rule(
        "{by} {p=plain}? {q=plain}? {r=plain}? {paper} (- {other=paper})? {plain_words}? {for_year}?",
        _schedule,
    ),
    rule("{by} {p=plain}? {q=plain}? {r=plain}? {paper} {plain_words}? ,? {fixed} {any_words}?", _schedule),
    rule("{by} {p=plain}? {q=plain}? {paper} {plain_words}? (от|№) {any_words}", _schedule),
    rule(
        "(в|в соответствии с) {p=plain}? {q=plain}? (срок*|порядк*|врем*) ,? {fixed} {plain_words}?",
        _schedule,
    ),
    rule("в {fixed} {plain_words}?", _schedule),
    rule("(в период|в сроки|на период|в течение) {name_words}? {event} {plain_words}?", _schedule),
    rule("на {every}? {name_words}? {event} {plain_words}?", _schedule),
    rule("{plain_words}? (будет|будут) {fixed} {plain_words}?", _agreed),
    rule("{p=plain}? {q=plain}? (уточня*|определя*|устанавлива*|сообща*|согласу*) {plain_words}?", _agreed),
    rule("(график|план - график|расписание) {plain_words}?", _schedule),
    rule("по {p=plain}? (согласовани*|договоренност*) {plain_words}?", _agreed),
)

define(
    "occasion",
    rule(
        "(необходимост*|запрос*|требовани*|заявк*|заявлени*|обращени*|потребност*|поручени*|приглашени*|желани*"
        "|вызов*|факт*|возможност*|инициатив*|ходатайств*|решени*|просьб*)"
    ),
)


def _demand(**_):
    return Demand()


define(
    "demand",
    rule("по мере {plain_words}", _demand),
    rule("по {p=plain}? {q=plain}? {occasion} {plain_words}?", _demand),
    rule("(при|в случае|в случаях|если) {plain_words}", _demand),
    rule("(в рабочем порядке|ситуативно)", _demand),
)
