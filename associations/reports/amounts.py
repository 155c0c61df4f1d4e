"""Amounts of the annual report: a number or a share, what it is in words, how it differs from another one. Pure.

A share keeps its numerator and denominator: shares are added part by part, never averaged. What nothing is known of is
«нет данных» and never 0.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Self

NO_DATA = "нет данных"
FIRST_YEAR = "первый год"
SAME = "столько же"
NBSP = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
ONE_PLACE = Decimal("0.1")
NEARLY = Fraction(1, 20)
"""Half of the tenth of a percent to which shares are shown: a smaller difference cannot be seen."""


@dataclass(frozen=True)
class Amount:
    """numerator: None where nothing is known. denominator: None for a plain number; a share of 0 is not known."""

    numerator: int | None
    denominator: int | None = None

    @property
    def known(self) -> bool:
        return self.numerator is not None and self.denominator != 0

    @property
    def is_share(self) -> bool:
        return self.denominator is not None

    @property
    def share(self) -> Fraction | None:
        """Exact, 0…1. None for a plain number and for what is not known."""
        return Fraction(self.numerator, self.denominator) if self.known and self.is_share else None

    @property
    def words(self) -> str:
        """«12», «83,3 % (15 из 18)», «нет данных»."""
        if not self.known:
            return NO_DATA
        if self.is_share:
            return f"{percent(self.share)} ({self.numerator}{NBSP}из{NBSP}{self.denominator})"
        return str(self.numerator)

    @classmethod
    def total(cls, amounts: Iterable["Amount"], *, is_share: bool) -> Self:
        """The amount of all: numerators and denominators of the known ones are added."""
        known = [amount for amount in amounts if amount.known]
        if not known:
            return cls(None, 0 if is_share else None)
        denominator = sum(amount.denominator for amount in known) if is_share else None
        return cls(sum(amount.numerator for amount in known), denominator)


def percent(share: Fraction) -> str:
    """«83,3 %», «50 %»: rounded half up to a tenth only to be shown."""
    return f"{_tenths(share * 100)}{NBSP}%"


def difference(now: Amount, before: Amount) -> str:
    """How the amount differs from that of the year before: «+2», «−5,2 п. п.» (percentage points), «столько же».

    «первый год» where the year before is not known, nothing where this one is not.
    """
    if not now.known:
        return ""
    if not before.known:
        return FIRST_YEAR
    if now.is_share:
        points = (now.share - before.share) * 100
        if points == 0:
            return SAME
        if abs(points) < NEARLY:
            return "почти столько же"
        return f"{_signed(points)}{NBSP}п.{NBSP}п."
    change = now.numerator - before.numerator
    return _signed(Fraction(change)) if change else SAME


def _signed(number: Fraction) -> str:
    return f"{'+' if number > 0 else MINUS}{_tenths(abs(number))}"


def _tenths(number: Fraction) -> str:
    exact = Decimal(number.numerator) / Decimal(number.denominator)
    rounded = exact.quantize(ONE_PLACE, ROUND_HALF_UP)
    text = f"{rounded:f}".removesuffix(".0")
    return text.replace(".", ",")
