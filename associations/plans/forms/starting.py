"""Where a plan comes from: a file with a table; the title of a template."""

from django import forms

from methodservice.lib.forms import PageForm
from methodservice.lib.officefiles.limits import MOST_BYTES, TOO_LARGE


class TableForm(forms.Form):
    """A document or workbook with the table of a plan; whether it holds one is found out by reading it."""

    file = forms.FileField(
        label="Файл",
        help_text="Word (.docx) или Excel (.xlsx), до 10 МБ. Строки над заголовками и разделы не помешают.",
        widget=forms.FileInput(attrs={"accept": ".docx,.xlsx"}),
        error_messages={
            "required": "Выберите файл.",
            "missing": "Выберите файл.",
            "invalid": "Файл не пришёл. Выберите его ещё раз.",
            "empty": "Файл пустой. Выберите файл с таблицей.",
        },
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(TOO_LARGE)
        return file


class TemplateForm(PageForm, forms.Form):
    submit = "Сохранить"
    title = forms.CharField(
        label="Название",
        max_length=200,
        error_messages={"required": "Назовите шаблон, чтобы его узнали в списке."},
    )
