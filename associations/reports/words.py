"""Sentences that the figures suggest for the text of the report. Pure: amounts in, Russian out.

The head takes a sentence with one click and goes on from there; nothing is written without being taken.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from associations.reports.amounts import Amount, percent
from methodservice.lib.numerals import agree, counted

Amounts = Mapping[str, Amount]


@dataclass(frozen=True)
class Hint:
    """A sentence for a section (a field of `AnnualReport`), made of the figures named by `key`."""

    key: str
    section: str
    text: str


def hints(now: Amounts, before: Amounts) -> list[Hint]:
    """What the figures of the year, and of the year before, let one say; nothing of what is not known."""
    found = []
    for key, section, say in SAYINGS:
        if text := say(now, before):
            found.append(Hint(key, section, text))
    return found


def _number(amounts: Amounts, key: str) -> int:
    """0 for what is not known: a sentence about nothing is not said."""
    amount = amounts[key]
    return amount.numerator if amount.known else 0


def _meetings(now, before) -> str:
    held = _number(now, "meetings_held")
    if not held:
        return ""
    text = f"Проведено {counted(held, 'заседание', 'заседания', 'заседаний')}"
    if needed := _number(now, "meetings_required"):
        text += f" при норме не меньше {needed}"
    return f"{text}{_than_last_year(held, before['meetings_held'])}."


def _attendance(now, before) -> str:
    attendance = now["attendance"]
    if not attendance.known:
        return ""
    text = f"Явка членов объединения на заседания составила {percent(attendance.share)}"
    if before["attendance"].known:
        text += f" (в прошлом году — {percent(before['attendance'].share)})"
    return f"{text}."


def _events(now, before) -> str:
    number = _number(now, "events")
    if not number:
        return ""
    text = f"Проведено {counted(number, 'мероприятие', 'мероприятия', 'мероприятий')}"
    if came := _number(now, "participants"):
        verb = agree(came, "участвовал", "участвовали", "участвовали")
        text += f", в них {verb} {counted(came, 'педагог', 'педагога', 'педагогов')}"
    return f"{text}{_than_last_year(number, before['events'])}."


def _speakers(now, before) -> str:
    number = _number(now, "speakers")
    if not number:
        return ""
    verb = agree(number, "представил", "представили", "представили")
    return f"Свой опыт {verb} {counted(number, 'педагог', 'педагога', 'педагогов')}."


def _works(now, before) -> str:
    number = _number(now, "works")
    if not number:
        return ""
    verb = agree(number, "Подготовлена", "Подготовлены", "Подготовлено")
    noun = agree(
        number,
        "методическая работа или публикация",
        "методические работы и публикации",
        "методических работ и публикаций",
    )
    return f"{verb} {number}\N{NO-BREAK SPACE}{noun}."


def _plan_done(now, before) -> str:
    done = now["plan_done"]
    if not done.known:
        return ""
    if done.numerator == done.denominator:
        return "План года выполнен полностью."
    return f"План года выполнен на {percent(done.share)}: {_of(done, 'пункта', 'пунктов')}."


def _decisions_done(now, before) -> str:
    done = now["decisions_done"]
    if not done.known:
        return ""
    if done.numerator == done.denominator:
        return "Все принятые решения выполнены."
    return f"Выполнено {_of(done, 'принятого решения', 'принятых решений')}."


def _young(now, before) -> str:
    number = _number(now, "young")
    if not number:
        return ""
    verb = agree(number, "работает", "работают", "работают")
    young = agree(number, "молодой педагог", "молодых педагога", "молодых педагогов")
    return f"В объединении {verb} {number}\N{NO-BREAK SPACE}{young}."


def _meetings_lacking(now, before) -> str:
    """Nothing is said where the rule is met or asks for nothing."""
    lacking = _number(now, "meetings_required") - _number(now, "meetings_held")
    if lacking <= 0:
        return ""
    words = counted(lacking, "заседания", "заседаний", "заседаний")
    return f"До нормы муниципалитета не хватило {words}."


def _not_held(now, before) -> str:
    number = _number(now, "meetings_not_held")
    if not number:
        return ""
    words = counted(number, "назначенное заседание", "назначенных заседания", "назначенных заседаний")
    return f"Не {agree(number, 'состоялось', 'состоялись', 'состоялось')} {words}."


def _overdue(now, before) -> str:
    number = _number(now, "decisions_overdue")
    if not number:
        return ""
    verb = agree(number, "Не выполнено", "Не выполнены", "Не выполнено")
    return f"{verb} в срок {counted(number, 'решение', 'решения', 'решений')}."


def _plan_left(now, before) -> str:
    done = now["plan_done"]
    if not done.known or done.numerator == done.denominator:
        return ""
    left = done.denominator - done.numerator
    verb = agree(left, "Не отмечен выполненным", "Не отмечены выполненными", "Не отмечено выполненными")
    return f"{verb} {counted(left, 'пункт', 'пункта', 'пунктов')} плана."


def _attendance_goal(now, before) -> str:
    if not (now["attendance"].known and before["attendance"].known):
        return ""
    if now["attendance"].share >= before["attendance"].share:
        return ""
    return f"Поднять явку на заседания: за год она снизилась до {percent(now['attendance'].share)}."


def _finish_decisions(now, before) -> str:
    number = _number(now, "decisions_overdue")
    if not number:
        return ""
    words = counted(number, "просроченное решение", "просроченных решения", "просроченных решений")
    return f"Довести до конца {words}."


def _care_for_young(now, before) -> str:
    number = _number(now, "young")
    if not number:
        return ""
    whom = agree(number, "молодого педагога", "молодых педагогов", "молодых педагогов")
    return f"Продолжить сопровождение {number}\N{NO-BREAK SPACE}{whom}."


def _than_last_year(number: int, before: Amount) -> str:
    if not before.known:
        return ""
    change = number - before.numerator
    if not change:
        return ", столько же, сколько в прошлом году"
    return f", на {abs(change)} {'больше' if change > 0 else 'меньше'}, чем в прошлом году"


def _of(amount: Amount, one: str, many: str) -> str:
    """«15 из 18 пунктов», «20 из 21 пункта»."""
    noun = agree(amount.denominator, one, many, many)
    return f"{amount.numerator}\N{NO-BREAK SPACE}из\N{NO-BREAK SPACE}{amount.denominator}\N{NO-BREAK SPACE}{noun}"


SAYINGS: Iterable[tuple[str, str, Callable[[Amounts, Amounts], str]]] = (
    ("meetings", "work", _meetings),
    ("attendance", "work", _attendance),
    ("events", "work", _events),
    ("young", "work", _young),
    ("plan", "results", _plan_done),
    ("decisions", "results", _decisions_done),
    ("speakers", "results", _speakers),
    ("works", "results", _works),
    ("lacking", "problems", _meetings_lacking),
    ("not_held", "problems", _not_held),
    ("overdue", "problems", _overdue),
    ("plan_left", "problems", _plan_left),
    ("attendance_goal", "next_goals", _attendance_goal),
    ("finish", "next_goals", _finish_decisions),
    ("young_goal", "next_goals", _care_for_young),
)
"""Key of the sentence, section, what says it."""
