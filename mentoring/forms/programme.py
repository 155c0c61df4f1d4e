"""Forms of the programme, meetings and check-ups."""

from crispy_forms.layout import Div
from django import forms
from django.utils import timezone

from development.models import Deficit
from mentoring.forms.pairs import check_day
from mentoring.models import Checkup, Pair, ProgrammeItem, Score
from methodservice.lib.forms import PageForm, TextField
from methodservice.lib.stale import StaleGuard

SCALE = ((1, "1"), (2, "2"), (3, "3"), (4, "4"), (5, "5"))


class _ItemFields(PageForm, forms.ModelForm):
    class Meta:
        model = ProgrammeItem
        fields = ["action", "form", "due", "expected", "deficit"]

    def __init__(self, *args, pair: Pair, **kwargs):
        super().__init__(*args, **kwargs)
        open_ones = Deficit.objects.open_on(timezone.localdate())
        chosen = Deficit.objects.filter(pk=self.instance.deficit_id)
        deficits = (open_ones | chosen).filter(teacher=pair.mentee)
        if deficits.exists():
            self.fields["deficit"].queryset = deficits
            self.fields["deficit"].help_text = "Какой дефицит закрывает этот пункт."
        else:
            del self.fields["deficit"]

    def blocks(self):
        deficit = ["deficit"] if "deficit" in self.fields else []
        return ["action", Div("form", "due", css_class="fields-in-row"), "expected", *deficit]

    def clean_due(self):
        return check_day(self.cleaned_data["due"])


class NewItemForm(_ItemFields):
    submit = "Добавить пункт"


class EditItemForm(StaleGuard, _ItemFields):
    pass


class MarkForm(PageForm, forms.Form):
    """Done on which day, what came of it."""

    submit = "Выполнено"
    done_on = forms.DateField(label="Когда выполнено")
    outcome = forms.CharField(label="Что получилось", required=False, max_length=500)


class SessionForm(PageForm, forms.Form):
    submit = "Записать встречу"
    held_on = forms.DateField(label="Дата")
    about = forms.CharField(label="О чём", max_length=300)
    agreed = TextField(label="О чём договорились", required=False, max_length=2000)

    def clean_held_on(self):
        return check_day(self.cleaned_data["held_on"])


class CheckupForm(PageForm, forms.Form):
    """A score for each criterion: 1 — needs help all the time, 5 — manages alone."""

    submit = "Сохранить замер"
    held_on = forms.DateField(label="Дата замера")
    note = TextField(label="Выводы", required=False, max_length=2000)

    def __init__(self, *args, checkup: Checkup, **kwargs):
        super().__init__(*args, **kwargs)
        for criterion in Score.Criterion:
            self.fields[criterion.value] = forms.TypedChoiceField(
                label=criterion.label,
                choices=SCALE,
                coerce=int,
                widget=forms.RadioSelect,
                error_messages={"required": "Выберите оценку."},
            )
        scores = {score.criterion: score.value for score in checkup.scores.all()}
        self.initial = {
            "held_on": checkup.held_on or timezone.localdate(),
            "note": checkup.note,
            **scores,
            **self.initial,
        }

    def blocks(self):
        return [
            "held_on",
            *(Div(each.value, css_class="mentoring-score") for each in Score.Criterion),
            "note",
        ]

    def clean_held_on(self):
        return check_day(self.cleaned_data["held_on"])

    @property
    def scores(self) -> dict[str, int]:
        return {each.value: self.cleaned_data[each.value] for each in Score.Criterion}
