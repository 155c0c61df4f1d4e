"""Whole numbers as addresses and buttons send them. Nonsense is no number, however long it is."""

from collections.abc import Iterable

MOST_DIGITS = 18
"""A key of the database never has more."""


def whole(text: str) -> int | None:
    """The number that the digits say, None for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else None


def wholes(texts: Iterable[str]) -> set[int]:
    """The numbers among the texts."""
    return {number for text in texts if (number := whole(text)) is not None}
