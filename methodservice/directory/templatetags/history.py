"""`{% load history %}{% history_link school %}`: the link to what happened to a record, for its page."""

from django import template

register = template.Library()


@register.inclusion_tag("components/history_link.html")
def history_link(record) -> dict:
    """«История» of a saved record. Whoever may open the record may open its history."""
    return {"kind": record._meta.label_lower, "pk": record.pk}


@register.filter
def changes_of(event) -> list[tuple[str, str, str]]:
    """(field, was, became) of a journal row."""
    return [(name, was, now) for name, (was, now) in event.changes.items()]
