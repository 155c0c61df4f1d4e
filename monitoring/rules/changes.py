"""Which targets an edition changes, and which of the changes still lack a ground. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

Key = tuple[int, int]
"""(key of the indicator, year)."""


@dataclass(frozen=True)
class Planned:
    """A target as an edition sets it; value None: not set, which is not 0."""

    value: Decimal | None
    ground: str = ""
    reason: str = ""

    @property
    def is_grounded(self) -> bool:
        return bool(self.ground and self.reason.strip())


UNSET = Planned(None)


@dataclass(frozen=True)
class TargetChange:
    """before, after: values, None where none is set."""

    indicator: int
    year: int
    before: Decimal | None
    after: Decimal | None
    ground: str = ""
    reason: str = ""

    @property
    def is_grounded(self) -> bool:
        return Planned(self.after, self.ground, self.reason).is_grounded


def changed_targets(before: Mapping[Key, Planned], after: Mapping[Key, Planned]) -> list[TargetChange]:
    """In the order of `after`. Of indicators that both editions have; a new or removed one changes as a whole.

    A year that one side lacks is a year without a target there; 0 and an empty target differ.
    """
    both = {indicator for indicator, _ in before} & {indicator for indicator, _ in after}
    keys = dict.fromkeys([*after, *sorted(before)])
    found = []
    for key in keys:
        indicator, year = key
        old, new = before.get(key, UNSET), after.get(key, UNSET)
        if indicator in both and old.value != new.value:
            found.append(TargetChange(indicator, year, old.value, new.value, new.ground, new.reason))
    return found


def ungrounded(changes: Iterable[TargetChange]) -> list[TargetChange]:
    """Changes without a ground and a word why."""
    return [change for change in changes if not change.is_grounded]
