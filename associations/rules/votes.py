"""Votes: has the question been decided, by how many of whom."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from methodservice.lib.numerals import agree

from .shares import check_share, needed_of

Vote = Literal["for", "against", "abstained"]
HALF = Fraction(1, 2)

BASE_FORMS = {
    "members": ("члена объединения", "членов объединения", "членов объединения"),
    "present": ("присутствующего", "присутствующих", "присутствующих"),
    "cast": ("проголосовавшего", "проголосовавших", "проголосовавших"),
}
EMPTY_BASE = {
    "members": "В объединении нет ни одного члена — решение не принято",
    "present": "Никто не присутствует — решение не принято",
    "cast": "Никто не проголосовал ни «за», ни «против» — решение не принято",
}


@dataclass(frozen=True)
class MajorityRule:
    """Share of the base that has to vote «за», and what a tie means.

    Share 1, not strict, is «все»: everyone of the base has to be for.

    A **tie** is a simple majority's affair (share 1/2): as many for as against, and one more vote would carry the
    question. Then `tie` decides, even where «не меньше половины» alone would be satisfied: what a district says of
    equal votes is the more special rule. With 7 for, 7 against and 2 abstaining of 16 present, 9 are needed and one
    more vote changes nothing, so the question fails like any other. With another share (2/3, all) equal votes
    mean nothing special: the share is reached or it is not.
    """

    share: Fraction = HALF
    strict: bool = True
    base: Literal["members", "present", "cast"] = "present"
    tie: Literal["chair", "fails", "passes"] = "chair"

    def __post_init__(self):
        check_share(self.share)


@dataclass(frozen=True)
class Tally:
    """How many hands went up. Raises ValueError for a negative number."""

    for_: int
    against: int = 0
    abstained: int = 0

    def __post_init__(self):
        if min(self.for_, self.against, self.abstained) < 0:
            raise ValueError("Число голосов не бывает отрицательным.")

    @property
    def total(self) -> int:
        return self.for_ + self.against + self.abstained

    @property
    def unanimous(self) -> bool:
        """Somebody is for; nobody is against and nobody abstained."""
        return self.for_ > 0 and self.against == 0 and self.abstained == 0


@dataclass(frozen=True)
class Verdict:
    """passed: None while a tie waits for the chair's vote. reason: one sentence without a final period."""

    passed: bool | None
    needed: int
    base_count: int
    reason: str
    unanimous: bool


def verdict(
    rule: MajorityRule,
    tally: Tally,
    members: int,
    present: int,
    chair_vote: Vote | None = None,
) -> Verdict:
    """Has the question passed.

    members: people in the association on that day; present: members present when the question was put;
    chair_vote: how the chair voted, needed only for a tie under «решает голос председателя».
    Raises ValueError when there are more votes than people present.
    """
    check_sum(tally.total, present)
    base_count = {"members": members, "present": present, "cast": tally.for_ + tally.against}[rule.base]
    if base_count == 0:
        return Verdict(False, 0, 0, EMPTY_BASE[rule.base], False)
    needed = needed_of(rule.share, rule.strict, base_count)
    if _is_tie(rule, tally, needed):
        passed, reason = _decide_tie(rule, tally, chair_vote)
        return Verdict(passed, needed, base_count, reason, False)
    passed = tally.for_ >= needed
    counted = f"За — {tally.for_} из {base_count} {agree(base_count, *BASE_FORMS[rule.base])}, нужно {needed}"
    if passed:
        outcome = "решение принято единогласно" if tally.unanimous else "решение принято"
    else:
        lacking = needed - tally.for_
        votes = f"{lacking} {agree(lacking, 'голоса', 'голосов', 'голосов')}"
        outcome = f"решение не принято: не хватает {votes}"
    return Verdict(passed, needed, base_count, f"{counted} — {outcome}", tally.unanimous)


def check_sum(votes: int, present: int) -> None:
    """Raises ValueError with a sentence for the field when votes outnumber people."""
    if votes > present:
        people = f"{present} {agree(present, 'человек', 'человека', 'человек')}"
        raise ValueError(f"Подано голосов: {votes}, а присутствует {people}. Проверьте подсчёт.")


def _is_tie(rule: MajorityRule, tally: Tally, needed: int) -> bool:
    return rule.share == HALF and tally.for_ == tally.against and tally.for_ > 0 and tally.for_ + 1 >= needed


def _decide_tie(rule: MajorityRule, tally: Tally, chair_vote: Vote | None) -> tuple[bool | None, str]:
    equal = f"Голоса разделились поровну ({tally.for_} и {tally.against})"
    if rule.tie == "passes":
        return True, f"{equal} — по правилам муниципалитета решение принято"
    if rule.tie == "fails":
        return False, f"{equal} — по правилам муниципалитета решение не принято"
    if chair_vote is None:
        return None, f"{equal}: укажите, как голосовал председатель, — его голос решает"
    if chair_vote == "for":
        return True, f"{equal}, председатель голосовал «за» — решение принято"
    if chair_vote == "against":
        return False, f"{equal}, председатель голосовал «против» — решение не принято"
    return False, f"{equal}, председатель воздержался — решение не принято"
