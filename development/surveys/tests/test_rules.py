"""Small groups stay hidden, also as what is left over; where a link leads."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from development.surveys.rules import Door, closing_words, door_of, shown_groups

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("answers", "whole", "expected"),
    [
        ({}, 0, set()),
        ({1: 5}, 5, {1}),
        ({1: 4}, 4, set()),
        ({1: 10, 2: 5}, 15, {1, 2}),
        # the two of group 3 would be the difference: the smallest shown group joins them
        ({1: 10, 2: 5, 3: 2}, 17, {1}),
        ({1: 10, 3: 2}, 12, set()),
        # those of no group count too
        ({1: 10}, 13, set()),
        ({1: 10}, 15, {1}),
        ({1: 10, 2: 3, 3: 3}, 16, {1}),
    ],
)
def test_groups_are_shown_from_the_threshold_on(answers, whole, expected):
    assert shown_groups(answers, whole, 5) == expected


@given(st.dictionaries(st.integers(1, 8), st.integers(0, 12)), st.integers(0, 12), st.integers(3, 8))
def test_neither_a_group_nor_the_rest_is_ever_small(answers, outside, threshold):
    whole = sum(answers.values()) + outside
    shown = shown_groups(answers, whole, threshold)
    rest = whole - sum(answers[group] for group in shown)
    assert all(answers[group] >= threshold for group in shown)
    assert not shown or rest == 0 or rest >= threshold


@pytest.mark.parametrize(
    ("state", "days", "is_answered", "expected"),
    [
        ("open", 0, False, Door.OPEN),
        ("open", -1, False, Door.OVER),
        ("open", 0, True, Door.DONE),
        ("draft", 3, False, Door.EARLY),
        ("closed", 3, False, Door.OVER),
        ("closed", 3, True, Door.DONE),
    ],
)
def test_where_a_link_leads(state, days, is_answered, expected):
    closes_on = TODAY + timedelta(days=days)
    assert door_of(state=state, closes_on=closes_on, is_answered=is_answered, today=TODAY) is expected


@pytest.mark.parametrize(
    ("answered", "is_anonymous", "told"),
    [
        (4, True, "Ответили 4 из 9. Это меньше порога (5): итоги не покажутся никому. "),
        (4, False, "Ответили 4 из 9. Это меньше порога (5): итоги увидят только методисты. "),
        (5, True, "Ответили 5 из 9. "),
    ],
)
def test_closing_says_whether_there_will_be_results(answered, is_anonymous, told):
    words = closing_words(answered=answered, invited=9, threshold=5, is_anonymous=is_anonymous)
    assert words == f"{told}Открыть опрос снова будет нельзя."
