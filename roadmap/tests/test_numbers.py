"""Numbers of items: the next one and all anew, in the document's own manner."""

import pytest

from roadmap.numbers import next_number, renumbered


@pytest.mark.parametrize(
    ("before", "section", "others", "number"),
    [
        (["2.4", "2.5"], "2", [], "2.6"),
        (["2.9."], "2", [], "2.10."),
        (["7)"], "", [], "8)"),
        (["1.1", ""], "1", [], "1.2"),
        ([""], "1", ["1"], ""),
        (["а"], "", [], ""),
        ([], "3", ["1.1", "2.1"], "3.1"),
        ([], "3.", ["1.1."], "3.1."),
        ([], "II", ["1.1"], ""),
        ([], "2", ["1", "2", "3"], "4"),
        ([], "", [], "1"),
        ([], "1", [], "1.1"),
    ],
)
def test_the_next_number_follows_the_manner_of_the_others(before, section, others, number):
    assert next_number(before, section, others) == number


@pytest.mark.parametrize(
    ("sections", "numbers"),
    [
        ([("1", ["1.1", "1.3"]), ("2", ["2.1", "2.1"])], [["1.1", "1.2"], ["2.1", "2.2"]]),
        ([("I", ["1.1."]), ("II", ["1.1.", ""])], [["1.1."], ["2.1.", "2.2."]]),
        ([("1", ["1", "2"]), ("2", ["1"])], [["1", "2"], ["3"]]),
        ([("", ["5.", "5.", ""])], [["1.", "2.", "3."]]),
        ([("1", [])], [[]]),
    ],
)
def test_all_numbers_are_made_anew_in_the_manner_of_most(sections, numbers):
    assert renumbered(sections) == numbers
