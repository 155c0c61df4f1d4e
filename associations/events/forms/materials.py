"""The form of a material: a file or a link."""

from django import forms

from methodservice.documents.files import UploadField
from methodservice.lib.forms import LinkField, PageForm


class MaterialForm(PageForm, forms.Form):
    submit = "Приложить"
    upload = UploadField(required=False)
    link = LinkField(required=False, help_text="Например, на запись вебинара или страницу мероприятия.")
    title = forms.CharField(
        label="Как назвать",
        required=False,
        max_length=200,
        help_text="Если не заполнить, файл назовётся по имени, ссылка — по адресу.",
    )

    def clean(self):
        cleaned = super().clean()
        cleaned = self.cleaned_data if cleaned is None else cleaned
        upload, link = cleaned.get("upload"), cleaned.get("link")
        if upload and link:
            self.add_error("link", "Приложите что-то одно: файл или ссылку. Второе добавьте следующим.")
        elif not (upload or link) and not self.errors:
            self.add_error("upload", "Выберите файл или укажите ссылку.")
        if not cleaned.get("title") and not self.errors:
            cleaned["title"] = (upload.name if upload else link)[:200]
        return cleaned
