"""A roadmap or programme from nothing; its title and period afterwards."""

from datetime import date

from crispy_forms.layout import Div, Fieldset
from django import forms
from django.utils import timezone

from methodservice.documents.orders.drafts import capitalised
from methodservice.documents.orders.usual.programme import DOCUMENTS
from methodservice.lib.forms import PageForm
from methodservice.lib.periods import SchoolYear
from methodservice.lib.stale import StaleGuard
from roadmap.forms.period import PeriodCheck
from roadmap.models import Edition
from roadmap.services.writing import TITLE_LENGTH
from roadmap.usual import TABLES

OWN = "own"


def periods() -> dict[str, tuple[str, date, date]]:
    """{key: (words, first day, last day)} that a new document is usually for."""
    year, school = timezone.localdate().year, SchoolYear.containing(timezone.localdate())
    spans = [(year, year), (year + 1, year + 1), (year, year + 2), (year + 1, year + 3)]
    found = {
        f"{first}-{last}": (
            f"{first} год" if first == last else f"{first}–{last} годы",
            date(first, 1, 1),
            date(last, 12, 31),
        )
        for first, last in spans
    }
    for each in (school, school.following):
        found[each.title] = (f"{each} учебный год", each.starts, each.ends)
    return found


class StartForm(PeriodCheck, PageForm, forms.Form):
    """What the document is called, what it is for, which table it has."""

    submit = "Создать"

    kind = forms.ChoiceField(
        label="Вид документа",
        choices=[(key, capitalised(word.nominative)) for key, word in DOCUMENTS.items()],
        initial="roadmap",
    )
    title = forms.CharField(
        label="Название",
        max_length=TITLE_LENGTH,
        help_text="Целиком, как печатается: «Дорожная карта развития методической службы района на 2026 год».",
    )
    span = forms.ChoiceField(label="Период", help_text="По нему портал понимает сроки.")
    first = forms.DateField(label="Первый день", required=False)
    last = forms.DateField(label="Последний день", required=False)
    table = forms.ChoiceField(label="Таблица мероприятий", widget=forms.RadioSelect, initial="four")
    passport = forms.BooleanField(label="С паспортом", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.periods = periods()
        self.fields["span"].choices = [
            *((key, words) for key, (words, _, _) in self.periods.items()),
            (OWN, "Другие даты"),
        ]
        self.fields["table"].choices = [
            (key, f"{table.title}: {table.headings}") for key, table in TABLES.items()
        ]

    def blocks(self):
        dates = Div("first", "last", css_class="own-share")
        return ["kind", "title", Fieldset("", "span", dates), "table", "passport"]

    def clean_title(self):
        return " ".join(self.cleaned_data["title"].split())

    def clean(self):
        cleaned = super().clean()
        span = cleaned.get("span")
        if span in self.periods:
            _, cleaned["first"], cleaned["last"] = self.periods[span]
        elif span == OWN:
            for name in ("first", "last"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, "Укажите день.")
            self.check_period(cleaned.get("first"), cleaned.get("last"))
        return cleaned


class EditionForm(StaleGuard, PeriodCheck, PageForm, forms.ModelForm):
    """Title, period, sheets of a draft."""

    class Meta:
        model = Edition
        fields = ["title", "first", "last", "landscape"]
        labels = {"first": "Действует с", "last": "По", "landscape": "Альбомные листы (для широкой таблицы)"}
        widgets = {"title": forms.Textarea({"rows": 2})}
        help_texts = {"first": "При другом периоде портал прочитает сроки заново."}

    def clean_title(self):
        return " ".join(self.cleaned_data["title"].split())

    def clean(self):
        cleaned = super().clean()
        self.check_period(self.cleaned_data.get("first"), self.cleaned_data.get("last"))
        return cleaned

    @property
    def words(self) -> dict:
        """What the service takes."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}
