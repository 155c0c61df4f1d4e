"""Numbers of indicators in words. Exact: a number never looks as if it had reached a target that it has not."""

from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from methodservice.lib.numerals import agree
from monitoring.models import Definition, Verdict
from monitoring.rules.arithmetic import SHARES

NBSP, MINUS = "\N{NO-BREAK SPACE}", "\N{MINUS SIGN}"
NO_DATA = "нет данных"
NO_TARGET = "не установлена"
TENTH = Decimal("0.1")
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


def plain(number: Decimal, places: Decimal | None = TENTH, rounding=ROUND_HALF_UP) -> str:
    """«12», «66,7», «1 250», «−3»: one place after the comma at most; places None: as it is."""
    rounded = number if places is None else number.quantize(places, rounding)
    text = f"{abs(rounded):,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    text = text.replace(",", NBSP).replace(".", ",")
    return f"{MINUS}{text}" if rounded < 0 else text


def with_unit(text: str, number: Decimal, unit: str) -> str:
    """«80 %», «12 чел.», «4 балла», «да»."""
    if unit == YES_NO:
        return "да" if number > 0 else "нет"
    if unit == "балл":
        whole = number == number.to_integral_value()
        unit = agree(int(number), "балл", "балла", "баллов") if whole else "балла"
    return f"{text}{NBSP}{unit}" if unit else text


def value_words(definition: Definition, value: Decimal | None, target: Decimal | None = None) -> str:
    """«66,7 %», «12 чел.», «нет данных». One that has not reached the target never looks as if it had."""
    if value is None:
        return NO_DATA
    return with_unit(plain(value, rounding=_rounding(definition, value, target)), value, unit_of(definition))


def _rounding(definition: Definition, value: Decimal, target: Decimal | None):
    seen = value.quantize(TENTH, ROUND_HALF_UP)
    if target is None:
        return ROUND_HALF_UP
    if definition.more_is_better and value < target <= seen:
        return ROUND_FLOOR
    if not definition.more_is_better and value > target >= seen:
        return ROUND_CEILING
    return ROUND_HALF_UP


def target_words(definition: Definition, target: Decimal | None) -> str:
    """«80 %», «не больше 6 ед.», «не установлена»: never rounded."""
    if target is None:
        return NO_TARGET
    text = with_unit(plain(target, None), target, unit_of(definition))
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
    size = size_words(definition, gap)
    if definition.more_is_better and gap < 0:
        return f"не хватает {size}"
    return f"на {size} {'больше' if gap > 0 else 'меньше'} цели"


def size_words(definition: Definition, number: Decimal) -> str:
    """«6,7 п. п.», «3 чел.»: how far two values are apart, without a sign; something is never rounded to nothing."""
    size = abs(number)
    text = plain(size) if size >= TENTH / 2 or not size else f"меньше {plain(TENTH)}"
    unit = (
        f"п.{NBSP}п." if unit_of(definition) == "%" else "" if definition.unit == YES_NO else definition.unit
    )
    return f"{text}{NBSP}{unit}" if unit else text


def signed(definition: Definition, number: Decimal | None) -> str:
    """«+6,7 п. п.», «−3 чел.», «0 п. п.»; "" when unknown."""
    if number is None:
        return ""
    sign = "+" if number > 0 else MINUS if number < 0 else ""
    return f"{sign}{size_words(definition, number)}"


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
    return f"{'больше' if change > 0 else 'меньше'} на {size_words(definition, change)}"


NOTICEABLE = Decimal(5)
"""Percentage points from which a difference between an organisation and all together stands out."""


def is_noticeably_worse(definition: Definition, gap: Decimal | None) -> bool:
    """Of shares only: whether the organisation is behind by more than NOTICEABLE."""
    if gap is None or not is_percent(definition) or abs(gap) < NOTICEABLE:
        return False
    return (gap > 0) != definition.more_is_better
