from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.models import Definition, Verdict
from monitoring.rules.arithmetic import (
    NOTHING,
    Amount,
    Formula,
    added,
    over_organisations,
    over_periods,
    stored,
)
from monitoring.rules.verdicts import verdict_of


def amounts(*pairs):
    return [Amount(*(None if part is None else Decimal(part) for part in pair)) for pair in pairs]


def test_shares_add_numerators_and_denominators_and_are_never_averaged():
    small_full, large_empty = amounts((10, 10), (0, 90))
    assert over_organisations(Formula.SHARE, [small_full, large_empty]).value(Formula.SHARE) == 10


def test_a_share_without_a_denominator_is_no_data_and_not_zero():
    assert over_organisations(Formula.SHARE, amounts((0, 0), (0, 0))).value(Formula.SHARE) is None


def test_a_school_with_nobody_to_count_changes_nothing():
    assert over_organisations(Formula.SHARE, amounts((3, 4), (0, 0))).value(Formula.SHARE) == 75


@pytest.mark.parametrize(
    ("formula", "pairs", "result"),
    [
        (Formula.SHARE, [(3, None), (1, 4)], Amount(Decimal(1), Decimal(4))),
        (Formula.SUM, [(3, None), (None, None), (4, None)], Amount(Decimal(7))),
        (Formula.MAXIMUM, [(3, None), (4, None)], Amount(Decimal(4))),
        (Formula.COUNT, [(1, None), (0, None), (1, None)], Amount(Decimal(2), Decimal(3))),
        (Formula.YES_SHARE, [(1, None), (0, None), (None, None)], Amount(Decimal(1), Decimal(2))),
        (Formula.SUM, [], NOTHING),
    ],
)
def test_organisations_together(formula, pairs, result):
    assert over_organisations(formula, amounts(*pairs)) == result


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(1, 500)), min_size=1))
def test_a_share_of_all_lies_between_the_shares_of_each(pairs):
    rows = amounts(*((min(n, d), d) for n, d in pairs))
    together = over_organisations(Formula.SHARE, rows).value(Formula.SHARE)
    each = [row.value(Formula.SHARE) for row in rows]
    assert min(each) <= together <= max(each)


@pytest.mark.parametrize(
    ("how", "cumulative", "periods", "result"),
    [
        ("last", False, [(8, 10), (None, None)], NOTHING),
        ("sum", False, [(2, 10), (3, 12)], Amount(Decimal(5), Decimal(12))),
        ("sum", False, [(2, 10), (None, None)], Amount(Decimal(2), Decimal(10))),
        ("maximum", False, [(5, 10), (4, 12)], Amount(Decimal(5), Decimal(10))),
        ("sum", True, [(2, 10), (3, 12)], Amount(Decimal(3), Decimal(12))),
    ],
)
def test_periods_of_a_year_together(how, cumulative, periods, result):
    assert over_periods(Formula.SHARE, how, cumulative, amounts(*periods)) == result


def test_what_a_period_added_to_a_cumulative_number_may_be_less_than_nothing():
    before, now = amounts((40, 50), (38, 50))
    assert added(True, now, before) == -2
    assert added(False, now, before) == 38
    assert added(True, now, NOTHING) == 38
    assert added(True, NOTHING, before) is None


@given(st.integers(0, 10**9), st.integers(1, 10**7))
def test_what_is_stored_is_exact_to_four_places(numerator, denominator):
    exact = Fraction(numerator, denominator)
    assert abs(Fraction(stored(exact)) - exact) <= Fraction(1, 20000)


def test_halves_are_stored_away_from_zero():
    assert stored(Fraction(1, 20000)) == Decimal("0.0001")
    assert stored(None) is None


MORE = Definition(formula="share")
LESS = Definition(formula="sum", more_is_better=False, over_periods="sum")


@pytest.mark.parametrize(
    ("definition", "to_date", "target", "ends_year", "verdict"),
    [
        (MORE, Fraction(80), Decimal(80), False, Verdict.REACHED),
        (MORE, Fraction(80) - Fraction(1, 10**9), Decimal(80), True, Verdict.MISSED),
        (MORE, Fraction(79), Decimal(80), False, Verdict.NOT_YET),
        (MORE, None, Decimal(80), True, Verdict.NO_DATA),
        (MORE, Fraction(0), Decimal(0), True, Verdict.REACHED),
        (MORE, Fraction(1), None, True, Verdict.NO_TARGET),
        (LESS, Fraction(3), Decimal(4), True, Verdict.REACHED),
        (LESS, Fraction(5), Decimal(4), False, Verdict.MISSED),
    ],
)
def test_verdicts(definition, to_date, target, ends_year, verdict):
    assert verdict_of(definition, to_date, target, ends_year) == verdict
