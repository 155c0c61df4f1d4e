from fractions import Fraction
from math import ceil, floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from associations.rules import QuorumRule, explain, quorum
from associations.rules.words import in_words

HALF, TWO_THIRDS = Fraction(1, 2), Fraction(2, 3)
shares = st.fractions(min_value=Fraction(1, 100), max_value=1, max_denominator=100)
headcounts = st.integers(1, 500)


@pytest.mark.parametrize(
    ("share", "strict", "members", "needed"),
    [
        (HALF, True, 16, 9),
        (HALF, True, 15, 8),
        (HALF, True, 17, 9),
        (HALF, True, 1, 1),
        (HALF, False, 15, 8),
        (HALF, False, 16, 8),
        (TWO_THIRDS, False, 15, 10),
        (TWO_THIRDS, False, 16, 11),
        (TWO_THIRDS, True, 15, 11),
        (Fraction(1), False, 16, 16),
        (Fraction(1), True, 16, 17),
    ],
)
def test_needed_is_exact(share, strict, members, needed):
    assert quorum(QuorumRule(share, strict), members, 0).needed == needed


def test_reason_when_there_is_a_quorum():
    answer = quorum(QuorumRule(), members=16, present=9)
    assert (answer.reached, answer.reason) == (True, "Присутствует 9 из 16, нужно 9 — кворум есть")


@pytest.mark.parametrize(
    ("present", "tail"),
    [(8, "не хватает 1 человека"), (7, "не хватает 2 человек"), (4, "не хватает 5 человек")],
)
def test_reason_says_how_many_are_lacking(present, tail):
    answer = quorum(QuorumRule(), members=16, present=present)
    assert answer.reached is False
    assert answer.reason == f"Присутствует {present} из 16, нужно 9 — кворума нет: {tail}"


def test_reason_names_the_approved_roster():
    answer = quorum(QuorumRule(TWO_THIRDS, False, "roster"), members=15, present=10)
    assert answer.reason == "Присутствует 10 из 15 по утверждённому составу, нужно 10 — кворум есть"


@pytest.mark.parametrize("present", [0, 5])
def test_empty_roster_never_has_a_quorum(present):
    answer = quorum(QuorumRule(HALF, False), members=0, present=present)
    assert answer.reached is False
    assert answer.reason == "В объединении нет ни одного члена — кворума быть не может"


@pytest.mark.parametrize(("members", "present"), [(-1, 0), (5, -1)])
def test_negative_people_are_an_error(members, present):
    with pytest.raises(ValueError, match="не бывает отрицательным"):
        quorum(QuorumRule(), members, present)


@pytest.mark.parametrize("share", [Fraction(0), Fraction(3, 2), Fraction(-1, 2)])
def test_share_outside_the_whole_is_an_error(share):
    with pytest.raises(ValueError, match="больше нуля и не больше единицы"):
        QuorumRule(share)


def test_share_is_never_a_float():
    with pytest.raises(TypeError):
        QuorumRule(0.5)


@given(shares, st.booleans(), headcounts)
def test_needed_agrees_with_integer_arithmetic(share, strict, members):
    needed = quorum(QuorumRule(share, strict), members, 0).needed
    product, whole = share.numerator * members, share.denominator
    if strict:
        assert (needed - 1) * whole <= product < needed * whole
    else:
        assert (needed - 1) * whole < product <= needed * whole


@given(shares, headcounts)
def test_share_that_is_not_strict_never_needs_more_than_everybody(share, members):
    assert 1 <= quorum(QuorumRule(share, False), members, 0).needed <= members


@given(shares, headcounts)
def test_strict_needs_one_more_exactly_where_the_share_is_whole(share, members):
    strict, loose = (quorum(QuorumRule(share, value), members, 0).needed for value in (True, False))
    assert strict - loose == (floor(share * members) == ceil(share * members))


@given(shares, st.booleans(), headcounts, st.integers(0, 500))
def test_one_more_person_never_breaks_a_quorum(share, strict, members, present):
    rule = QuorumRule(share, strict)
    before, after = quorum(rule, members, present), quorum(rule, members, present + 1)
    assert before.reached <= after.reached
    assert before.reached == (present >= before.needed)


@pytest.mark.parametrize(
    ("rule", "members", "words"),
    [
        (QuorumRule(), 16, "Из 16 членов нужно не меньше 9 присутствующих"),
        (QuorumRule(), 15, "Из 15 членов нужно не меньше 8 присутствующих"),
        (QuorumRule(), 1, "Из 1 члена нужно не меньше 1 присутствующего"),
        (
            QuorumRule(TWO_THIRDS, False, "roster"),
            17,
            "Из 17 человек утверждённого состава нужно не меньше 12 присутствующих",
        ),
        (
            QuorumRule(Fraction(1), True),
            16,
            "Из 16 членов — больше всех не бывает: такое правило выполнить нельзя",
        ),
    ],
)
def test_rule_explains_itself(rule, members, words):
    assert explain(rule, members) == words


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (QuorumRule(), "больше половины членов объединения"),
        (QuorumRule(TWO_THIRDS, False, "roster"), "не меньше двух третей утверждённого состава"),
        (QuorumRule(Fraction(3, 5), True), "больше 3/5 членов объединения"),
        (QuorumRule(Fraction(1), False), "все: 100 % членов объединения"),
    ],
)
def test_rule_in_words(rule, words):
    assert in_words(rule) == words
