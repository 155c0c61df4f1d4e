"""Fields and checks that the forms of a meeting share."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

YEARS_BACK, YEARS_AHEAD = 5, 2


class PersonField(forms.TypedChoiceField):
    """One of the given teachers, or nobody. The value is the teacher's primary key or None."""

    def __init__(self, people=(), *, empty="— не выбран —", **options):
        choices = [("", empty), *((person.pk, person.full_name) for person in people)]
        options.setdefault("error_messages", {"invalid_choice": "Выберите человека из списка."})
        super().__init__(choices=choices, coerce=int, empty_value=None, **options)


class DateField(forms.DateField):
    """A day, shown by the browser's own calendar. Russian notation is understood too."""

    def __init__(self, **options):
        options.setdefault("widget", forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
        options.setdefault("input_formats", ["%Y-%m-%d", "%d.%m.%Y"])
        options.setdefault(
            "error_messages",
            {
                "invalid": "Такой даты нет. Введите день, месяц и год, например 12.10.2026.",
                "required": "Укажите дату.",
            },
        )
        super().__init__(**options)


class TimeField(forms.TimeField):
    """Hours and minutes."""

    def __init__(self, **options):
        options.setdefault("widget", forms.TimeInput(format="%H:%M", attrs={"type": "time"}))
        options.setdefault("error_messages", {"invalid": "Введите время, например 14:30."})
        super().__init__(**options)


def check_day(day: date | None, what: str = "Дата") -> date | None:
    """A year typed wrongly is the usual slip: refuses days far from today."""
    if day is None:
        return None
    this_year = timezone.localdate().year
    if not this_year - YEARS_BACK <= day.year <= this_year + YEARS_AHEAD:
        raise ValidationError(f"{what} слишком далеко от сегодняшнего дня: {day:%d.%m.%Y}. Проверьте год.")
    return day
