"""Forms of address recommendations: written for several organisations at once, answered, sent back."""

from datetime import timedelta

from django import forms
from django.utils import timezone

from methodservice.documents.files import UploadField
from methodservice.lib.forms import LinkField, PageForm, TextField
from methodservice.lib.stale import StaleGuard
from monitoring.models import Recommendation
from monitoring.services.cycle.recommending import NO_ANSWER, NO_REMARK, PAST

SERVICE = "service"
"""The choice of the district's own system."""
GONE = "Отметьте заново: одной из организаций в списке уже нет."
USUAL_TERM = timedelta(days=30)
NO_DUE = "Поставьте срок: день, к которому ждёте ответ."


class Words(forms.Form):
    """The words that all recommendations have."""

    text = TextField(
        label="Рекомендация",
        rows=5,
        max_length=5000,
        error_messages={"required": "Напишите, что сделать."},
    )
    due = forms.DateField(label="Срок", error_messages={"required": NO_DUE})
    responsible = forms.CharField(
        label="Ответственный", max_length=300, required=False, help_text="Например: заместитель директора."
    )
    report_form = forms.CharField(
        label="Форма отчёта",
        max_length=300,
        required=False,
        help_text="Например: ответ на портале со справкой.",
    )

    def clean_due(self):
        day = self.cleaned_data["due"]
        if day < timezone.localdate():
            raise forms.ValidationError(PAST)
        return day

    @property
    def words(self) -> dict:
        return {name: self.cleaned_data[name] for name in ("text", "due", "responsible", "report_form")}


class RecommendForm(PageForm, Words):
    """A draft for each ticked organisation."""

    submit = "Подготовить рекомендации"
    schools = forms.MultipleChoiceField(
        label="Кому",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Отметьте, кому рекомендация.",
            "invalid_choice": GONE,
            "invalid_list": GONE,
        },
    )
    field_order = ("schools", "text", "due", "responsible", "report_form")

    def __init__(self, *args, schools, **kwargs):
        """schools: (key or SERVICE, words of the choice)."""
        super().__init__(*args, **kwargs)
        self.fields["schools"].choices = schools

    @property
    def keys(self) -> tuple[set[int], bool]:
        """(keys of organisations, whether the district's own system is ticked) of a valid form."""
        chosen = self.cleaned_data["schools"]
        return {int(key) for key in chosen if key != SERVICE}, SERVICE in chosen


class RecommendationForm(StaleGuard, PageForm, Words, forms.ModelForm):
    """A draft, changed."""

    ground = forms.CharField(label="Основание", max_length=500, required=False)
    field_order = ("ground", "text", "due", "responsible", "report_form")

    class Meta:
        model = Recommendation
        fields = ("ground", "text", "due", "responsible", "report_form")


class AnswerForm(PageForm, forms.Form):
    """What the organisation did."""

    submit = "Отправить ответ"
    answer = TextField(label="Что сделано", rows=5, max_length=5000, error_messages={"required": NO_ANSWER})
    link = LinkField(label="Ссылка", required=False)
    upload = UploadField(label="Файл", required=False)


class SendBackForm(PageForm, forms.Form):
    """What the answer lacks."""

    submit = "Вернуть"
    remark = TextField(label="Чего не хватает", max_length=1000, error_messages={"required": NO_REMARK})
