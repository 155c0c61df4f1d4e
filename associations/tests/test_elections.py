from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from associations.rules import Candidate, MajorityRule, elect

RULE = MajorityRule()


def race(*votes, rule=RULE, members=20, present=16, **extra):
    names = ("Орлова А. П.", "Зимин О. И.", "Цой В. А.")
    candidates = [Candidate(key, names[key], count) for key, count in enumerate(votes)]
    return elect(rule, candidates, members, present, **extra)


def test_candidate_with_the_majority_wins():
    answer = race(5, 11)
    assert (answer.winner, answer.second_round, answer.unanimous) == (1, (), False)
    assert answer.reason == "Зимин О. И.: кандидат избран. За — 11 голосов, нужно 9"


def test_equal_candidates_go_to_a_second_round_whatever_the_tie_rule():
    for tie in ("chair", "fails", "passes"):
        answer = race(8, 8, rule=MajorityRule(tie=tie), chair_vote="for")
        assert (answer.winner, answer.second_round) == (None, (0, 1))
        assert answer.reason == (
            "Орлова А. П. и Зимин О. И. получили поровну, по 8 голосов, — никто не избран, нужен второй тур"
        )


def test_most_votes_without_the_majority_are_not_enough():
    answer = race(7, 5, 4)
    assert (answer.winner, answer.second_round) == (None, (0, 1))
    assert (
        answer.reason
        == "Орлова А. П.: больше всех, 7 голосов, но нужно 9 — никто не избран, нужен второй тур"
    )


def test_everyone_who_came_second_goes_on():
    assert race(4, 6, 4).second_round == (1, 0, 2)


def test_base_of_the_rule_counts():
    assert race(6, 4, rule=MajorityRule(base="cast")).winner == 0
    assert race(6, 4, rule=MajorityRule(base="members")).winner is None


def test_single_candidate_is_a_question_put_to_the_vote():
    answer = race(14, against=1, abstained=1)
    assert answer.winner == 0
    assert answer.reason == (
        "Орлова А. П.: кандидат избран. За — 14 из 16 присутствующих, нужно 9 — решение принято"
    )


def test_single_candidate_may_be_rejected():
    answer = race(4, against=12)
    assert (answer.winner, answer.second_round) == (None, ())
    assert answer.reason.startswith("Орлова А. П.: кандидат не избран. За — 4 из 16 присутствующих")


def test_tie_over_a_single_candidate_waits_for_the_chair():
    waiting = race(8, against=8)
    assert (waiting.winner, waiting.reason.split(".")[2]) == (None, ": итог ещё не ясен")
    assert race(8, against=8, chair_vote="for").winner == 0
    assert race(8, against=8, chair_vote="against").winner is None


@pytest.mark.parametrize(
    ("votes", "unanimous"), [((16,), True), ((15,), True), ((16, 0), True), ((15, 0), False)]
)
def test_unanimous_election(votes, unanimous):
    assert race(*votes).unanimous is unanimous


def test_nobody_is_elected_by_nobody():
    assert race(0, 0).reason == "Ни за одного кандидата никто не проголосовал — никто не избран"
    assert race().reason == "Нет ни одного кандидата — избирать некого"
    assert (race(0, 0).winner, race().winner, race(0).winner) == (None, None, None)


@pytest.mark.parametrize(
    ("votes", "extra"), [((9, 8), {}), ((16,), {"against": 1}), ((9, 6), {"abstained": 2})]
)
def test_votes_never_outnumber_those_present(votes, extra):
    with pytest.raises(ValueError, match="Подано голосов: 17, а присутствует 16 человек"):
        race(*votes, **extra)


def test_against_needs_a_single_candidate():
    with pytest.raises(ValueError, match="только когда кандидат один"):
        race(5, 5, against=1)


@pytest.mark.parametrize("extra", [{"against": -1}, {"abstained": -1}])
def test_negative_votes_are_an_error(extra):
    with pytest.raises(ValueError, match="не бывает отрицательным"):
        race(5, **extra)
    with pytest.raises(ValueError, match="не бывает отрицательным"):
        Candidate(1, "Орлова А. П.", -1)


@given(st.lists(st.integers(0, 20), min_size=2, max_size=6), st.integers(0, 30), st.booleans())
def test_winner_has_more_votes_than_any_other_and_enough_of_them(votes, idle, strict):
    rule = MajorityRule(Fraction(1, 3), strict)
    present = sum(votes) + idle
    answer = elect(rule, [Candidate(n, str(n), count) for n, count in enumerate(votes)], present, present)
    if answer.winner is None:
        top = max(votes)
        assert votes.count(top) > 1 or top < answer.needed or present == 0
    else:
        others = votes[: answer.winner] + votes[answer.winner + 1 :]
        assert votes[answer.winner] > max(others)
        assert votes[answer.winner] >= answer.needed
        assert answer.second_round == ()
