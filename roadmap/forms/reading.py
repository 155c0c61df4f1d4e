"""A file to be read, what it is, one row of it."""

from django import forms

from methodservice.directory.forms.deadlines import DeadlineField
from methodservice.documents.orders.people import party_choices
from methodservice.documents.orders.usual.programme import DOCUMENTS
from methodservice.documents.recognition.answer import Role
from methodservice.lib.forms import PageForm, TextField
from roadmap.content import Content, LineWords, PartWords
from roadmap.forms.period import PeriodCheck
from roadmap.models import Reading
from roadmap.reviewing import EDITABLE
from roadmap.services.writing import TITLE_LENGTH

LONGEST_CELL = 2_000


class HeadForm(PeriodCheck, PageForm, forms.Form):
    """What the document is and for which days: everything about deadlines depends on them."""

    document = forms.ChoiceField(
        label="Что это", choices=[(key, word.nominative.capitalize()) for key, word in DOCUMENTS.items()]
    )
    title = forms.CharField(
        label="Название",
        max_length=TITLE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Напишите название: под ним документ стоит в списке."},
    )
    first = forms.DateField(label="Действует с", error_messages={"required": "Назовите первый день."})
    last = forms.DateField(label="по", error_messages={"required": "Назовите последний день."})

    def __init__(self, *args, reading: Reading, **kwargs):
        content = Content.from_json(reading.content)
        known = reading.answers["period"]
        initial = {
            "document": content.document,
            "title": content.title,
            "first": content.first if known else None,
            "last": content.last if known else None,
        }
        super().__init__(*args, initial=initial, **kwargs)
        if reading.programme_id:
            del self.fields["document"]
        self.kind = content.document

    def clean_title(self):
        return " ".join(self.cleaned_data["title"].split())

    def clean(self):
        cleaned = super().clean()
        self.check_period(cleaned.get("first"), cleaned.get("last"))
        return cleaned

    def values(self) -> dict:
        return {"document": self.kind} | self.cleaned_data


class RowForm(PageForm, forms.Form):
    """Words of a row that may be put in another way, and who answers for it."""

    searchable = ("parties",)

    def __init__(
        self, *args, content: Content, part: PartWords, line: LineWords, found, municipality, **kwargs
    ):
        super().__init__(*args, **kwargs)
        self.places: dict[str, int] = {}
        for place, (column, text) in enumerate(zip(part.columns, line.cells, strict=True)):
            role = Role(column["role"])
            if role not in EDITABLE:
                continue
            name = f"c{place}"
            options = {
                "label": column["heading"] or "Без заголовка",
                "required": False,
                "initial": text,
                "max_length": LONGEST_CELL,
            }
            if role is Role.DEADLINE and "\n" not in text:
                self.fields[name] = DeadlineField(period=(content.first, content.last), **options)
            else:
                self.fields[name] = TextField(rows=2, **options)
            self.places[name] = place
        self.fields["parties"] = forms.MultipleChoiceField(
            label="Кто отвечает на портале",
            required=False,
            choices=party_choices(municipality),
            initial=list(found),
            help_text="Эти люди увидят пункт в своих делах. Слова документа не изменятся.",
        )
        self.fields["parties"].widget.attrs["data-search"] = True
        self.found, self.line = list(found), line

    def cells(self) -> dict[int, str]:
        """Words by the place of the column."""
        return {place: self.cleaned_data[name].strip() for name, place in self.places.items()}

    def parties(self) -> list[str] | None:
        """Keys chosen by hand, now or before; None when they are those of the words."""
        chosen = self.cleaned_data["parties"]
        return self.line.parties if sorted(chosen) == sorted(self.found) else chosen
