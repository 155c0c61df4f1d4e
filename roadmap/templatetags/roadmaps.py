"""`{% load roadmaps %}`: pieces of pages of roadmaps."""

from collections.abc import Mapping
from decimal import Decimal

from django import template

from roadmap.labels import beside
from roadmap.page import Row

register = template.Library()


@register.filter
def parties_in(row: Row, labels: Mapping[str, str]) -> str:
    """`{{ row|parties_in:labels }}`: what the parties of a row are called, "" when the document says just that."""
    return beside([labels[key] for key in row.parties if key in labels], row.line.responsible)


@register.filter
def figure(number: Decimal | None) -> str:
    """«80», «66,7»; «—» for none."""
    if number is None:
        return "—"
    return format(round(number, 1).normalize(), "f").replace(".", ",")
