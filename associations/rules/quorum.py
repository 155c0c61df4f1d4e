"""Quorum: may the meeting decide anything at all."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from methodservice.lib.numerals import agree

from .shares import check_share, needed_of


@dataclass(frozen=True)
class QuorumRule:
    """Share of the base that has to be present (Положение о ММО, п. 5.1.5: more than half of the members).

    `base` names what the caller counts: members on the day of the meeting, or the roster approved by order.
    """

    share: Fraction = Fraction(1, 2)
    strict: bool = True
    base: Literal["members", "roster"] = "members"

    def __post_init__(self):
        check_share(self.share)


@dataclass(frozen=True)
class Quorum:
    """The answer with its reason, one sentence without a final period."""

    members: int
    present: int
    needed: int
    reached: bool
    reason: str


def quorum(rule: QuorumRule, members: int, present: int) -> Quorum:
    """Is there a quorum. An empty roster never has one.

    members: people in the base of the rule; present: those **of the base** who are there, in the room or remotely.
    An invited person never counts: the caller leaves guests out. Raises ValueError for a negative number.
    """
    if members < 0 or present < 0:
        raise ValueError("Число людей не бывает отрицательным.")
    if members == 0:
        return Quorum(0, present, 0, False, "В объединении нет ни одного члена — кворума быть не может")
    needed = needed_of(rule.share, rule.strict, members)
    whole = f"{members} по утверждённому составу" if rule.base == "roster" else f"{members}"
    counted = f"Присутствует {present} из {whole}, нужно {needed}"
    if present >= needed:
        return Quorum(members, present, needed, True, f"{counted} — кворум есть")
    lacking = needed - present
    people = f"{lacking} {agree(lacking, 'человека', 'человек', 'человек')}"
    return Quorum(members, present, needed, False, f"{counted} — кворума нет: не хватает {people}")
