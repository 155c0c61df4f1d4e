"""`{% load reports %}`: cells of the lists behind figures."""

from datetime import date

from django import template

from methodservice.directory.templatetags.ui import ru_date

register = template.Library()


@register.filter
def cell(value) -> str:
    """A date in words, everything else as it is, «—» for nothing."""
    if isinstance(value, date):
        return ru_date(value)
    return "—" if value in ("", None) else str(value)
