"""What the consolidated analysis is asked for."""

from django import forms

from associations.models import Level
from methodservice.lib.periods import SchoolYear


class ScopeForm(forms.Form):
    """Which associations and which year are analysed."""

    year = forms.TypedChoiceField(label="Учебный год", coerce=int, required=False)
    level = forms.ChoiceField(label="Уровень", choices=[("", "Все"), *Level.choices], required=False)

    def __init__(self, data, *, year: SchoolYear, years):
        data = data.copy()
        data.setdefault("year", str(year.first))
        super().__init__(data)
        self.default = year
        self.fields["year"].choices = [(str(each.first), each.title) for each in years]
        self.is_valid()

    @property
    def school_year(self) -> SchoolYear:
        """Nonsense means the default year."""
        chosen = self.cleaned_data.get("year")
        return SchoolYear(chosen) if chosen else self.default

    @property
    def level_chosen(self) -> str:
        return self.cleaned_data.get("level", "")
