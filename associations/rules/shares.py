"""Shares of a whole: «больше 1/2», «не меньше 2/3», «все»."""

from fractions import Fraction
from math import ceil, floor

FAMILIAR = {
    Fraction(1, 3): "трети",
    Fraction(1, 2): "половины",
    Fraction(2, 3): "двух третей",
    Fraction(3, 4): "трёх четвертей",
}


def check_share(share: Fraction) -> None:
    """Raises TypeError for anything but a Fraction (floats are not exact), ValueError outside 0 < share ≤ 1."""
    if not isinstance(share, Fraction):
        raise TypeError("A share is a Fraction: figures here are exact.")
    if not 0 < share <= 1:
        raise ValueError("Доля должна быть больше нуля и не больше единицы.")


def needed_of(share: Fraction, strict: bool, whole: int) -> int:
    """The least whole number that is more than (strict) or at least (not strict) the share of the whole.

    «Больше 1/2» of 16 → 9; «не меньше 1/2» of 16 → 8; «не меньше 2/3» of 15 → 10. «Больше 1» of 16 → 17:
    such a rule cannot be met, `words.explain` says so.
    """
    exact = share * whole
    return floor(exact) + 1 if strict else ceil(exact)


def share_in_words(share: Fraction, strict: bool) -> str:
    """«больше половины», «не меньше двух третей», «больше 3/5» — to be followed by a genitive."""
    words = FAMILIAR.get(share, f"{share.numerator}/{share.denominator}")
    return f"{'больше' if strict else 'не меньше'} {words}"
