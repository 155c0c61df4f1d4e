"""What the forms of kinds share: the municipality, buttons that show the form again, parties, spans of dates."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from crispy_forms.bootstrap import StrictButton
from crispy_forms.layout import Div
from django import forms
from django.template.loader import render_to_string

from methodservice.documents.orders.people import party_choices
from methodservice.lib.dates import long_date
from methodservice.lib.forms import PageForm

BACKWARDS = "Дата «по» раньше даты «с»."
NOT_LISTED = "Выберите из списка."


@dataclass(frozen=True)
class Shown:
    """A layout object: a piece of a form that only shows something, a template with its context."""

    template: str
    context: Mapping

    def render(self, form, context, **options) -> str:
        return render_to_string(self.template, dict(self.context))


class KindForm(PageForm, forms.Form):
    """A form of an order's facts. Attributes: municipality, user.

    Sent by the button `again_button` it comes back unbound, with what was typed: nothing is checked or made yet.
    """

    submit = "Подготовить приказ"
    AGAIN = "again"

    def __init__(self, data=None, files=None, *, municipality, user, initial=None, **kwargs):
        self.municipality, self.user = municipality, user
        if data is not None and self.AGAIN in data:
            initial = (initial or {}) | self._typed(data)
            data = files = None
        super().__init__(data, files, initial=initial, **kwargs)

    def _typed(self, data) -> dict:
        """What was sent, as initial values; fields that the class does not declare keep their text."""
        declared = {
            name: field.widget.value_from_datadict(data, {}, name) for name, field in self.base_fields.items()
        }
        return {name: data.get(name) for name in data} | declared

    def again_button(self, words: str) -> Div:
        """A button that shows the form again."""
        button = StrictButton(words, type="submit", name=self.AGAIN, value="1", css_class="btn-secondary")
        return Div(button, css_class="mb-3")

    def refuse_backwards(self, starts: str, ends: str) -> None:
        """The field `ends` may not be earlier than `starts`."""
        first, last = self.cleaned_data.get(starts), self.cleaned_data.get(ends)
        if first and last and last < first:
            self.add_error(ends, BACKWARDS)


def ask_party(form: KindForm, name: str) -> None:
    """Fill the choice of a party. Costs what `party_choices` says."""
    field = form.fields[name]
    field.choices = [("", "Выберите" if field.required else "—"), *party_choices(form.municipality)]
    field.error_messages["invalid_choice"] = NOT_LISTED


def span(first: date, last: date) -> str:
    """«с 1 сентября 2026 г. по 31 мая 2027 г.»."""
    return f"с {long_date(first)} по {long_date(last)}"
