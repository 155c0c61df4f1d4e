"""Forms of a thread: begun, told, measured, compared, concluded."""

from crispy_forms.layout import HTML
from django import forms
from django.utils import timezone

from methodservice.lib.forms import PageForm, TextField
from methodservice.lib.stale import StaleGuard
from monitoring.models import Campaign, Cycle

NOTHING = "Отметьте показатель или напишите словами, что не так."
AHEAD = "Этот день ещё не наступил. Мера — то, что уже сделано или поручено."
GONE = "Выберите из списка: этого там уже нет."


class StartForm(PageForm, forms.Form):
    """Threads of a campaign: one for each ticked indicator, and one for what is told in words."""

    submit = "Начать"
    indicators = forms.TypedMultipleChoiceField(
        label="Цель не достигнута",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": GONE},
    )
    title = forms.CharField(
        label="Другое, словами",
        max_length=500,
        required=False,
        help_text="Если то, что найдено, не видно ни по одному показателю.",
    )
    causes = TextField(
        label="Причины, если известны", max_length=5000, required=False, help_text="Их можно дописать позже."
    )

    def __init__(self, *args, missed, **kwargs):
        """missed: (key of an indicator, its words)."""
        super().__init__(*args, **kwargs)
        if missed:
            self.fields["indicators"].choices = missed
        else:
            del self.fields["indicators"]
            self.fields["title"].label = "Что не так"
            self.fields["title"].help_text = "Все недостигнутые цели этой кампании уже в работе."

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not cleaned.get("indicators") and not cleaned.get("title"):
            self.add_error("title", NOTHING)
        return cleaned


class CycleForm(StaleGuard, PageForm, forms.ModelForm):
    """The finding and its causes."""

    class Meta:
        model = Cycle
        fields = ("title", "causes")
        field_classes = {"causes": TextField}


class MeasureForm(PageForm, forms.Form):
    """What was done or ordered. record: a key of the portal's records, "" for words alone."""

    submit = "Записать"
    searchable = ("record",)
    record = forms.ChoiceField(
        label="Запись портала",
        required=False,
        help_text="Приказ, мероприятие, решение или пункт дорожной карты. Ищите по номеру или словам.",
        error_messages={"invalid_choice": GONE},
    )
    title = forms.CharField(label="Или словами, что сделано или поручено", max_length=500, required=False)
    on = forms.DateField(label="Когда", required=False, help_text="Пусто — день записи портала или сегодня.")

    def __init__(self, *args, records, **kwargs):
        """records: groups of choices, see `documents/evidence.record_choices`."""
        super().__init__(*args, **kwargs)
        if records:
            self.fields["record"].choices = [("", "—"), *records]
        else:
            del self.fields["record"]
            self.fields["title"].label = "Что сделано или поручено"

    def clean_on(self):
        day = self.cleaned_data["on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(AHEAD)
        return day

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not cleaned.get("record") and not cleaned.get("title"):
            self.add_error("title", "Выберите запись портала или напишите, что сделано.")
        return cleaned


class CompareForm(PageForm, forms.Form):
    """By which campaign the thread is judged."""

    submit = "Сравнить"
    following = forms.ModelChoiceField(
        label="Итоги кампании",
        queryset=Campaign.objects.none(),
        empty_label=None,
        error_messages={"required": "Выберите кампанию.", "invalid_choice": GONE},
    )

    def __init__(self, *args, campaigns, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["following"].queryset = campaigns


class ConcludeForm(PageForm, forms.Form):
    """What the measures brought. version: of the thread that was read."""

    submit = "Закрыть цикл"
    effect = forms.ChoiceField(
        label="Результативны ли меры",
        choices=Cycle.Effect,
        widget=forms.RadioSelect,
        error_messages={"required": "Выберите, результативны ли меры."},
    )
    conclusion = TextField(
        label="Вывод",
        rows=6,
        max_length=10000,
        error_messages={"required": "Напишите вывод: без него цикл не закрывают."},
    )

    def blocks(self):
        return [
            *super().blocks(),
            HTML(
                '<p class="muted small">Вывод и сравнение сохранятся документом, изменить их будет нельзя.</p>'
            ),
        ]
