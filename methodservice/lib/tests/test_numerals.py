import pytest
from hypothesis import given
from hypothesis import strategies as st

from methodservice.lib.numerals import agree, attended, counted, people

NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("number", "word"),
    [
        (0, "человек"),
        (1, "человек"),
        (2, "человека"),
        (4, "человека"),
        (5, "человек"),
        (11, "человек"),
        (12, "человек"),
        (14, "человек"),
        (21, "человек"),
        (22, "человека"),
        (25, "человек"),
        (101, "человек"),
        (111, "человек"),
        (112, "человек"),
        (1002, "человека"),
    ],
)
def test_people_agree_with_their_number(number, word):
    assert people(number) == f"{number}{NBSP}{word}"


def test_noun_has_three_forms():
    assert [counted(n, "заседание", "заседания", "заседаний") for n in (1, 3, 7)] == [
        f"1{NBSP}заседание",
        f"3{NBSP}заседания",
        f"7{NBSP}заседаний",
    ]


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (0, f"присутствовало 0{NBSP}человек"),
        (1, f"присутствовал 1{NBSP}человек"),
        (3, f"присутствовали 3{NBSP}человека"),
        (11, f"присутствовали 11{NBSP}человек"),
        (21, f"присутствовал 21{NBSP}человек"),
        (22, f"присутствовали 22{NBSP}человека"),
        (25, f"присутствовали 25{NBSP}человек"),
        (111, f"присутствовали 111{NBSP}человек"),
        (112, f"присутствовали 112{NBSP}человек"),
        (121, f"присутствовал 121{NBSP}человек"),
    ],
)
def test_verb_agrees_with_those_who_attended(number, sentence):
    assert attended(number) == sentence


@given(st.integers(0, 10**6))
def test_form_depends_on_the_last_two_digits_and_not_on_the_sign(number):
    forms = ("один", "два", "пять")
    assert agree(number, *forms) == agree(number % 100, *forms) == agree(-number, *forms)
