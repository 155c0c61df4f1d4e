"""Fields and checks that the forms of a card share."""

from collections.abc import Iterable
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

EARLIEST = 1960
"""Nobody at work finished courses or an attestation before this year: an earlier one is a slip."""
YEARS_AHEAD = 5


def past_day(day: date | None, ahead: str) -> date | None:
    """A day of something that has taken place. ahead: the sentence about a day that is still to come."""
    if day is None:
        return None
    if day > timezone.localdate():
        raise ValidationError(ahead)
    if day.year < EARLIEST:
        raise ValidationError(f"{day:%d.%m.%Y} — слишком давно. Проверьте год.")
    return day


def planned_day(day: date | None) -> date | None:
    """A day of a route: a year typed wrongly is the usual slip."""
    today = timezone.localdate()
    if day and not today.year - YEARS_AHEAD <= day.year <= today.year + YEARS_AHEAD:
        raise ValidationError(f"{day:%d.%m.%Y} слишком далеко от сегодняшнего дня. Проверьте год.")
    return day


class SuggestInput(forms.TextInput):
    """A line with proposals of the browser's own list; anything else may be typed too."""

    template_name = "components/suggest_input.html"

    def __init__(self, suggestions: Iterable[str] = (), attrs=None):
        super().__init__(attrs)
        self.suggestions = suggestions

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        place = f"{context['widget']['attrs'].get('id', name)}_list"
        context["widget"]["attrs"] |= {"list": place, "autocomplete": "off"}
        return context | {"place": place, "suggestions": self.suggestions}
