import pytest

from methodservice.lib.whole import whole, wholes


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("12", 12),
        ("9" * 18, 10**18 - 1),
        ("9" * 19, None),
        ("9" * 5000, None),
        ("", None),
        ("-1", None),
        ("1e3", None),
        ("²", None),
        ("٣", None),
        ("1\0", None),
    ],
)
def test_digits_alone_are_a_number(text, number):
    assert whole(text) == number


def test_nonsense_is_left_out():
    assert wholes(["1", "x", "9" * 5000, "2", "1"]) == {1, 2}
