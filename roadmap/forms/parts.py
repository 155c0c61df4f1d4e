"""Parts of a draft: a new one, the words of one."""

from django import forms

from methodservice.documents.annex_text import content_from_text, text_of
from methodservice.documents.orders.forms.annex import TABLES_HELP, TEXT_HELP
from methodservice.lib.forms import PageForm, TextField
from methodservice.lib.stale import StaleGuard
from roadmap.models import EditionPart
from roadmap.usual import TABLES

END, START = "", "0"


class NewPartForm(PageForm, forms.Form):
    """What is added, and where: `at` counts from 0, None is the end."""

    submit = "Добавить"
    what = forms.ChoiceField(label="Что добавить", widget=forms.RadioSelect, initial="text")
    place = forms.ChoiceField(label="Где", required=False)

    def __init__(self, *args, parts, **kwargs):
        """parts: of the edition, in order."""
        super().__init__(*args, **kwargs)
        self.fields["what"].choices = [
            ("text", "Текст"),
            ("passport", "Паспорт: название и содержание строк"),
            *((key, f"Таблица мероприятий. {table.title}") for key, table in TABLES.items()),
        ]
        self.fields["place"].choices = [
            (END, "В конце документа"),
            (START, "В начале документа"),
            *((str(place), f"После: {str(part)[:80]}") for place, part in enumerate(parts[:-1], 1)),
        ]

    @property
    def at(self) -> int | None:
        chosen = self.cleaned_data["place"]
        return int(chosen) if chosen else None


class _PartForm(PageForm, forms.ModelForm):
    """What the part is called on pages; the text itself where the part is words."""

    text = TextField(label="Текст", max_length=200_000, required=False, rows=16, help_text=TEXT_HELP)

    class Meta:
        model = EditionPart
        fields = ["caption"]
        labels = {"caption": "Название части"}
        help_texts = {"caption": "Видно только в портале, в документ не печатается."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.tables = [block for block in self.instance.blocks if block["kind"] == "table"]
        if self.instance.kind != EditionPart.TEXT:
            del self.fields["text"]
        elif self.tables:
            self.fields["text"].help_text = TABLES_HELP

    def get_initial_for_field(self, field, field_name):
        if field_name == "text":
            return text_of(self.instance.blocks)
        return super().get_initial_for_field(field, field_name)

    def clean_text(self):
        text = self.cleaned_data["text"]
        try:
            self.blocks_read = content_from_text(text, self.tables)
        except ValueError as wrong:
            raise forms.ValidationError(str(wrong)) from wrong
        return text

    @property
    def words(self) -> dict:
        """What the service takes."""
        words = {"caption": self.cleaned_data["caption"]}
        return words | {"blocks": self.blocks_read} if "text" in self.fields else words


class PartForm(StaleGuard, _PartForm):
    """The words to be saved: not over what somebody else has written."""
