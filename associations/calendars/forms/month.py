"""What the calendar of a month shows, and whose address of a calendar is made."""

from django import forms

from associations.calendars.entries import Circle
from associations.calendars.grid import Month
from associations.models import Association

ALL = "all"


class MonthField(forms.CharField):
    """«2026-10» of the address → Month."""

    widget = forms.HiddenInput

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        try:
            return Month.parse(text)
        except ValueError as wrong:
            raise forms.ValidationError("Такого месяца нет, поэтому показан текущий.") from wrong


class MonthForm(forms.Form):
    """Which month, and whose: one's own, all that one sees, or of one association."""

    month = MonthField(required=False)
    whose = forms.ChoiceField(label="Чей календарь", required=False)

    def __init__(self, data, *, user):
        super().__init__(data)
        seen = Association.objects.visible_to(user).active().select_related("municipality", "school")
        self.associations = {str(each.pk): each for each in seen}
        self.fields["whose"].choices = [
            ("", "Мой"),
            (ALL, "Всё, что мне видно"),
            *((key, each.title) for key, each in self.associations.items()),
        ]
        self.fields["whose"].widget.attrs["data-search"] = True

    def month_or(self, current: Month) -> Month:
        """The month asked for; `current` when none or a wrong one."""
        self.is_valid()
        return self.cleaned_data.get("month") or current

    @property
    def circle(self) -> Circle:
        self.is_valid()
        whose = self.cleaned_data.get("whose", "")
        if whose == ALL:
            return Circle()
        return Circle(self.associations[whose]) if whose else Circle(mine=True)


class FeedForm(forms.Form):
    """Whose calendar gets an address."""

    association = forms.ModelChoiceField(
        label="Чей календарь",
        queryset=Association.objects.none(),
        required=False,
        empty_label="Мой календарь",
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        seen = Association.objects.visible_to(user).active().select_related("municipality", "school")
        self.fields["association"].queryset = seen
        self.fields["association"].widget.attrs["data-search"] = True
