"""Charts on pages and in documents: `{% load charts %}`."""

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def chart(drawing) -> SafeString:
    """`{% chart drawing %}`: a drawing of `methodservice.lib.charts`. Its key must be unique on the page."""
    return render_to_string(drawing.template, {"drawing": drawing})
