"""Is the target reached: one rule for organisations, municipalities, regions."""

from decimal import Decimal
from fractions import Fraction

from monitoring.models import Definition, Verdict
from monitoring.rules.arithmetic import SHARES, Formula, OverPeriods

OF_ONE = (Formula.SHARE, Formula.YES_SHARE, Formula.MAXIMUM)
"""Formulas whose target can be set against one organisation's value; a sum is a matter of all together."""


def verdict_of(
    definition: Definition, to_date: Fraction | None, target: Decimal | None, ends_year: bool
) -> Verdict:
    """to_date: exact, of the year so far. Before the last period of the year a target is not missed but not reached
    yet, unless less is better and the number can only grow."""
    if to_date is None:
        return Verdict.NO_DATA
    if target is None:
        return Verdict.NO_TARGET
    goal = Fraction(target)
    if to_date >= goal if definition.more_is_better else to_date <= goal:
        return Verdict.REACHED
    grows = definition.cumulative or definition.over_periods != OverPeriods.LAST
    lost = not definition.more_is_better and grows and definition.formula not in SHARES
    return Verdict.MISSED if ends_year or lost else Verdict.NOT_YET
