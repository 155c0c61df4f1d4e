"""Forms of the list of participants: whom to look for, and the rows that are saved together."""

from functools import cached_property

from django import forms

from associations.events.models import Participant
from associations.events.people import associations_to_ask, invitable, members_of
from methodservice.directory.models import School, Teacher
from methodservice.lib.search import names_begin

SHORTEST_SEARCH = 2
LONGEST_SEARCH = 100
YES, NO = "yes", "no"
MARKS = {YES: True, NO: False, "": None}


class PickerForm(forms.Form):
    """Whom to invite: nobody is shown until a name, a school or an association is asked for."""

    q = forms.CharField(label="Фамилия или имя", required=False, max_length=LONGEST_SEARCH)
    school = forms.ModelChoiceField(
        label="Организация", queryset=School.objects.none(), required=False, empty_label="Любая"
    )
    association = forms.ModelChoiceField(
        label="Объединение", queryset=None, required=False, empty_label="Любое"
    )

    def __init__(self, data, *, event, user):
        super().__init__(data, label_suffix="")
        self.event = event
        self.fields["school"].queryset = School.objects.filter(
            municipality_id=event.municipality_id, closed_on=None
        )
        self.fields["association"].queryset = associations_to_ask(event, user)
        for name in ("school", "association"):
            self.fields[name].widget.attrs["data-search"] = True

    def clean_q(self):
        text = self.cleaned_data["q"].strip()
        if text and len(text) < SHORTEST_SEARCH:
            raise forms.ValidationError("Введите хотя бы две буквы.")
        return text

    @cached_property
    def is_asked(self) -> bool:
        return self.is_valid() and any(self.cleaned_data.values())

    def people(self):
        """Teachers who fit, in the order of names; nobody until something is asked for."""
        if not self.is_asked:
            return Teacher.objects.none()
        asked = self.cleaned_data
        rows = (
            members_of(asked["association"].pk, self.event) if asked["association"] else invitable(self.event)
        )
        if asked["school"]:
            rows = rows.filter(school=asked["school"])
        return rows.filter(names_begin(asked["q"], "surname", "given_name", "patronymic"))


class RowForm(forms.Form):
    """One participant in the list. What the page was opened with travels in hidden fields: only what this person
    changed is saved, so that two people may mark attendance together."""

    part = forms.ChoiceField(label="В качестве", choices=Participant.Part, show_hidden_initial=True)
    topic = forms.CharField(
        label="Тема или результат", required=False, max_length=300, show_hidden_initial=True
    )
    attended = forms.TypedChoiceField(
        label="Явка",
        required=False,
        choices=[("", "не отмечено"), (YES, "присутствует"), (NO, "отсутствует")],
        coerce=MARKS.__getitem__,
        empty_value=None,
        show_hidden_initial=True,
    )
    remove = forms.BooleanField(label="Убрать", required=False)

    def __init__(self, data, *, participant, with_attendance):
        marks = {value: key for key, value in MARKS.items()}
        super().__init__(
            data,
            prefix=f"p{participant.pk}",
            label_suffix="",
            initial={
                "part": participant.part,
                "topic": participant.topic,
                "attended": marks[participant.attended],
            },
        )
        self.participant = participant
        if not with_attendance:
            del self.fields["attended"]
        for name, field in self.fields.items():
            field.widget.attrs["aria-label"] = f"{field.label}: {participant.teacher.full_name}"
            if isinstance(field, forms.ChoiceField):
                field.widget.attrs["class"] = "form-select"
            elif name == "topic":
                field.widget.attrs["class"] = "form-control"

    @property
    def changes(self) -> dict:
        """{field: value} of what the person changed; valid forms only."""
        return {name: self.cleaned_data[name] for name in self.changed_data if name != "remove"}

    @property
    def is_removed(self) -> bool:
        return self.cleaned_data["remove"]


def row_forms(data, participants, *, with_attendance: bool) -> list[RowForm]:
    """A form for each participant. Of a POST: only those that the page had shown."""
    return [
        RowForm(data, participant=row, with_attendance=with_attendance)
        for row in participants
        if data is None or f"p{row.pk}-part" in data
    ]
