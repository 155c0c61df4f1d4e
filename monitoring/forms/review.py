"""The methodist's decision on a return: remarks beside values, a word on all of it, more time."""

from django import forms

from methodservice.lib.forms import PageForm
from monitoring.models import Value

READ_AGAIN = "Откройте сведения заново, прочитайте и решите ещё раз."
LONGEST = Value._meta.get_field("remark").max_length


class ReviewForm(PageForm, forms.Form):
    """values: of the return, each gets a field for its remark. version: of the return that was read."""

    version = forms.IntegerField(
        widget=forms.HiddenInput, error_messages={"required": READ_AGAIN, "invalid": READ_AGAIN}
    )
    comment = forms.CharField(
        label="Замечание ко всем сведениям",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    until = forms.DateField(label="Исправить до", required=False, help_text="Если прежнего срока не хватит.")

    def __init__(self, *args, values: list[Value], **kwargs):
        super().__init__(*args, **kwargs)
        self.keys = {f"remark-{value.pk}": value.pk for value in values}
        for name in self.keys:
            self.fields[name] = forms.CharField(
                label="Замечание",
                max_length=LONGEST,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    @property
    def remarks(self) -> dict[int, str]:
        """{key of a value: remark} of a valid form."""
        return {key: self.cleaned_data[name] for name, key in self.keys.items()}
