from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.rules.numbers import (
    MOST,
    PLACES,
    plain,
    read_answer,
    read_number,
    rounded,
    told_apart,
    written,
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("", None), ("  ", None), ("12", "12"), ("12,5", "12.5"), ("12.50", "12.5"), ("1 200", "1200"),
        ("1\N{NO-BREAK SPACE}200", "1200"), ("85 %", "85"), ("007", "7"), ("+3", "3"), ("0,0001", "0.0001"),
        ("5,", "5"),
    ],
)  # fmt: skip
def test_numbers_as_people_type_them(text, number):
    assert read_number(text) == (None if number is None else Decimal(number))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("-3", "меньше нуля"), ("−3", "меньше нуля"), ("двенадцать", "цифрами"), ("12 чел.", "цифрами"),
        ("1e5", "цифрами"), ("NaN", "цифрами"), ("١٢", "цифрами"), ("1.2.3", "цифрами"), ("=A1", "цифрами"),
        ("9999999999999", "Слишком большое"), ("1,23456", "четырёх знаков"),
    ],
)  # fmt: skip
def test_what_is_no_number_is_refused_with_a_sentence(text, sentence):
    with pytest.raises(ValueError, match=sentence):
        read_number(text)


@given(st.text(max_size=30) | st.from_regex(r"[-+0-9., %eE]{1,20}", fullmatch=True))
def test_any_text_is_a_storable_number_or_a_sentence(text):
    found = outcome(text)
    if isinstance(found, str):
        assert found.endswith(".")
    else:
        assert found is None or (0 <= found < MOST and -found.as_tuple().exponent <= PLACES)


def outcome(text):
    try:
        return read_number(text)
    except ValueError as wrong:
        return str(wrong)


@given(st.decimals(0, MOST - 1, places=PLACES))
def test_what_is_written_is_read_back(number):
    assert read_number(written(number)) == number


def test_answers():
    assert [read_answer(text) for text in ("да", " НЕТ ", "1", "0", "")] == [1, 0, 1, 0, None]
    with pytest.raises(ValueError, match="Ответьте"):
        read_answer("2")


@pytest.mark.parametrize(
    ("number", "places", "said"),
    [
        ("0.05", 1, "0.1"), ("0.25", 1, "0.3"), ("0.2499", 1, "0.2"), ("-0.25", 1, "-0.3"), ("66.66665", 4, "66.6667"),
        ("2.5", 0, "3"), ("-2.5", 0, "-3"),
    ],
)  # fmt: skip
def test_a_five_that_is_dropped_raises_the_last_digit(number, places, said):
    assert rounded(Fraction(number), places) == Decimal(said)


@given(st.decimals(-(10**6), 10**6, places=6))
def test_rounding_agrees_with_the_decimal_module(number):
    assert rounded(number) == number.quantize(Decimal("0.1"), ROUND_HALF_UP)


NUMBERS = st.fractions(0, 200, max_denominator=10**7)


@given(NUMBERS, NUMBERS | st.none())
def test_a_number_stands_on_its_own_side_of_what_it_is_compared_with(number, other):
    seen = Fraction(told_apart(number, other))
    assert abs(seen - number) <= Fraction(1, 10)
    if other is not None and Fraction(rounded(other, PLACES)) == other:
        assert (seen > other) - (seen < other) == (number > other) - (number < other)


@pytest.mark.parametrize(
    ("number", "places", "text"),
    [("12", 1, "12"), ("66.66", 1, "66,7"), ("1250", 1, "1\N{NO-BREAK SPACE}250"), ("-3", 1, "\N{MINUS SIGN}3"),
     ("100", 1, "100"), ("0.25", None, "0,25"), ("1E+2", None, "100")],
)  # fmt: skip
def test_numbers_as_people_read_them(number, places, text):
    assert plain(Decimal(number), places) == text
