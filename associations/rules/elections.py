"""Elections: which of the candidates has the votes that the majority rule asks for."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace

from methodservice.lib.numerals import agree

from .shares import needed_of
from .votes import MajorityRule, Tally, Vote, check_sum, verdict


@dataclass(frozen=True)
class Candidate:
    """key: what the caller knows the person by; name: as the reason should say it; votes: cast for the person."""

    key: Hashable
    name: str
    votes: int

    def __post_init__(self):
        if self.votes < 0:
            raise ValueError("Число голосов не бывает отрицательным.")


@dataclass(frozen=True)
class Election:
    """winner: key of the elected candidate, or None. second_round: keys of those who go on when nobody has won.

    votes: (key, votes) of each candidate in the order given. reason: one sentence without a final period.
    """

    winner: Hashable | None
    needed: int
    base_count: int
    reason: str
    second_round: tuple[Hashable, ...] = ()
    unanimous: bool = False
    votes: tuple[tuple[Hashable, int], ...] = ()
    against: int = 0
    abstained: int = 0


def elect(
    rule: MajorityRule,
    candidates: Sequence[Candidate],
    members: int,
    present: int,
    *,
    against: int = 0,
    abstained: int = 0,
    chair_vote: Vote | None = None,
) -> Election:
    """One winner by the same rule that passes decisions (Положение о ММО, п. 5.2: elected by the members).

    A single candidate is a question put to the vote: against, abstaining and the tie rule work as in `verdict`.
    Several candidates compete: everyone votes for one of them or abstains, «против» is not counted. Two with equal
    most votes — nobody has won, whatever the tie rule says: a chair does not choose a person for the members.
    Raises ValueError when votes outnumber the people present, or «против» is given with several candidates.
    """
    if against < 0 or abstained < 0:
        raise ValueError("Число голосов не бывает отрицательным.")
    check_sum(sum(candidate.votes for candidate in candidates) + against + abstained, present)
    if not candidates:
        return Election(None, 0, 0, "Нет ни одного кандидата — избирать некого")
    if len(candidates) == 1:
        result = _single(rule, candidates[0], members, present, against, abstained, chair_vote)
    elif against:
        raise ValueError("Голоса «против» считают, только когда кандидат один.")
    else:
        result = _several(rule, candidates, members, present)
    votes = tuple((candidate.key, candidate.votes) for candidate in candidates)
    return replace(result, votes=votes, against=against, abstained=abstained)


def _single(rule, candidate, members, present, against, abstained, chair_vote) -> Election:
    answer = verdict(rule, Tally(candidate.votes, against, abstained), members, present, chair_vote)
    outcome = {True: f"{candidate.name}: кандидат избран", False: f"{candidate.name}: кандидат не избран"}
    prefix = outcome.get(answer.passed, f"{candidate.name}: итог ещё не ясен")
    winner = candidate.key if answer.passed else None
    return Election(
        winner,
        answer.needed,
        answer.base_count,
        f"{prefix}. {answer.reason}",
        unanimous=answer.unanimous and bool(answer.passed),
    )


def _several(rule, candidates, members, present) -> Election:
    ranked = sorted(candidates, key=lambda candidate: -candidate.votes)
    cast = sum(candidate.votes for candidate in ranked)
    base_count = {"members": members, "present": present, "cast": cast}[rule.base]
    if cast == 0 or base_count == 0:
        return Election(None, 0, base_count, "Ни за одного кандидата никто не проголосовал — никто не избран")
    needed = needed_of(rule.share, rule.strict, base_count)
    first = ranked[0]
    votes = f"{first.votes} {agree(first.votes, 'голос', 'голоса', 'голосов')}"
    leaders = tuple(candidate for candidate in ranked if candidate.votes == first.votes)
    if len(leaders) > 1:
        names = " и ".join(candidate.name for candidate in leaders)
        reason = f"{names} получили поровну, по {votes}, — никто не избран, нужен второй тур"
        return Election(None, needed, base_count, reason, tuple(candidate.key for candidate in leaders))
    if first.votes >= needed:
        reason = f"{first.name}: кандидат избран. За — {votes}, нужно {needed}"
        return Election(first.key, needed, base_count, reason, unanimous=cast == first.votes == present)
    runners_up = tuple(candidate.key for candidate in ranked[1:] if candidate.votes == ranked[1].votes)
    reason = f"{first.name}: больше всех, {votes}, но нужно {needed} — никто не избран, нужен второй тур"
    return Election(None, needed, base_count, reason, (first.key, *runners_up))
