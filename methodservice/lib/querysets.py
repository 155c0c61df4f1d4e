"""Small query helpers that several rooms share."""

import re
from datetime import date

from django.db.models import Count, F, IntegerField, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce


def in_force(on: date, *, prefix: str = "") -> Q:
    """Condition «the dated row holds on the day»: starts ≤ day ≤ ends, an empty end means «until further notice»."""
    return Q(**{f"{prefix}starts__lte": on}) & (
        Q(**{f"{prefix}ends__isnull": True}) | Q(**{f"{prefix}ends__gte": on})
    )


def overlapping(first: date, last: date) -> Q:
    """Condition «the dated row holds on some day from the first to the last»."""
    return Q(starts__lte=last) & (Q(ends__isnull=True) | Q(ends__gte=first))


def count_of(rows: QuerySet) -> Coalesce:
    """Subquery: how many of the rows there are."""
    number = rows.order_by().annotate(same=F("pk") * 0).values("same").annotate(number=Count("pk"))
    return Coalesce(Subquery(number.values("number"), output_field=IntegerField()), 0)


def words_in(text: str, *fields: str) -> Q:
    """Condition «each word of the text occurs in one of the fields», whatever the case.

    `icontains` of SQLite knows only Latin letters; a regular expression is compared by Python there.
    """
    condition = Q()
    for word in text.split():
        pattern = re.escape(word)
        one = Q()
        for field in fields:
            one |= Q(**{f"{field}__iregex": pattern})
        condition &= one
    return condition
