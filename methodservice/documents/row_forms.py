"""A row of a table as a form."""

from django import forms

from methodservice.lib.forms import PageForm, TextField
from methodservice.lib.stale import StaleGuard


class RowDraft(PageForm, forms.Form):
    """A row of a table: a field for each cell. instance: the record that has the table; cells: texts; labels: headings
    of the columns."""

    def __init__(self, *args, instance, cells, labels, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance, self.number = instance, len(cells)
        for place, (text, label) in enumerate(zip(cells, labels, strict=True)):
            self.fields[f"cell{place}"] = TextField(
                label=label or f"Столбец {place + 1}", required=False, initial=text, rows=2, max_length=20_000
            )

    @property
    def cells(self) -> list[str]:
        return [self.cleaned_data[f"cell{place}"] for place in range(self.number)]


class RowForm(StaleGuard, RowDraft):
    """The row to be saved: not over what somebody else has put in its place."""
