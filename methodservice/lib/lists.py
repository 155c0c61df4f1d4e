"""Registers: sort by a column of the address, pages of fifty."""

from collections.abc import Mapping, Sequence

from django.core.paginator import Page, Paginator

PER_PAGE = 50


def sorted_by(rows, asked: str, columns: Mapping[str, Sequence[str]], default: str):
    """The queryset in the order of `?sort=key` or `?sort=-key`; an unknown key means `default`. Ends in the key `pk`.

    columns: key of the address → names of fields; a minus turns all of them.
    """
    key = asked if asked.removeprefix("-") in columns else default
    fields = columns[key.removeprefix("-")]
    sign = "-" if key.startswith("-") else ""
    return rows.order_by(*(f"{sign}{field}" for field in fields), "pk")


def page_of(rows, number: str | None, per_page: int = PER_PAGE) -> Page:
    """The page asked for; nonsense gives the first one, too much the last one. 2 queries: count and rows."""
    return Paginator(rows, per_page).get_page(number)
