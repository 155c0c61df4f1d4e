"""Charts on pages and in documents: `{% load charts %}`."""

from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

register = template.Library()
DRAWINGS = 1024
"""Kept, about 1 KB each."""


@register.simple_tag
@lru_cache(maxsize=DRAWINGS)
def chart(drawing) -> SafeString:
    """`{% chart drawing %}`: a drawing of `methodservice.lib.charts`. Its key must be unique on the page.

    Equal drawings look equal, so the process keeps the latest: a board shows the same ones till the next aggregation.
    """
    return render_to_string(drawing.template, {"drawing": drawing})
