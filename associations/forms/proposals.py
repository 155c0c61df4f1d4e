"""Forms of proposals into the agenda of the district association."""

from django import forms

from associations.models import Meeting, Proposal
from methodservice.lib.forms import PageForm


class ProposalForm(PageForm, forms.ModelForm):
    """A question that a school association offers."""

    submit = "Направить"

    class Meta:
        model = Proposal
        fields = ["title", "rationale"]
        help_texts = {"title": "«О …», «Об …» — как вопрос будет стоять в повестке."}


class AcceptForm(forms.Form):
    """Into which planned meeting the question goes."""

    meeting = forms.ModelChoiceField(
        label="В повестку заседания", queryset=Meeting.objects.none(), empty_label=None
    )

    def __init__(self, *args, association, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["meeting"]
        field.queryset = Meeting.objects.filter(
            association=association, state=Meeting.State.PLANNED
        ).order_by("date", "pk")
        field.label_from_instance = lambda meeting: f"{meeting.date:%d.%m.%Y}: {meeting.theme}"
        field.error_messages["invalid_choice"] = "Выберите запланированное заседание из списка."
        field.error_messages["required"] = "Выберите запланированное заседание из списка."


class DeclineForm(forms.Form):
    """Why the question does not go into the agenda."""

    answer = forms.CharField(
        label="Ответ школьному объединению",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Напишите, почему вопрос не включён: ответ увидит школьное объединение."},
    )
