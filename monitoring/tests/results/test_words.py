"""Numbers in words: exact, never better than they are."""

from decimal import Decimal

import pytest

from monitoring import words
from monitoring.models import Definition

SHARE = Definition(formula="share", unit="%")
PEOPLE = Definition(formula="sum", unit="чел.")
VACANT = Definition(formula="sum", unit="ед.", more_is_better=False)
N = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("definition", "value", "target", "said"),
    [
        (SHARE, "80", "80", f"80{N}%"),
        (SHARE, "66.6667", "80", f"66,7{N}%"),
        (SHARE, "79.9800", "80", f"79,98{N}%"),
        (SHARE, "80.0400", "80", f"80,04{N}%"),
        (SHARE, "66.6600", "66.67", f"66,66{N}%"),
        (SHARE, "66.6700", "66.67", f"66,67{N}%"),
        (PEOPLE, "12", None, f"12{N}чел."),
        (PEOPLE, "1250", None, f"1{N}250{N}чел."),
        (VACANT, "6.0400", "6", f"6,04{N}ед."),
        (SHARE, None, "80", "нет данных"),
        (Definition(formula="sum", unit="да/нет"), "1", None, "да"),
        (Definition(formula="maximum", unit="балл"), "3", None, f"3{N}балла"),
        (Definition(formula="maximum", unit="балл"), "3.5", None, f"3,5{N}балла"),
    ],
)
def test_a_value_is_said_as_it_is_and_never_as_a_target_that_it_misses(definition, value, target, said):
    numbers = [number and Decimal(number) for number in (value, target)]
    assert words.value_words(definition, *numbers) == said


@pytest.mark.parametrize(
    ("definition", "value", "target", "said"),
    [
        (SHARE, "73.3", "80", f"не хватает 6,7{N}п.{N}п."),
        (SHARE, "79.99", "80", f"не хватает 0,01{N}п.{N}п."),
        (SHARE, "80", "80", "ровно цель"),
        (PEOPLE, "15", "12", f"на 3{N}чел. больше цели"),
        (VACANT, "5", "8", f"на 3{N}ед. меньше цели"),
        (PEOPLE, None, "12", ""),
        (PEOPLE, "12", None, ""),
    ],
)
def test_the_distance_to_a_target(definition, value, target, said):
    assert (
        words.distance_words(definition, *(number and Decimal(number) for number in (value, target))) == said
    )


def test_a_target_is_never_rounded_and_an_empty_one_is_not_zero():
    assert words.target_words(SHARE, Decimal("66.6700")) == f"66,67{N}%"
    assert words.target_words(VACANT, Decimal(0)) == f"не больше 0{N}ед."
    assert words.target_words(SHARE, None) == "не установлена"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ([], ""),
        ([None], ""),
        ([Decimal(4)], "впервые"),
        ([Decimal(4), None, Decimal(9)], f"больше на 5{N}чел."),
        ([Decimal(4), Decimal(1)], f"меньше на 3{N}чел."),
        ([Decimal(4), Decimal(4)], "без изменений"),
    ],
)
def test_a_change_is_told_against_the_last_known_period(values, said):
    assert words.change_words(PEOPLE, values) == said


def test_what_a_period_added():
    assert [words.added_words(number) for number in (Decimal(34), Decimal(-2), Decimal(0), None)] == [
        "+34", "\N{MINUS SIGN}2", "0", "—",
    ]  # fmt: skip
