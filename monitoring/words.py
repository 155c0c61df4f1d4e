"""Numbers of indicators in words, for pages, documents and sentences. How they are rounded: `rules/numbers.py`."""

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from methodservice.lib.numerals import agree
from monitoring.models import Definition, Verdict
from monitoring.rules.arithmetic import SHARES
from monitoring.rules.numbers import MINUS, NBSP, Number, plain, told_apart

NO_DATA = "нет данных"
NO_TARGET = "не установлена"
YES_NO = "да/нет"

VERDICT_KINDS = {
    Verdict.REACHED: "done",
    Verdict.NOT_YET: "soon",
    Verdict.MISSED: "overdue",
    Verdict.NO_TARGET: "plain",
    Verdict.NO_DATA: "draft",
}
"""Look of a verdict, see the tag `state`."""
UNFAVOURABLE = (Verdict.MISSED, Verdict.NOT_YET, Verdict.NO_DATA)
"""In the order in which they are shown first."""


def is_percent(definition: Definition) -> bool:
    return definition.formula in SHARES


def unit_of(definition: Definition) -> str:
    """«%», «чел.»: of the value that people read."""
    return "%" if is_percent(definition) else definition.unit


def with_unit(text: str, number: Decimal, unit: str) -> str:
    """«80 %», «12 чел.», «4 балла», «да»."""
    if unit == YES_NO:
        return "да" if number > 0 else "нет"
    if unit == "балл":
        whole = number == number.to_integral_value()
        unit = agree(int(number), "балл", "балла", "баллов") if whole else "балла"
    return f"{text}{NBSP}{unit}" if unit else text


def number_words(value: Number | None, unit: str, *, target: Number | None = None) -> str:
    """«61,5 %», «12 чел.», «нет данных». A number that differs from the target never reads like it."""
    if value is None:
        return NO_DATA
    seen = told_apart(value, target)
    return with_unit(plain(seen, None), seen, unit)


def value_words(definition: Definition, value: Number | None, target: Number | None = None) -> str:
    """`number_words` in the unit of the indicator."""
    return number_words(value, unit_of(definition), target=target)


def exact_words(number: Decimal, unit: str) -> str:
    """«66,67 %»: a target, never rounded."""
    return with_unit(plain(number, None), number, unit)


def target_words(definition: Definition, target: Decimal | None) -> str:
    """«80 %», «не больше 6 ед.», «не установлена»: never rounded."""
    if target is None:
        return NO_TARGET
    text = exact_words(target, unit_of(definition))
    return text if definition.more_is_better else f"не больше {text}"


def amount_words(numerator: Decimal | None, denominator: Decimal | None) -> str:
    """«34 из 51», «12», "" when unknown."""
    if numerator is None:
        return ""
    return plain(numerator) if denominator is None else f"{plain(numerator)} из {plain(denominator)}"


def distance_words(definition: Definition, value: Decimal | None, target: Decimal | None) -> str:
    """«не хватает 6,7 п. п.», «на 3 чел. больше цели», «цель достигнута ровно»; "" without one of the two."""
    if value is None or target is None:
        return ""
    gap = value - target
    if not gap:
        return "ровно цель"
    size = size_words(gap, unit_of(definition))
    if definition.more_is_better and gap < 0:
        return f"не хватает {size}"
    return f"на {size} {'больше' if gap > 0 else 'меньше'} цели"


def size_words(number: Number, unit: str) -> str:
    """«6,7 п. п.», «3 чел.»: how far two values are apart, without a sign; something is never rounded to nothing."""
    size = told_apart(abs(number), 0)
    unit = f"п.{NBSP}п." if unit == "%" else "" if unit == YES_NO else unit
    return with_unit(plain(size, None), size, unit)


def signed(definition: Definition, number: Number | None) -> str:
    """«+6,7 п. п.», «−3 чел.», «0 п. п.»; "" when unknown."""
    return "" if number is None else _signed(number, unit_of(definition))


def _signed(number: Number, unit: str) -> str:
    sign = "+" if number > 0 else MINUS if number < 0 else ""
    return f"{sign}{size_words(number, unit)}"


def difference_words(now: Number | None, before: Number | None, unit: str) -> str:
    """«+17 п. п.», «−3 чел.», «0»; "" where one of the two is not known. Shares differ in percentage points."""
    if now is None or before is None:
        return ""
    difference = Fraction(now) - Fraction(before)
    return _signed(difference, unit) if difference else "0"


def added_words(number: Decimal | None) -> str:
    """«+34», «−2», «0», «—»: what the period brought, in the unit of the numerator."""
    if number is None:
        return "—"
    return f"+{plain(number)}" if number > 0 else plain(number)


def change_of(values: Sequence[Decimal | None]) -> Decimal | None:
    """How far the last of the values is from the one before that is known; None when either is not."""
    known = [value for value in values[:-1] if value is not None]
    return values[-1] - known[-1] if known and values[-1] is not None else None


def change_words(definition: Definition, values: Sequence[Decimal | None]) -> str:
    """«больше на 6,7 п. п.», «без изменений», «впервые», "" when the last is not known. values: in order of time."""
    if not values or values[-1] is None:
        return ""
    change = change_of(values)
    if change is None:
        return "впервые"
    if not change:
        return "без изменений"
    return f"{'больше' if change > 0 else 'меньше'} на {size_words(change, unit_of(definition))}"


NOTICEABLE = Decimal(5)
"""Percentage points from which a difference between an organisation and all together stands out."""


def is_noticeably_worse(definition: Definition, gap: Decimal | None) -> bool:
    """Of shares only: whether the organisation is behind by more than NOTICEABLE."""
    if gap is None or not is_percent(definition) or abs(gap) < NOTICEABLE:
        return False
    return (gap > 0) != definition.more_is_better


_SHORT = re.compile(r"([IV]+) (полугодие|квартал) (\d{4})(?:/\d\d(\d\d))?")
_WORDS = {"полугодие": "п/г", "квартал": "кв."}


def short_period(title: str) -> tuple[str, ...]:
    """«I п/г», «2026/27»: two short lines for an axis; an unusual title is one line."""
    found = _SHORT.match(title)
    if not found:
        return (title.removesuffix(" год"),)
    number, kind, year, until = found.groups()
    return f"{number} {_WORDS[kind]}", f"{year}/{until}" if until else year
