"""Arithmetic of amounts: exact shares, differences in words, nothing where nothing is known."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from associations.reports.amounts import FIRST_YEAR, NO_DATA, SAME, Amount, difference, percent

NBSP = "\N{NO-BREAK SPACE}"
UNKNOWN, EMPTY_SHARE = Amount(None), Amount(0, 0)
shares = st.integers(0, 500).flatmap(lambda whole: st.builds(Amount, st.integers(0, whole), st.just(whole)))
numbers = st.builds(Amount, st.integers(0, 500))


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (Amount(12), "12"),
        (Amount(0), "0"),
        (Amount(15, 18), "83,3 % (15 из 18)"),
        (Amount(1, 2), "50 % (1 из 2)"),
        (Amount(0, 7), "0 % (0 из 7)"),
        (UNKNOWN, NO_DATA),
        (EMPTY_SHARE, NO_DATA),
    ],
)
def test_an_amount_in_words(amount, words):
    assert amount.words == words.replace(" %", f"{NBSP}%").replace(" из ", f"{NBSP}из{NBSP}")


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        (Amount(5), Amount(3), "+2"),
        (Amount(3), Amount(4), "−1"),
        (Amount(3), Amount(3), SAME),
        (Amount(0), UNKNOWN, FIRST_YEAR),
        (UNKNOWN, Amount(3), ""),
        (Amount(9, 10), Amount(4, 5), "+10 п. п."),
        (Amount(1, 3), Amount(1, 2), "−16,7 п. п."),
        (Amount(2, 4), Amount(1, 2), SAME),
        (Amount(1, 2), EMPTY_SHARE, FIRST_YEAR),
        (EMPTY_SHARE, Amount(1, 2), ""),
        (Amount(5001, 10000), Amount(1, 2), "почти столько же"),
    ],
)
def test_a_difference_in_words(now, before, words):
    expected = words.replace(" ", NBSP) if "п. п." in words else words
    assert difference(now, before) == expected


@given(st.lists(shares, min_size=1))
def test_shares_are_added_part_by_part(amounts):
    total = Amount.total(amounts, is_share=True)
    known = [each for each in amounts if each.known]
    if not known:
        assert not total.known
        return
    exact = Fraction(sum(each.numerator for each in known), sum(each.denominator for each in known))
    assert total.share == exact
    assert min(each.share for each in known) <= total.share <= max(each.share for each in known)


@given(st.lists(numbers))
def test_what_is_not_known_adds_nothing(amounts):
    total = Amount.total([*amounts, UNKNOWN], is_share=False)
    expected = sum(each.numerator for each in amounts) if amounts else None
    assert total == Amount(expected)


@given(shares, shares)
def test_a_difference_has_the_sign_of_the_change(now, before):
    words = difference(now, before)
    if not now.known:
        assert words == ""
    elif not before.known:
        assert words == FIRST_YEAR
    else:
        sign = {"+": 1, "−": -1}.get(words[0], 0)
        change = now.share - before.share
        assert sign == (change > 0) - (change < 0) or (sign == 0 and abs(change) < Fraction(1, 2000))


@given(numbers, numbers)
def test_the_way_back_turns_the_sign(now, before):
    turned = str.maketrans("+−", "−+")
    assert difference(before, now) == difference(now, before).translate(turned)


@given(shares.filter(lambda share: share.known))
def test_a_percent_is_rounded_by_less_than_a_tenth(amount):
    shown = Fraction(percent(amount.share).removesuffix(f"{NBSP}%").replace(",", "."))
    assert abs(shown - amount.share * 100) <= Fraction(1, 20)
