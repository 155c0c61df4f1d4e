"""Drawings of the closing sheet out of what its snapshot keeps: `{% load mentoring_drawings %}`."""

from django import template

from mentoring.trend import drawing_of

register = template.Library()


@register.filter
def adaptation_drawn(points):
    """points: [[title, mean as text]] → the line of means."""
    return drawing_of(points, key="adaptation")
