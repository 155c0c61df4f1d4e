"""How values make a result: over organisations and over periods. Exact, pure; what the database computes equals this.

Shares add numerators and denominators and are never averaged; without a denominator there is no result, never 0
(design: domain.md, «Monitoring»).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from monitoring.models import Definition
from monitoring.rules.numbers import PLACES, rounded

Formula = Definition.Formula
OverPeriods = Definition.OverPeriods
SHARES = (Formula.SHARE, Formula.YES_SHARE)


@dataclass(frozen=True)
class Amount:
    """A numerator and, of a share, a denominator; None: not known."""

    numerator: Decimal | None
    denominator: Decimal | None = None

    def value(self, formula: str) -> Fraction | None:
        """The number that people read: percents of a share, otherwise the numerator. None is «нет данных»."""
        if self.numerator is None:
            return None
        if formula not in SHARES:
            return Fraction(self.numerator)
        return Fraction(self.numerator) * 100 / Fraction(self.denominator) if self.denominator else None


NOTHING = Amount(None)


def is_answered(given: Amount, formula: str) -> bool:
    """Whether an organisation's numbers count: a share needs both, even where its denominator is 0."""
    return given.numerator is not None and (formula != Formula.SHARE or given.denominator is not None)


def over_organisations(formula: str, given: Iterable[Amount]) -> Amount:
    """The result of a period. given: of accepted returns; what is not answered is left out.

    yes_share and count: how many said «да» of how many answered.
    """
    rows = [row for row in given if is_answered(row, formula)]
    if not rows:
        return NOTHING
    numbers = [row.numerator for row in rows]
    match formula:
        case Formula.SHARE:
            return Amount(sum(numbers), sum(row.denominator for row in rows))
        case Formula.SUM:
            return Amount(sum(numbers))
        case Formula.MAXIMUM:
            return Amount(max(numbers))
    return Amount(Decimal(sum(number > 0 for number in numbers)), Decimal(len(rows)))


def over_municipalities(formula: str, given: Iterable[Amount]) -> Amount:
    """The result of a region or the country: counts and shares of municipalities add up, the greatest stays so."""
    rows = [row for row in given if is_answered(row, formula)]
    if not rows:
        return NOTHING
    numbers = [row.numerator for row in rows]
    denominators = [row.denominator for row in rows if row.denominator is not None]
    return Amount(
        max(numbers) if formula == Formula.MAXIMUM else sum(numbers),
        sum(denominators) if denominators else None,
    )


def over_periods(formula: str, how: str, cumulative: bool, periods: Sequence[Amount]) -> Amount:
    """The result of the year so far. periods: of the year in order of time, the one judged last.

    A cumulative indicator is to date by itself. «Последнее»: of this period, however good an earlier one was. «Сумма»:
    numerators add, the denominator is the latest known. «Наибольшее»: the period with the greatest value, the first
    of equal ones.
    """
    if cumulative or how == OverPeriods.LAST:
        return periods[-1]
    known = [period for period in periods if period.value(formula) is not None]
    if not known:
        return NOTHING
    if how == OverPeriods.SUM:
        return Amount(sum(period.numerator for period in known), known[-1].denominator)
    return max(known, key=lambda period: period.value(formula))


def added(cumulative: bool, now: Amount, before: Amount) -> Decimal | None:
    """What the period brought. before: of the latest earlier period that has a numerator, of any year."""
    if now.numerator is None:
        return None
    return now.numerator - (before.numerator or 0) if cumulative else now.numerator


def stored(value: Fraction | None) -> Decimal | None:
    """As aggregates keep it: `rounded` to four places."""
    return None if value is None else rounded(value, PLACES)
