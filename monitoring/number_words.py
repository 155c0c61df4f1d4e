"""Numbers of indicators as sentences say them. Pure."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from monitoring.words import MINUS, NBSP, NO_DATA, YES_NO, plain, with_unit

Number = Decimal | Fraction | int
PLACES = (1, 2, 4)
"""After the comma: the fewest that tell a number from the target it does not reach."""


def number_words(value: Number | None, unit: str, *, target: Number | None = None) -> str:
    """«61,5 %», «12 чел.», «нет данных». A number that differs from the target never reads like it."""
    if value is None:
        return NO_DATA
    return _said(value, target, unit)


def difference_words(now: Number | None, before: Number | None, unit: str) -> str:
    """«+17 п. п.», «−3 чел.», «0»; "" where one of the two is not known. Shares differ in percentage points."""
    if now is None or before is None:
        return ""
    difference = Fraction(now) - Fraction(before)
    if not difference:
        return "0"
    sign = "+" if difference > 0 else MINUS
    return sign + amount_words(abs(difference), unit)


def amount_words(difference: Number, unit: str) -> str:
    """A difference without its sign: «17 п. п.», «3 чел.»."""
    unit = "" if unit == YES_NO else unit
    return _said(difference, 0, f"п.{NBSP}п." if unit == "%" else unit)


def _said(value: Number, target: Number | None, unit: str) -> str:
    exact = Fraction(value)
    for places in PLACES:
        rounded = _rounded(exact, places)
        if target is None or exact == Fraction(target) or rounded != Fraction(target):
            break
    return with_unit(plain(rounded, None), rounded, unit)


def _rounded(value: Fraction, places: int) -> Decimal:
    """Halves away from zero."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
