"""Forms of a survey: new, changed, who is asked."""

from crispy_forms.layout import Div
from django import forms
from django.utils import timezone

from associations.forms.fields import check_day
from associations.models import Association
from development.surveys.models import Survey
from development.surveys.usual import READY
from development.surveys.workflow import State
from methodservice.directory.models import School
from methodservice.lib.forms import PageForm, TextField
from methodservice.lib.stale import StaleGuard

ANONYMOUS, NAMED = "1", "0"
EMPTY = ""
LONGEST_WORDS = 2000


class _SurveyForm(PageForm, forms.ModelForm):
    words = TextField(
        label="Зачем спрашиваем",
        required=False,
        max_length=LONGEST_WORDS,
        help_text="Одно-два предложения для тех, кто отвечает.",
    )
    is_anonymous = forms.TypedChoiceField(
        label="Имена",
        choices=[
            (ANONYMOUS, "Анонимный: ответы не связаны с именами, итоги — после закрытия"),
            (NAMED, "С именами: методисты видят, кто что ответил"),
        ],
        coerce=lambda value: value == ANONYMOUS,
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Survey
        fields = ["title", "words", "closes_on", "is_anonymous", "threshold"]
        labels = {"threshold": "Порог, человек"}
        help_texts = {
            "threshold": "Если в организации ответили меньше, отдельно её итоги не показываются.",
            "closes_on": "В этот день ответы ещё принимаются.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["is_anonymous"] = ANONYMOUS if self.instance.is_anonymous else NAMED

    def blocks(self):
        short = [name for name in ("closes_on", "threshold") if name in self.fields]
        first = [name for name in ("ready", "title", "words") if name in self.fields]
        last = [name for name in ("is_anonymous",) if name in self.fields]
        return [*first, *last, Div(*short, css_class="fields-in-row")]

    def clean_closes_on(self):
        day = check_day(self.cleaned_data["closes_on"])
        if day < timezone.localdate():
            raise forms.ValidationError("Этот день уже прошёл.")
        return day


class NewSurveyForm(_SurveyForm):
    """`ready`: key of a ready questionnaire or nothing; what is left empty is taken from it."""

    submit = "Дальше: вопросы"
    ready = forms.ChoiceField(
        label="Вопросы",
        choices=[*((key, each.label) for key, each in READY.items()), (EMPTY, "Свои, с чистого листа")],
        required=False,
        widget=forms.RadioSelect,
        help_text="Готовые вопросы можно изменить.",
    )
    title = forms.CharField(
        label="Название",
        max_length=200,
        required=False,
        help_text="Можно не заполнять, если вопросы готовые: возьмём их название.",
    )

    class Meta(_SurveyForm.Meta):
        fields = ["ready", *_SurveyForm.Meta.fields]

    def clean(self):
        cleaned = super().clean()
        cleaned = self.cleaned_data if cleaned is None else cleaned
        if ready := READY.get(cleaned.get("ready")):
            cleaned["title"] = cleaned.get("title") or ready.title
            cleaned["words"] = cleaned.get("words") or ready.words
        elif "title" in cleaned and not cleaned["title"]:
            self.add_error("title", "Напишите название.")
        return cleaned


class EditSurveyForm(StaleGuard, _SurveyForm):
    """Of a survey under way only the day and the words change: people answered on the promise about names."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.state != State.DRAFT:
            for name in ("title", "is_anonymous", "threshold"):
                del self.fields[name]


class RecipientsForm(forms.Form):
    """Whom to invite: all of the chosen organisations and associations. The choices are those of the municipality."""

    schools = forms.ModelMultipleChoiceField(
        label="Организации",
        queryset=School.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Такой организации нет. Отметьте заново."},
    )
    associations = forms.ModelMultipleChoiceField(
        label="Объединения",
        queryset=Association.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Такого объединения нет. Отметьте заново."},
    )
    everybody = forms.BooleanField(label="Все организации", required=False)
    young = forms.BooleanField(label="Молодые педагоги", required=False)

    def __init__(self, data=None, *, user):
        super().__init__(data, label_suffix="")
        self.fields["schools"].queryset = School.objects.visible_to(user).filter(closed_on=None)
        self.fields["schools"].label_from_instance = lambda school: school.short_name
        seen = Association.objects.visible_to(user).active().select_related("municipality", "school")
        self.fields["associations"].queryset = seen.order_by("level", "teachers_of", "pk")
        self.fields["associations"].label_from_instance = lambda association: association.title

    def clean(self):
        cleaned = super().clean()
        if cleaned.pop("everybody", False):
            cleaned["schools"] = self.fields["schools"].queryset
        return cleaned
