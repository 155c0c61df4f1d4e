"""Forms of the yearly revision: how far deadlines move and why; the ground of changes."""

from collections.abc import Mapping

from django import forms

from methodservice.lib.forms import PageForm, TextField
from methodservice.lib.whole import whole
from roadmap.models import ChangeReason, Edition

YEARS = ((0, "не сдвигать"), (1, "на год"), (2, "на 2 года"), (3, "на 3 года"))
NO_REASON = "Напишите, почему меняется документ: это увидят в новой редакции."


def years_of(query: Mapping[str, str]) -> int:
    """By how many years deadlines move; one year when the address does not say."""
    asked = whole(query.get("years", ""))
    return asked if asked in dict(YEARS) else 1


class RevisionForm(PageForm, forms.Form):
    """The common reason of a new edition."""

    submit = "Создать новую редакцию"

    kind = forms.ChoiceField(label="Основание", choices=ChangeReason.Kind.choices)
    reason = TextField(
        label="Почему меняется документ",
        rows=2,
        max_length=Edition._meta.get_field("reason").max_length,
        help_text="Например: «Итоги мониторинга за 2026 год, справка от 15.12.2026».",
        error_messages={"required": NO_REASON},
    )

    def clean_reason(self):
        return " ".join(self.cleaned_data["reason"].split())


class ReasonForm(PageForm, forms.Form):
    """One ground for the chosen changes. records: choices of `evidence.record_choices`."""

    submit = "Записать основание"
    searchable = ("record",)

    kind = forms.ChoiceField(label="Основание", choices=ChangeReason.Kind.choices)
    text = forms.CharField(
        label="Подробности",
        required=False,
        max_length=ChangeReason._meta.get_field("text").max_length,
        help_text="Справка, протокол, показатель — чтобы основание можно было найти.",
    )
    record = forms.ChoiceField(label="Запись портала", required=False)

    def __init__(self, *args, records, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["record"].choices = [("", "—"), *records]
        self.fields["record"].error_messages["invalid_choice"] = "Выберите из списка."

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("kind") == ChangeReason.Kind.OTHER and not cleaned.get("text"):
            self.add_error("text", "Напишите, какое основание.")
        return cleaned
