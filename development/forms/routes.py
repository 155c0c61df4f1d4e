"""Forms of a route and of its steps."""

from django import forms
from django.db.models import Q

from development.forms.fields import past_day, planned_day
from development.forms.records import in_row
from development.models import CardRecord, Course, Deficit, Diagnosis, Route, RouteStep
from methodservice.lib.forms import PageForm, TextField
from methodservice.lib.stale import StaleGuard

AHEAD = "Этот день ещё впереди."


class NewRouteForm(PageForm, forms.ModelForm):
    """`instance.teacher` is set by the caller."""

    submit = "Завести маршрут"

    class Meta:
        model = Route
        fields = ["theme", "starts", "ends", "diagnosis"]
        help_texts = {"theme": "Над чем работает педагог: «Формирующее оценивание на уроке»."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["diagnosis"].queryset = Diagnosis.objects.filter(teacher=self.instance.teacher)

    def blocks(self):
        return ["theme", in_row("starts", "ends"), "diagnosis"]

    def clean_starts(self):
        return planned_day(self.cleaned_data["starts"])

    def clean_ends(self):
        return planned_day(self.cleaned_data["ends"])

    def clean(self):
        cleaned = super().clean()
        cleaned = self.cleaned_data if cleaned is None else cleaned
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", "Окончание раньше начала.")
        return cleaned

    @property
    def words(self) -> dict:
        """What the services take as `fields`."""
        return {name: self.cleaned_data[name] for name in self._meta.fields}


class RouteForm(StaleGuard, NewRouteForm):
    submit = "Сохранить"


class NewStepForm(PageForm, forms.ModelForm):
    """`instance.route` is set by the caller. The deficits are the open ones, and that of the step."""

    submit = "Добавить шаг"

    class Meta:
        model = RouteStep
        fields = ["action", "deficit", "form", "provider", "due", "expected"]
        help_texts = {"provider": "Курсы, школа, фамилия наставника."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        route = self.instance.route
        offered = Q(closed_on__isnull=True) | Q(pk=self.instance.deficit_id)
        self.fields["deficit"].queryset = Deficit.objects.filter(offered, teacher=route.teacher_id)
        self.fields["due"].help_text = f"Маршрут — до {route.ends:%d.%m.%Y}."

    def blocks(self):
        return ["action", "deficit", in_row("form", "due"), "provider", "expected"]

    def clean_due(self):
        due, route = planned_day(self.cleaned_data["due"]), self.instance.route
        if due and not route.starts <= due <= route.ends:
            raise forms.ValidationError(
                f"Маршрут идёт с {route.starts:%d.%m.%Y} по {route.ends:%d.%m.%Y}. Поправьте срок шага или маршрута."
            )
        return due

    @property
    def words(self) -> dict:
        """What the services take as `fields`."""
        return {name: self.cleaned_data[name] for name in self._meta.fields}


class StepForm(StaleGuard, NewStepForm):
    submit = "Сохранить"


class DoneForm(PageForm, forms.Form):
    """A step is done."""

    submit = "Отметить выполненным"
    on = forms.DateField(label="Когда выполнено")
    outcome = forms.CharField(
        label="Результат",
        max_length=500,
        required=False,
        help_text="Что получилось: удостоверение, разработка, изменения на уроке.",
    )

    def clean_on(self):
        return past_day(self.cleaned_data["on"], AHEAD)


class TellForm(DoneForm):
    """The person tells of a step. teacher: whose courses may be named, accepted or proposed."""

    submit = "Сообщить"
    course = forms.ModelChoiceField(
        label="Обучение",
        queryset=Course.objects.none(),
        required=False,
        help_text="Если шаг — курсы. Нужных нет? Сначала предложите запись в своей карточке.",
    )

    def __init__(self, *args, teacher, **kwargs):
        super().__init__(*args, **kwargs)
        courses = Course.objects.filter(teacher=teacher).exclude(state=CardRecord.State.DECLINED)
        self.fields["course"].queryset = courses.order_by("-ends", "pk")


class ReturnForm(PageForm, forms.Form):
    """Why what the person told of a step is not taken."""

    submit = "Вернуть"
    why = forms.CharField(
        label="Почему",
        max_length=300,
        help_text="Педагог увидит эти слова и сможет сообщить снова.",
        error_messages={"required": "Напишите, чего не хватает."},
    )


class ApproveForm(PageForm, forms.Form):
    submit = "Утвердить"
    on = forms.DateField(label="Дата утверждения")

    def clean_on(self):
        return past_day(self.cleaned_data["on"], AHEAD)


class EndForm(PageForm, forms.Form):
    """What came of a route. deficits: open ones that its steps are about; to stop a route there are none."""

    on = forms.DateField(label="Когда")
    outcome = TextField(
        label="Итог", max_length=3000, error_messages={"required": "Напишите, чем закончился маршрут."}
    )
    closed = forms.TypedMultipleChoiceField(
        label="Какие дефициты закрыты",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Список дефицитов изменился. Отметьте ещё раз."},
    )

    def __init__(self, *args, submit, deficits=(), **kwargs):
        self.submit = submit
        super().__init__(*args, **kwargs)
        self.fields["closed"].choices = [(each.pk, each.words) for each in deficits]
        if not deficits:
            del self.fields["closed"]

    def clean_on(self):
        return past_day(self.cleaned_data["on"], AHEAD)
