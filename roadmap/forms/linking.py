"""The set of indicators that belongs to a programme."""

from django import forms

from methodservice.lib.forms import PageForm
from monitoring.models import IndicatorSet


class LinkForm(PageForm, forms.Form):
    """sets: those that may be chosen."""

    submit = "Связать"

    set = forms.ModelChoiceField(
        label="Система показателей",
        queryset=IndicatorSet.objects.none(),
        empty_label="—",
        error_messages={
            "required": "Выберите показатели.",
            "invalid_choice": "Таких показателей нет. Выберите из списка.",
        },
    )

    def __init__(self, *args, sets, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["set"].queryset = sets
