"""Masks of numbers: what may be written, what they make, what is read back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from methodservice.documents.register.masks import (
    COUNTER,
    LONGEST,
    TOO_LONG,
    UNKNOWN,
    WRONG,
    Mask,
    WrongMask,
    clean_number,
    key_of,
)

WORDS = st.text("АБОДЁабодё ABOXabox0129-–/.№", max_size=8)
YEARS = st.sampled_from(["", "{year}", "{yy}"])
MASKS = st.tuples(WORDS, YEARS, st.just(COUNTER), WORDS).flatmap(st.permutations).map("".join)
ORDINALS = st.integers(1, 99999)


def readable(text: str) -> Mask | None:
    try:
        return Mask.read(text)
    except WrongMask:
        return None


@given(text=MASKS, ordinal=ORDINALS, year=st.integers(2000, 2099))
def test_the_ordinal_is_read_back_from_each_number(text, ordinal, year):
    mask = readable(text)
    if mask:
        number = mask.number(ordinal, year)
        assert len(number) <= LONGEST
        assert mask.ordinal(number, year) == ordinal
        assert mask.ordinal(f" {number.lower()} ", year) == ordinal


@given(text=MASKS, first=ORDINALS, second=ORDINALS)
def test_different_ordinals_never_make_the_same_number(text, first, second):
    mask = readable(text)
    if mask and first != second:
        assert key_of(mask.number(first, 2026)) != key_of(mask.number(second, 2026))


@given(text=st.text(max_size=40))
def test_a_number_as_typed_is_cleaned_once(text):
    once = clean_number(text)
    assert clean_number(once) == once
    assert key_of(once.upper()) == key_of(key_of(once))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("№ {n}", "{n}"),
        ("№{n}-ОД", "{n}-ОД"),
        ("  01-12 / {n} ", "01-12 / {n}"),
        ("{n}/{year}", "{n}/{year}"),
    ],
)
def test_a_mask_is_kept_without_the_sign_of_number(typed, kept):
    assert Mask.read(typed) == Mask(kept)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", WRONG),
        ("ОД", WRONG),
        ("{n}-{n}", WRONG),
        ("{n}-{month}", UNKNOWN),
        ("{n}}", UNKNOWN),
        ("{n}-" + "о" * 25, TOO_LONG),
    ],
)
def test_a_mask_that_makes_no_numbers_is_refused(typed, sentence):
    with pytest.raises(WrongMask) as refused:
        Mask.read(typed)
    assert str(refused.value) == sentence


@pytest.mark.parametrize("number", ["12-од", "12-ОД", "12 - ОД", "12–ОД", "12-OД", "12 -oд"])
def test_what_the_eye_overlooks_makes_no_other_number(number):
    assert key_of(number) == key_of("12-ОД")
    assert Mask("{n}-ОД").ordinal(number, 2026) == 12


@pytest.mark.parametrize("number", ["12", "012-ОД", "0-ОД", "12-ОДА", "12/1-ОД", "-12-ОД", "двенадцать"])
def test_what_the_mask_does_not_make_has_no_ordinal(number):
    assert Mask("{n}-ОД").ordinal(number, 2026) is None


def test_the_year_of_a_mask_is_that_of_the_document():
    mask = Mask("{n}/{yy}")
    assert mask.number(5, 2026) == "5/26"
    assert (mask.ordinal("5/26", 2026), mask.ordinal("5/26", 2027)) == (5, None)


def test_documents_without_a_number_are_not_the_same():
    assert (key_of("б/н"), key_of(" Б / Н ")) == ("", "")
