"""The mark «выполнено»."""

from django import forms

from methodservice.documents.files import UploadField
from methodservice.lib.forms import PageForm


class DoneForm(PageForm, forms.Form):
    """When, what was done, what confirms it."""

    submit = "Отметить выполненным"

    done_on = forms.DateField(label="Когда выполнено")
    comment = forms.CharField(
        label="Что сделано",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Попадёт в протокол следующего заседания",
    )
    evidence = UploadField(
        label="Подтверждение", required=False, help_text="Файл: справка, фотография, материал"
    )
