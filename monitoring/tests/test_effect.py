from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from monitoring.rules.arithmetic import NOTHING, Amount
from monitoring.rules.effect import Pair, effect_of


def share(numerator, denominator):
    return Amount(Decimal(numerator), Decimal(denominator))


def test_advised_organisations_are_compared_with_the_others_by_sums():
    """By hand: advised 2/10 + 3/10 → 6/10 + 5/10: 25 % → 55 %; others 8/10 → 9/10."""
    found = effect_of(
        "share",
        [
            Pair(1, True, share(2, 10), share(6, 10)),
            Pair(2, True, share(3, 10), share(5, 10)),
            Pair(3, False, share(8, 10), share(9, 10)),
        ],
    )
    assert (found.advised.before, found.advised.after, found.advised.change) == (25, 55, 30)
    assert (found.others.schools, found.others.change) == (1, 10)
    assert found.better(True) is True
    assert found.better(False) is False


def test_an_organisation_unknown_in_one_campaign_is_left_out_of_both_sides():
    found = effect_of(
        "share",
        [
            Pair(1, True, share(2, 10), share(6, 10)),
            Pair(2, True, NOTHING, share(10, 10)),
            Pair(3, False, share(1, 1), share(0, 0)),
        ],
    )
    assert (found.advised.schools, found.advised.after, found.left_out) == (1, 60, (2,))
    assert found.others.schools == 0
    assert found.better(True) is None


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 50), st.integers(0, 50)), max_size=30))
def test_groups_never_lose_nor_double_an_organisation(rows):
    pairs = [Pair(at, advised, share(n, 50), share(m, 50)) for at, (advised, n, m) in enumerate(rows)]
    found = effect_of("share", pairs)
    assert found.advised.schools + found.others.schools == len(rows)
    if found.advised.schools:
        mine = [(n, m) for advised, n, m in rows if advised]
        expected = Fraction(100 * sum(m - n for n, m in mine), 50 * len(mine))
        assert found.advised.change == expected
