"""The filter row of the consolidated plan."""

from django import forms

from associations.calendars.consolidated import ARRANGEMENTS
from associations.calendars.grid import Month, months_of
from associations.models import Association, Level
from associations.plans.models import ActivityKind, AnnualPlan, Direction
from methodservice.lib.periods import SchoolYear

ANY = "Все"


class ConsolidatedForm(forms.Form):
    """What is shown of the consolidated plan, narrowed to what the user may see. Errors leave their field unchosen."""

    by = forms.ChoiceField(
        choices=[(each.key, each.title) for each in ARRANGEMENTS.values()],
        required=False,
        widget=forms.HiddenInput,
    )
    year = forms.TypedChoiceField(label="Учебный год", coerce=int, empty_value=None, required=False)
    association = forms.ModelChoiceField(
        label="Объединение", queryset=Association.objects.none(), empty_label=ANY, required=False
    )
    level = forms.ChoiceField(label="Уровень", choices=[("", ANY), *Level.choices], required=False)
    direction = forms.ModelChoiceField(
        label="Направление", queryset=Direction.objects.none(), empty_label=ANY, required=False
    )
    kind = forms.ModelChoiceField(
        label="Вид деятельности", queryset=ActivityKind.objects.none(), empty_label=ANY, required=False
    )
    month = forms.TypedChoiceField(label="Месяц", coerce=int, empty_value=None, required=False)
    undone = forms.BooleanField(label="Только невыполненное", required=False)
    outside = forms.BooleanField(label="Показать и то, чего нет в планах", required=False)

    def __init__(self, data, *, user, current: SchoolYear):
        super().__init__(data)
        self.current = current
        seen = Association.objects.visible_to(user).select_related("municipality", "school")
        self.fields["association"].queryset = seen
        self.fields["association"].widget.attrs["data-search"] = True
        self.fields["direction"].queryset = Direction.objects.visible_to(user)
        self.fields["kind"].queryset = ActivityKind.objects.visible_to(user)
        planned = (
            AnnualPlan.objects.visible_to(user).order_by().values_list("school_year", flat=True).distinct()
        )
        years = sorted({*planned, current.following.first} - {current.first}, reverse=True)
        self.fields["year"].choices = [
            ("", str(current)),
            *((first, str(SchoolYear(first))) for first in years),
        ]
        self.fields["month"].choices = [
            ("", ANY),
            *((month.number, month.name) for month in months_of(current)),
            (0, "без точной даты"),
        ]

    def chosen(self, name: str):
        """The value; nothing for a field that is empty or wrong."""
        self.is_valid()
        return self.cleaned_data.get(name)

    @property
    def school_year(self) -> SchoolYear:
        first = self.chosen("year")
        return SchoolYear(first) if first else self.current

    @property
    def chosen_month(self) -> Month | None:
        """The month asked for, in the school year; None for all of them and for what has no date."""
        number = self.chosen("month")
        return next((month for month in months_of(self.school_year) if month.number == number), None)

    @property
    def arrangement(self):
        return ARRANGEMENTS[self.chosen("by") or "month"]

    def in_words(self) -> list[str]:
        """What the rows are narrowed to, as a printed page says it."""
        told = []
        for name in ("association", "level", "direction", "kind", "month"):
            value = self.chosen(name)
            if value not in (None, ""):
                field = self.fields[name]
                words = dict(field.choices).get(value, value) if name in ("level", "month") else value
                told.append(f"{field.label}: {words}")
        return told + [self.fields[name].label for name in ("undone", "outside") if self.chosen(name)]
