"""Forms of the analytical note: saved as one types, signed."""

from django import forms

from methodservice.lib.forms import PageForm, TextField
from methodservice.lib.typed import TypedForm
from monitoring.cycle_documents.note import section_title
from monitoring.models import Note

LONG = 30000
ROWS = {"analysis": 16, "conclusions": 8, "problems": 6}


class NoteForm(TypedForm):
    """The sections of a draft."""

    typed = Note.SECTIONS

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        for section in Note.SECTIONS:
            self.fields[section] = TextField(
                label=section_title(section), required=False, max_length=LONG, rows=ROWS.get(section, 2)
            )


class SignForm(PageForm, forms.Form):
    """Signature. version: of the note that was read."""

    submit = "Подписать"
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    number = forms.CharField(label="Номер", max_length=30, required=False)
