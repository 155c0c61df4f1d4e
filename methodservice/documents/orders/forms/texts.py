"""What is saved as one types: the texts of an order, a point, the control point."""

from django import forms

from methodservice.lib.forms import TextField
from methodservice.lib.typed import TypedForm


class OrderTextsForm(TypedForm):
    """Heading and preamble."""

    title = TextField(label="Заголовок", max_length=500, rows=2)
    preamble = TextField(label="Преамбула", max_length=3000, required=False, rows=3)

    typed = ("title", "preamble")

    def clean_title(self):
        return " ".join(self.cleaned_data["title"].split())


class PointForm(TypedForm):
    """Who, what, by when."""

    executor = forms.CharField(label="Кому", max_length=500, required=False)
    text = TextField(label="Что сделать", max_length=5000, required=False, rows=2)
    deadline = forms.CharField(label="Срок", max_length=200, required=False)

    typed = ("executor", "text", "deadline")


class ControlForm(TypedForm):
    """The words of the control point."""

    control = TextField(label="Пункт о контроле", max_length=1000, required=False, rows=2)

    typed = ("control",)
