"""Where a plan comes from: a file with a table; the title of a template."""

from django import forms

from methodservice.lib.forms import OfficeFileField, PageForm


class TableForm(forms.Form):
    """A document or workbook with the table of a plan; whether it holds one is found out by reading it."""

    file = OfficeFileField(
        help_text="Word (.docx) или Excel (.xlsx), до 10 МБ. Строки над заголовками и разделы не помешают."
    )


class TemplateForm(PageForm, forms.Form):
    submit = "Сохранить"
    title = forms.CharField(
        label="Название",
        max_length=200,
        error_messages={"required": "Назовите шаблон, чтобы его узнали в списке."},
    )
