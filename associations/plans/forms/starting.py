"""Where a plan comes from: a file with a table; the title of a template."""

from django import forms

from methodservice.lib.forms import PageForm


class TableForm(forms.Form):
    """refused: the sentence of the upload handler that dropped a file too large."""

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

    def __init__(self, *args, refused="", **kwargs):
        super().__init__(*args, **kwargs)
        self.refused = refused

    def clean(self):
        if self.refused:
            self._errors.pop("file", None)
            self.add_error("file", self.refused)


class TemplateForm(PageForm, forms.Form):
    submit = "Сохранить"
    title = forms.CharField(
        label="Название",
        max_length=200,
        error_messages={"required": "Назовите шаблон, чтобы его узнали в списке."},
    )
