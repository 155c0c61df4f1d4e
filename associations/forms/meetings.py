"""Planning a meeting, changing it, asking for a reason or a day."""

import re

from django import forms
from django.core.exceptions import ValidationError

from associations.forms.fields import DateField, PersonField, TimeField, check_day
from associations.models import AgendaItem, Meeting, Office
from associations.services.agenda import MOST_ITEMS
from methodservice.lib.forms import TextField

ORDINAL = re.compile(r"^\s*(?:\d{1,2}\s*[.)]|[-–—•*])\s*")
LONGEST_TITLE = 500


def agenda_lines(text: str) -> list[str]:
    """Questions typed one a line; «1.», «2)», dashes and bullets before them are dropped."""
    lines = (ORDINAL.sub("", line).strip() for line in text.splitlines())
    return [line for line in lines if line]


class MeetingForm(forms.Form):
    """Date, time, place, form and theme; `version` says which state of the meeting was read."""

    date = DateField(label="Дата")
    time = TimeField(label="Время", required=False)
    form = forms.ChoiceField(label="Форма", choices=Meeting.Form.choices)
    place = forms.CharField(label="Место", max_length=200, required=False)
    theme = forms.CharField(
        label="Тема", max_length=300, error_messages={"required": "Напишите тему заседания."}
    )

    def clean_date(self):
        return check_day(self.cleaned_data["date"])


class MeetingEditForm(MeetingForm):
    version = forms.IntegerField(widget=forms.HiddenInput)


class PlanForm(MeetingForm):
    """A new meeting: also its agenda, typed or taken from proposals of school associations."""

    agenda = TextField(
        label="Повестка",
        rows=6,
        required=False,
        max_length=30000,
        help_text="Каждый вопрос с новой строки: «О…», «Об…». Докладчиков и вид вопроса можно указать позже.",
    )
    proposals = forms.TypedMultipleChoiceField(
        label="Предложения школьных объединений",
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Это предложение уже включено в повестку или отклонено."},
    )

    def __init__(self, *args, proposals=(), **options):
        super().__init__(*args, **options)
        self.fields["proposals"].choices = [
            (proposal.pk, f"{proposal.title} ({proposal.source.title})") for proposal in proposals
        ]
        if not proposals:
            del self.fields["proposals"]

    def clean_agenda(self):
        lines = agenda_lines(self.cleaned_data["agenda"])
        if len(lines) > MOST_ITEMS:
            raise ValidationError(f"В повестке не больше {MOST_ITEMS} вопросов, а здесь {len(lines)}.")
        for number, line in enumerate(lines, start=1):
            if len(line) > LONGEST_TITLE:
                raise ValidationError(
                    f"Вопрос {number} длиннее {LONGEST_TITLE} знаков: сократите его или разделите на два."
                )
        return lines


class ItemForm(forms.Form):
    """A question of the agenda: what, of which kind, who reports."""

    title = forms.CharField(
        label="Вопрос",
        max_length=LONGEST_TITLE,
        help_text="«О…», «Об…»",
        error_messages={"required": "Напишите, о чём вопрос."},
    )
    kind = forms.ChoiceField(label="Вид", choices=AgendaItem.Kind.choices, initial=AgendaItem.Kind.DECISION)
    office = forms.ChoiceField(
        label="Кого избирают",
        required=False,
        choices=[("", "— только для выборов —"), *Office.choices],
    )
    speaker_id = PersonField(label="Докладчик", required=False)
    speaker_text = forms.CharField(
        label="Докладчик не из списка",
        max_length=300,
        required=False,
        help_text="Должность, фамилия и инициалы",
    )

    def __init__(self, *args, people=(), **options):
        super().__init__(*args, **options)
        self.fields["speaker_id"] = PersonField(people, label="Докладчик", required=False)

    def clean(self):
        data = super().clean()
        is_election = data.get("kind") == AgendaItem.Kind.ELECTION
        if is_election and not data.get("office"):
            self.add_error("office", "Выберите, кого избирают.")
        if not is_election:
            data["office"] = ""
        if data.get("speaker_id") and data.get("speaker_text"):
            self.add_error("speaker_text", "Докладчик уже выбран из списка: оставьте что-то одно.")
        return data


class ItemEditForm(ItemForm):
    version = forms.IntegerField(widget=forms.HiddenInput)


class ReasonForm(forms.Form):
    """Why the meeting did not take place, or why the signed protocol is corrected."""

    reason = TextField(label="Причина", max_length=500, error_messages={"required": "Напишите причину."})


class RepeatForm(forms.Form):
    """The day of the repeat meeting."""

    date = DateField(label="Дата повторного заседания")

    def clean_date(self):
        return check_day(self.cleaned_data["date"])
