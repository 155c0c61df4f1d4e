"""A line, a section, the columns of a living table."""

from django import forms

from methodservice.directory.forms.deadlines import DeadlineField, DeadlineText
from methodservice.documents.orders.people import party_choices
from methodservice.documents.recognition.answer import Role
from methodservice.lib.forms import PageForm, TextField
from methodservice.lib.stale import StaleGuard
from roadmap.columns import ROLE_NAMES, name_of
from roadmap.models import EditionPart, Line, Section

LONGEST_CELL = 20_000
LONG = (Role.ACTION, Role.RESULT, Role.OTHER)
ABOVE = ("", "Над разделами")


class CellField(TextField):
    """A cell as it stands: line ends are kept, a tab is a space."""

    def __init__(self, **options):
        super().__init__(required=False, max_length=LONGEST_CELL, strip=False, **options)

    def to_python(self, value):
        return super().to_python(value).replace("\t", " ").strip()


class CellDeadline(CellField, DeadlineField):
    """A cell with a deadline: what it means stands beneath."""


def cell_field(column: dict, text: str, period) -> forms.Field:
    """The field of a column. period: days in which deadlines are read."""
    role, label = Role(column["role"]), name_of(column)
    if role == Role.DEADLINE:
        field = CellDeadline(
            label=label,
            initial=text,
            widget=DeadlineText({"rows": 2}),
            help_text="Как принято писать: «октябрь», «до 15 мая», «ежеквартально».",
        )
        field.period = period
        return field
    if role == Role.NUMBER and "\n" not in text:
        return CellField(label=label, initial=text, widget=forms.TextInput())
    return CellField(label=label, initial=text, rows=3 if role in LONG else 2)


class LineDraft(PageForm, forms.Form):
    """A field for each column, by its heading; whom the portal takes for responsible. `instance` is the line, or None
    for a new one."""

    searchable = ("parties",)
    parties = forms.MultipleChoiceField(
        label="Кто отвечает, по спискам портала",
        required=False,
        widget=forms.SelectMultiple({"size": 6}),
        help_text="Пусто — портал поймёт по словам. Выбранные увидят пункт среди своих дел. "
        "Лишнее убирает клавиша Backspace.",
    )

    def __init__(
        self, *args, part: EditionPart, instance: Line | None = None, cells=(), understood="", **kwargs
    ):
        """cells: texts that a new line begins with; understood: labels of the parties found in the words."""
        super().__init__(*args, **kwargs)
        self.instance, self.part, edition = instance, part, part.edition
        texts = instance.cells if instance else [*cells, *[""] * (len(part.columns) - len(cells))]
        fields = {
            f"cell{at}": cell_field(column, text, (edition.first, edition.last))
            for at, (column, text) in enumerate(zip(part.columns, texts, strict=True))
        }
        self.fields = fields | self.fields
        parties = self.fields["parties"]
        parties.choices = party_choices(edition.programme.municipality)
        parties.error_messages["invalid_choice"] = "Выберите из списка."
        parties.widget.attrs["data-search"] = True
        if understood:
            parties.help_text = f"Понято по словам: {understood}. {parties.help_text}"

    def clean(self):
        cleaned = super().clean()
        cleaned = self.cleaned_data if cleaned is None else cleaned
        names = [f"cell{at}" for at in range(len(self.part.columns))]
        if not any(cleaned.get(name) for name in names) and not any(name in self.errors for name in names):
            self.add_error(self.main_field, "Напишите, что нужно сделать.")
        return cleaned

    @property
    def main_field(self) -> str:
        """Name of the field of the action."""
        roles = [column["role"] for column in self.part.columns]
        return f"cell{roles.index(Role.ACTION) if Role.ACTION in roles else 0}"

    @property
    def words(self) -> dict:
        """What the services take."""
        cells = [self.cleaned_data[f"cell{at}"] for at in range(len(self.part.columns))]
        return {"cells": cells, "parties": self.cleaned_data["parties"]}


class NewLineForm(LineDraft):
    """version: of the edition when the form was opened, so that a second click adds nothing."""

    submit = "Добавить"
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class _LineForm(LineDraft):
    """A line that is there, with the section that it stands in."""

    section = forms.ChoiceField(label="Раздел", required=False)

    def __init__(self, *args, sections, instance: Line, by_hand, **kwargs):
        """sections: of the table, in order; by_hand: keys of parties chosen before."""
        self.sections = sections
        initial = {"section": str(instance.section_id or ""), "parties": list(by_hand)}
        super().__init__(*args, instance=instance, initial=initial, **kwargs)
        if not sections:
            del self.fields["section"]
            return
        self.fields["section"].choices = [ABOVE, *((str(row.pk), str(row)) for row in sections)]

    @property
    def words(self) -> dict:
        chosen = self.cleaned_data.get("section")
        return super().words | {"section": int(chosen) if chosen else None}


class LineForm(StaleGuard, _LineForm):
    """A line to be saved: not over what somebody else has put in its place."""


class SectionDraft(PageForm, forms.ModelForm):
    """A section as it is printed, and what is in its words."""

    period = DeadlineField(
        label="Срок раздела",
        required=False,
        max_length=100,
        help_text="Если сроков у мероприятий нет, портал возьмёт этот: «2026 год», «сентябрь – декабрь 2026».",
    )

    class Meta:
        model = Section
        fields = ["text", "number", "period"]
        widgets = {"text": forms.Textarea({"rows": 2})}
        labels = {"text": "Название, как печатается"}
        help_texts = {
            "text": "С номером и сроком, если они нужны в документе: «1. Организационная работа».",
            "number": "Для номеров пунктов: «1».",
        }

    def __init__(self, *args, edition, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["period"].period = (edition.first, edition.last)

    def clean_text(self):
        return " ".join(self.cleaned_data["text"].split())

    @property
    def words(self) -> dict:
        """What the services take."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class NewSectionForm(SectionDraft):
    submit = "Добавить"


class SectionForm(StaleGuard, SectionDraft):
    """A section to be saved: not over what somebody else has written."""


class _ColumnsForm(PageForm, forms.Form):
    """Headings and roles of all columns."""

    def __init__(self, *args, instance: EditionPart, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance = instance
        for at, column in enumerate(instance.columns):
            group = f" («{column['group']}»)" if column.get("group") else ""
            self.fields[f"heading{at}"] = TextField(
                label=f"Столбец {at + 1}{group}",
                initial=column["heading"],
                rows=1,
                max_length=300,
                required=False,
            )
            role = forms.ChoiceField(
                label="Что в нём",
                initial=column["role"],
                choices=[(role.value, name) for role, name in ROLE_NAMES.items()],
            )
            role.full_label = f"столбец {at + 1}: что в нём"
            self.fields[f"role{at}"] = role

    def clean(self):
        cleaned = super().clean()
        cleaned = self.cleaned_data if cleaned is None else cleaned
        roles = [cleaned.get(f"role{at}") for at in range(len(self.instance.columns))]
        if Role.ACTION not in roles and not self.errors:
            self.add_error("role0", "Укажите, в каком столбце мероприятие.")
        return cleaned

    @property
    def rows(self):
        """[(field of the heading, field of the role)]."""
        return [(self[f"heading{at}"], self[f"role{at}"]) for at in range(len(self.instance.columns))]

    @property
    def columns(self) -> list[tuple[str, str]]:
        """What the service takes."""
        return [
            (" ".join(self.cleaned_data[f"heading{at}"].split()), self.cleaned_data[f"role{at}"])
            for at in range(len(self.instance.columns))
        ]


class ColumnsForm(StaleGuard, _ColumnsForm):
    """Columns to be saved: not over what somebody else has made of them."""


class NewColumnForm(PageForm, forms.Form):
    """One more column at the end."""

    submit = "Добавить"
    heading = forms.CharField(label="Заголовок столбца", max_length=300)

    def clean_heading(self):
        return " ".join(self.cleaned_data["heading"].split())
