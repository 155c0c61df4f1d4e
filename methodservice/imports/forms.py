"""Sending a file with a list."""

from django import forms

from methodservice.lib.officefiles.limits import MOST_BYTES, TOO_LARGE


class UploadForm(forms.Form):
    """`importer`: what is loaded; choices are narrowed to what `user` may fill."""

    target = forms.ModelChoiceField(
        None,
        required=False,
        empty_label="Указана в файле",
        help_text="Если в файле нет такого столбца или он заполнен не везде.",
    )
    file = forms.FileField(
        label="Файл",
        help_text="XLSX или CSV, до 10 МБ и 20 000 строк. Строки над заголовками и итоги не помешают.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={
            "required": "Выберите файл.",
            "missing": "Выберите файл.",
            "empty": "Файл пустой. Выберите файл с таблицей.",
        },
    )

    def __init__(self, *args, importer, user, **kwargs):
        super().__init__(*args, **kwargs)
        choices = importer.targets(user) if importer.targets else None
        # one school and no other: nothing to choose
        if choices is None or (not user.access.is_methodist and choices.count() < 2):
            del self.fields["target"]
        else:
            self.fields["target"].queryset = choices
            self.fields["target"].widget.attrs["data-search"] = True
            self.fields["target"].label = importer.target_label
            self.fields["target"].error_messages["invalid_choice"] = "Такой записи нет среди ваших."

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(TOO_LARGE)
        return file

    def refuse(self, refusal) -> None:
        """Show why the file was not taken (FileRefused, NotKept) beside its field."""
        self.add_error("file", refusal.sentence)
