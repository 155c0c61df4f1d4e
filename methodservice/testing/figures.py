"""Figures for tests: ask one by its key, and make sure that its numbers and its lists agree."""

from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext

from methodservice import registries
from methodservice.registries import NO_SCHOOL, Counted, Span

FIRST, LAST = date(2026, 7, 1), date(2026, 12, 31)
"""The half-year that the tests count."""


def span_of(municipality, first=FIRST, last=LAST, cut_off=None) -> Span:
    """cut_off: by default the last day."""
    return Span(municipality, first, last, cut_off or last)


def count(key: str, municipality, **days) -> dict:
    """{key of an organisation or None: number}."""
    return registries.figures[key].count(span_of(municipality, **days))


def listed(key: str, municipality, user, school=None, **days) -> list[Counted]:
    """The records behind the number, as the user sees them."""
    return registries.figures[key].records(span_of(municipality, **days), user, school)


def assert_lists_agree(key: str, municipality, user, **days) -> int:
    """Whoever sees everything finds as many records as the number says, in the municipality and in each organisation.
    Returns the number of the municipality."""
    numbers = count(key, municipality, **days)
    whole = registries.figures[key].whole(span_of(municipality, **days))
    assert whole == sum(numbers.values())
    assert len(listed(key, municipality, user, **days)) == whole
    if registries.figures[key].by_school:
        for school, number in numbers.items():
            assert len(listed(key, municipality, user, school or NO_SCHOOL, **days)) == number
    return whole


def costs(key: str, municipality, user) -> tuple[int, int, int]:
    """Queries of the numbers by organisation, of the municipality's number, of its list; rights are read before."""
    user.access  # noqa: B018 — cached from here on
    figure, span = registries.figures[key], span_of(municipality)
    made = []
    for ask in (
        lambda: figure.count(span),
        lambda: figure.whole(span),
        lambda: figure.records(span, user, None),
    ):
        with CaptureQueriesContext(connection) as captured:
            ask()
        made.append(len(captured))
    return tuple(made)
