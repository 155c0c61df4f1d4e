"""Rows that the database freezes: a name in them stays, as in any signed document."""

from django.db.models import Q

from methodservice import registries

FROZEN = {
    "monitoring.return": Q(campaign__state="closed"),
    "monitoring.value": Q(campaign__state="closed"),
    "monitoring.note": Q(state="signed"),
    "monitoring.cycle": Q(state="closed"),
}


def register():
    """Called once when the app is ready."""
    registries.frozen_rows.update(FROZEN)
