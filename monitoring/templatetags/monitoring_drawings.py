"""Drawings of a snapshot's numbers: `{% load monitoring_drawings %}`."""

from django import template

from monitoring.drawings import bar_drawn, trend_drawn

register = template.Library()
register.filter("trend_drawn", trend_drawn)
register.filter("bar_drawn", bar_drawn)
