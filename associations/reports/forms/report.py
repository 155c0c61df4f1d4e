"""Forms of the annual report."""

from django import forms

from associations.reports.models import AnnualReport
from methodservice.lib.forms import PageForm
from methodservice.lib.periods import SchoolYear
from methodservice.lib.stale import StaleGuard

ROWS = 8
READ_AGAIN = "Откройте отчёт заново, прочитайте и решите ещё раз."


class StartForm(PageForm, forms.Form):
    """Which year is reported. years: those that may be chosen, the newest first."""

    submit = "Составить отчёт"

    year = forms.TypedChoiceField(label="Учебный год", coerce=lambda text: SchoolYear(int(text)))

    def __init__(self, *args, years, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [(str(year.first), year.title) for year in years]


class TextsForm(StaleGuard, PageForm, forms.ModelForm):
    """What people write: the four sections."""

    class Meta:
        model = AnnualReport
        fields = AnnualReport.SECTIONS
        widgets = {section: forms.Textarea(attrs={"rows": ROWS}) for section in AnnualReport.SECTIONS}

    @property
    def texts(self) -> dict[str, str]:
        """{section: text} of a valid form."""
        return {section: self.cleaned_data[section] for section in AnnualReport.SECTIONS}


class ReviewForm(forms.Form):
    """The approver's decision. version: of the report that was read."""

    version = forms.IntegerField(
        widget=forms.HiddenInput, error_messages={"required": READ_AGAIN, "invalid": READ_AGAIN}
    )
    comment = forms.CharField(
        label="Замечание, если возвращаете",
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
