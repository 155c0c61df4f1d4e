"""The life of an item: marking it done, saying what it became."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from associations.events.models import Event
from associations.forms.fields import DateField, check_day
from associations.models import Meeting
from methodservice.documents.files import UploadField
from methodservice.lib.forms import PageForm, TextField


class MarkForm(PageForm, forms.Form):
    """When an item was done, what was done, and a file that proves it."""

    submit = "Отметить выполненным"
    done_on = DateField(label="Когда выполнено")
    comment = TextField(label="Что сделано", required=False, max_length=2000)
    evidence = UploadField(label="Подтверждение", required=False)

    def clean_done_on(self):
        day = check_day(self.cleaned_data["done_on"])
        if day > timezone.localdate():
            raise ValidationError("Этот день ещё не наступил. Отметьте пункт, когда он будет выполнен.")
        return day


class LinkForm(PageForm, forms.Form):
    """One of the association's meetings or events of the year; what there is none of is not asked for."""

    submit = "Связать"
    meeting = forms.ModelChoiceField(Meeting.objects.none(), label="Заседание", required=False)
    event = forms.ModelChoiceField(Event.objects.none(), label="Мероприятие", required=False)

    def __init__(self, *args, meetings, events, **kwargs):
        super().__init__(*args, **kwargs)
        for name, rows in (("meeting", meetings), ("event", events)):
            if not rows.exists():
                del self.fields[name]
                continue
            self.fields[name].queryset = rows
            self.fields[name].empty_label = "— не выбрано —"
            self.fields[name].error_messages["invalid_choice"] = "Выберите из списка: этого там уже нет."

    def clean(self):
        data = super().clean()
        if not self.errors and len([each for each in data.values() if each]) != 1:
            raise ValidationError("Выберите что-то одно: заседание или мероприятие.")
        return data
