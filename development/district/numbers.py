"""A number that opens into what it counts."""

from collections.abc import Callable
from dataclasses import dataclass

Address = Callable[..., str]
"""(**filters) → the query of the page with these filters changed."""


@dataclass(frozen=True)
class Number:
    """How many people; query: the address that lists them."""

    title: str
    people: int
    query: str
