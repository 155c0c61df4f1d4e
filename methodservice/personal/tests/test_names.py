"""A name in a text: sure ways, bare surnames, other people."""

import pytest

from methodservice.personal.names import Finder, Name

MARY = Name("Иванова", "Мария", "Ильинична", "female")


@pytest.fixture
def finder():
    return Finder([MARY])


@pytest.mark.parametrize(
    "text",
    [
        "Иванова Мария Ильинична",
        "Ивановой Марии Ильиничне",
        "Марией Ильиничной Ивановой",
        "Мария Иванова",
        "ИВАНОВА М.И.",
        "Ивановой\N{NO-BREAK SPACE}М.\N{NO-BREAK SPACE}И.",
        "М. И. Ивановой",
        "Иванову М.",
    ],
)
def test_the_name_is_sure_in_every_case_and_order(finder, text):
    assert finder.replace(f"Поручить: {text}, срок — май", "X") == "Поручить: X, срок — май"


@pytest.mark.parametrize(
    "text",
    ["Иванова М. П.", "С. М. Иванова", "Иванова Мария Петровна", "Иванова-Петрова М. И.", "Иванов М. И."],
)
def test_another_person_stays_even_where_bare_surnames_go(finder, text):
    assert finder.replace(text, "X", alone=True) == text
    assert finder.doubtful(text) is None


def test_a_bare_surname_is_a_persons_decision(finder):
    text = "Слушали Иванову о плане"
    assert finder.replace(text, "X") == text
    assert finder.doubtful(text).group() == "Иванову"
    assert finder.replace(text, "X", alone=True) == "Слушали X о плане"


def test_an_ordinary_word_is_no_surname():
    finder = Finder([Name("Мороз", "Пётр", "", "male")])
    assert finder.doubtful("На улице мороз") is None
    assert finder.replace("Мороз П. и мороз", "X", alone=True) == "X и мороз"


def test_yo_and_ye_are_one_letter():
    finder = Finder([Name("Королёва", "Пётра", "", "female")])
    assert finder.replace("Королевой П. и П. Королёвой", "X") == "X и X"


def test_initials_are_not_sure_beside_a_namesake():
    finder = Finder([MARY], namesakes="initials")
    assert finder.replace("Ивановой М. И., Ивановой Марии", "X") == "Ивановой М. И., X"
    assert finder.doubtful("Ивановой М. И.") is not None
    assert finder.replace("Ивановой М. И.", "X", alone=True) == "X"


def test_nothing_is_sure_beside_a_full_namesake():
    finder = Finder([MARY], namesakes="full")
    assert finder.replace("Иванова Мария Ильинична", "X") == "Иванова Мария Ильинична"
    assert finder.doubtful("Иванова Мария Ильинична") is not None


def test_a_former_surname_is_found_too():
    finder = Finder([MARY, Name("Петрова", "Мария", "Ильинична", "female")])
    assert finder.replace("Петровой М. И. и Ивановой М. И.", "X") == "X и X"
