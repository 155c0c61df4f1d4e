from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.rules.numbers import MOST, PLACES, read_answer, read_number, written


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
