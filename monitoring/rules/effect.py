"""What recommendations brought: the same organisations before and after, beside those that had none. Exact, pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from monitoring.rules.arithmetic import Amount, over_organisations


@dataclass(frozen=True)
class Pair:
    """An organisation in both campaigns. advised: it had a recommendation."""

    school: int
    advised: bool
    before: Amount
    after: Amount


@dataclass(frozen=True)
class Group:
    """Organisations together, only those known in both campaigns. value: percents of a share, otherwise a number."""

    schools: int
    before: Fraction | None
    after: Fraction | None

    @property
    def change(self) -> Fraction | None:
        """In percentage points of a share, otherwise in the indicator's unit."""
        return None if self.before is None or self.after is None else self.after - self.before


@dataclass(frozen=True)
class EffectOf:
    """advised beside others; left_out: advised organisations that lack a value before or after."""

    advised: Group
    others: Group
    left_out: tuple[int, ...]

    def better(self, more_is_better: bool) -> bool | None:
        """Whether those with recommendations moved further to the better than the others; None: nothing to compare."""
        mine, theirs = self.advised.change, self.others.change
        if mine is None or theirs is None:
            return None
        return mine > theirs if more_is_better else mine < theirs


def effect_of(formula: str, pairs: Iterable[Pair]) -> EffectOf:
    """Sums of numerators and denominators over the same organisations, never averages of shares."""
    rows = list(pairs)
    known = [row for row in rows if _known(formula, row)]
    return EffectOf(
        _group(formula, [row for row in known if row.advised]),
        _group(formula, [row for row in known if not row.advised]),
        tuple(row.school for row in rows if row.advised and not _known(formula, row)),
    )


def _known(formula: str, row: Pair) -> bool:
    return all(amount.value(formula) is not None for amount in (row.before, row.after))


def _group(formula: str, rows: list[Pair]) -> Group:
    if not rows:
        return Group(0, None, None)
    before, after = (
        over_organisations(formula, [getattr(row, name) for row in rows]) for name in ("before", "after")
    )
    return Group(len(rows), before.value(formula), after.value(formula))
