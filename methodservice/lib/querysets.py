"""Small query helpers that several rooms share."""

from datetime import date

from django.db.models import Q


def in_force(on: date, *, prefix: str = "") -> Q:
    """Condition «the dated row holds on the day»: starts ≤ day ≤ ends, an empty end means «until further notice»."""
    return Q(**{f"{prefix}starts__lte": on}) & (
        Q(**{f"{prefix}ends__isnull": True}) | Q(**{f"{prefix}ends__gte": on})
    )
