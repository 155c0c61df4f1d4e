"""Forms of the plan-request: asking for several people, the plan of a programme, its end, a refusal."""

from datetime import date

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Fieldset, Layout
from django import forms
from django.utils import timezone

from development.district.plan_years import years_around
from development.district.requesting import BY_SCHOOL, LIVE, asked_before, of_title, titles_of
from development.forms.fields import SuggestInput
from development.forms.filters import ANY, OfSchools, searched
from development.models import CourseRequest, Provider
from methodservice.directory.forms.twins import NoTwin
from methodservice.lib.forms import PageForm
from methodservice.lib.search import names_contain
from methodservice.lib.typography import bind

State = CourseRequest.State
CHOOSE = "Отметьте хотя бы одного педагога."
MOST_HOURS = 3000


def _hours_field() -> forms.IntegerField:
    return forms.IntegerField(label="Часов", min_value=1, max_value=MOST_HOURS, required=False)


def _suggest_programmes(form: forms.ModelForm, municipality_id: int, year: int) -> None:
    field = form.fields["programme"]
    field.widget = SuggestInput(asked_before(municipality_id, year), attrs={"maxlength": field.max_length})


class RequestFilter(OfSchools):
    """What is shown of a year's requests."""

    field_order = ("year", "q", "school", "programme", "state")

    year = forms.TypedChoiceField(label="Год", coerce=int, required=False)
    q = searched(label="Педагог или программа")
    programme = forms.ChoiceField(
        label="Программа", required=False, widget=forms.Select(attrs={"data-search": True})
    )
    state = forms.ChoiceField(
        label="Состояние", required=False, choices=[("", ANY), *State.choices, (LIVE, "Без отклонённых")]
    )

    def __init__(self, *args, year: int, rows, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = rows
        titles = titles_of(rows)
        if (asked := self.data.get("programme")) and asked not in titles:
            titles.append(asked)
        self.fields["programme"].choices = [("", ANY), *((title, title) for title in titles)]
        self.fields["year"].choices = [(each, each) for each in years_around(year, timezone.localdate())]

    def narrow(self):
        """Those of the rows that fit. 1 query where a programme is asked for."""
        rows = self.rows
        if text := self.asked("q"):
            names = ("programme", "teacher__surname", "teacher__given_name", "teacher__patronymic")
            rows = rows.filter(names_contain(text, *names))
        if school := self.asked("school"):
            rows = rows.filter(teacher__school=school)
        if programme := self.asked("programme"):
            rows = of_title(rows, programme)
        state = self.asked("state")
        if state == LIVE:
            return rows.exclude(state=State.DECLINED)
        return rows.filter(state=state) if state else rows


class PlanFilter(RequestFilter):
    """All of the plan has a date already."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["state"]


class AskForm(PageForm, forms.ModelForm):
    """What is asked for; whom it is asked for is ticked beside it."""

    class Meta:
        model = CourseRequest
        fields = ["programme", "kind", "hours", "mode", "why"]
        help_texts = {"why": "Если пусто, запишется причина, по которой портал предложил педагога."}

    hours = _hours_field()

    def __init__(self, *args, municipality_id: int, year: int, **kwargs):
        super().__init__(*args, **kwargs)
        _suggest_programmes(self, municipality_id, year)

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_tag = False
        helper.layout = Layout("programme", Div("kind", "mode", css_class="fields-in-row"), "hours", "why")
        return helper


class EditRequestForm(NoTwin, PageForm, forms.ModelForm):
    """What a school changes while nothing is planned."""

    twin_sentence = "Эта программа для этого педагога в этом году уже заявлена."
    hours = _hours_field()

    class Meta:
        model = CourseRequest
        fields = ["programme", "year", "kind", "hours", "mode", "why"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        years = years_around(self.instance.year, timezone.localdate())
        self.fields["year"] = forms.TypedChoiceField(
            label="Год", coerce=int, choices=[(year, year) for year in years]
        )
        _suggest_programmes(self, self.instance.teacher.school.municipality_id, self.instance.year)

    def blocks(self):
        return [
            "programme",
            Div("kind", "mode", css_class="fields-in-row"),
            Div("year", "hours", css_class="fields-in-row"),
            "why",
        ]

    def twins(self, cleaned):
        same = CourseRequest.objects.filter(teacher=self.instance.teacher_id, year=cleaned["year"])
        title = cleaned["programme"].lower()
        return same.filter(
            pk__in=[pk for pk, other in same.values_list("pk", "programme") if other.lower() == title]
        )


class _ChosenForm(PageForm, forms.Form):
    """Requests of one programme, all ticked."""

    searchable = ("provider",)

    provider = forms.ModelChoiceField(label="Кто учит", queryset=Provider.objects.none(), required=False)
    hours = _hours_field()
    mode = forms.ChoiceField(label="Форма", choices=CourseRequest._meta.get_field("mode").choices)
    requests = forms.ModelMultipleChoiceField(
        label="Кто",
        queryset=CourseRequest.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": CHOOSE, "invalid_choice": "Список изменился: откройте страницу заново."},
    )

    def __init__(self, *args, rows, user, initial=None, **kwargs):
        self.rows = rows
        first = rows[0]
        values = {"provider": first.provider_id, "hours": first.hours, "mode": first.mode}
        super().__init__(
            *args, initial=values | {"requests": [row.pk for row in rows]} | (initial or {}), **kwargs
        )
        self.fields["provider"].queryset = Provider.objects.visible_to(user)
        field = self.fields["requests"]
        field.queryset = CourseRequest.objects.filter(pk__in=[row.pk for row in rows]).order_by(*BY_SCHOOL)
        field.label_from_instance = _labels(rows)

    def blocks(self):
        return [Div(self.day, "hours", "mode", css_class="fields-in-row"), "provider", "requests"]

    def values(self) -> dict:
        """Keywords of the service."""
        data = dict(self.cleaned_data)
        return {"keys": [row.pk for row in data.pop("requests")]} | data


def _labels(rows):
    words = {row.pk: bind(f"{row.teacher.full_name}, {row.teacher.school.short_name}") for row in rows}
    return lambda row: words[row.pk]


class PlanForm(_ChosenForm):
    """The date of a programme."""

    submit = "Поставить в план"
    day = "planned_on"
    planned_on = forms.DateField(label="Начало")

    def __init__(self, *args, rows, **kwargs):
        super().__init__(*args, rows=rows, initial={"planned_on": rows[0].planned_on}, **kwargs)
        if rows[0].planned_on:
            self.submit = "Перенести"

    def clean_planned_on(self):
        day = self.cleaned_data["planned_on"]
        today = timezone.localdate()
        if not today.year - 1 <= day.year <= today.year + 5:
            raise forms.ValidationError(f"{day:%d.%m.%Y} слишком далеко от сегодняшнего дня. Проверьте год.")
        return day


class FinishForm(_ChosenForm):
    """The end of a programme: courses appear in the cards."""

    submit = "Отметить пройденным"
    day = "ends"
    ends = forms.DateField(label="Окончание", help_text="День удостоверения: от него считают 36 месяцев.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["hours"].required = True
        self.certificates = {f"certificate_{row.pk}": row.pk for row in self.rows}
        for name, row in zip(self.certificates, self.rows, strict=True):
            self.fields[name] = forms.CharField(
                label=row.teacher.full_name, required=False, max_length=100, widget=forms.TextInput
            )

    def blocks(self):
        return [*super().blocks(), Fieldset("Номера удостоверений, если уже выданы", *self.certificates)]

    def values(self):
        """A number counts for who is ticked."""
        words = super().values()
        numbers = {key: words.pop(name) for name, key in self.certificates.items()}
        return words | {"certificates": numbers}

    def clean_ends(self) -> date:
        day = self.cleaned_data["ends"]
        if day > timezone.localdate():
            raise forms.ValidationError("Этот день ещё не наступил: отметьте обучение, когда оно закончится.")
        if day.year < timezone.localdate().year - 5:
            raise forms.ValidationError(f"{day:%d.%m.%Y} — слишком давно. Проверьте год.")
        return day


class DeclineForm(PageForm, forms.Form):
    submit = "Отклонить"
    reason = forms.CharField(
        label="Почему",
        max_length=300,
        help_text="Организация увидит эту причину.",
        error_messages={"required": "Напишите, почему заявка отклонена."},
    )
