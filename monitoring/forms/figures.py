"""Filters of the figures' pages: they live in the address."""

from datetime import date

from django import forms

from methodservice.lib.forms import PageForm
from methodservice.registries import Figure, Span
from monitoring.rules.schedule import Due

EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)
BACKWARDS = "Последний день раньше первого."
BEFORE = "День сбора раньше первого дня."
OUTSIDE = "Введите день с 2000 по 2100 год."
LONGEST = 200


class FigureSearchForm(forms.Form):
    """By words of the figures."""

    q = forms.CharField(
        label="Что ищете",
        required=False,
        max_length=LONGEST,
        error_messages={"max_length": f"Слишком длинно: оставьте не больше {LONGEST} знаков."},
        widget=forms.TextInput(attrs={"type": "search"}),
    )


class SpanForm(PageForm, forms.Form):
    """For which days a figure is asked. What the address lacks is that of `due`, the latest period that is over; the
    cut-off day is the last day unless told."""

    first = forms.DateField(label="С")
    last = forms.DateField(label="По")
    cut_off = forms.DateField(label="День сбора")
    school = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, asked, *, figure: Figure, due: Due):
        ends = due.period.ends
        usual = {"first": due.period.starts, "last": ends, "cut_off": _day(asked.get("last")) or ends}
        super().__init__({name: asked.get(name) or day for name, day in usual.items()} | _place(asked))
        if figure.on_day:
            del self.fields["first"], self.fields["last"]
        for field in self.fields.values():
            field.error_messages["required"] = "Укажите день."

    def clean(self):
        cleaned = super().clean()
        for name in ("first", "last", "cut_off"):
            day = cleaned.get(name)
            if day and not EARLIEST <= day <= LATEST:
                self.add_error(name, OUTSIDE)
        first, last, cut_off = (cleaned.get(name) for name in ("first", "last", "cut_off"))
        if first and last and last < first:
            self.add_error("last", BACKWARDS)
        elif first and cut_off and cut_off < first:
            self.add_error("cut_off", BEFORE)
        return cleaned

    def span(self, municipality) -> Span:
        """Of a valid form; facts after the cut-off day are not counted, as in a campaign."""
        cut_off = self.cleaned_data["cut_off"]
        first, last = (self.cleaned_data.get(name, cut_off) for name in ("first", "last"))
        return Span(municipality, first, min(last, cut_off), cut_off)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def _place(asked) -> dict[str, str]:
    return {"school": asked["school"]} if "school" in asked else {}
