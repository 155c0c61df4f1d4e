"""Forms of the methodist's side of a campaign."""

from crispy_forms.bootstrap import StrictButton
from crispy_forms.layout import Div
from django import forms
from django.utils import timezone

from methodservice.directory.models import School
from methodservice.lib.dates import long_date
from methodservice.lib.forms import NotedForm, PageForm
from methodservice.lib.stale import StaleGuard
from monitoring.models import Campaign, IndicatorSet, Return
from monitoring.rules.proposing import dates_for
from monitoring.rules.schedule import Due
from monitoring.services.campaigns import CHANGEABLE, PAST

BACKWARDS = "Последний день сбора раньше первого."
BEFORE_PERIOD = "Данные нельзя брать на день до начала периода."
BEFORE_OPENING = "Собирать начинают не раньше, чем начался период."
OUTSIDE = "Данные берутся на {day}, а период — {period}."
ITSELF = "открыть сбор в этот день автоматически"
REASON = {"required": "Напишите причину."}


class Planning(forms.Form):
    """The days of a campaign, each in its order."""

    def clean(self):
        cleaned = super().clean()
        cleaned = self.cleaned_data if cleaned is None else cleaned
        first, last = cleaned.get("opens_on"), cleaned.get("closes_on")
        first = first or getattr(getattr(self, "instance", None), "opens_on", None)
        if first and last and last < first:
            self.add_error("closes_on", BACKWARDS)
        return cleaned


class PlanForm(PageForm, Planning, NotedForm):
    """A new campaign. sets: whose edition is in force; dues: {set: periods that have no campaign yet}, newest first.

    Sent by the button «Предложить сроки» it comes back unbound, with the days of the chosen period.
    """

    submit = "Добавить кампанию"
    AGAIN = "propose"

    set = forms.ModelChoiceField(IndicatorSet.objects.none(), label="Показатели")
    period = forms.ChoiceField(label="Период")
    title = forms.CharField(label="Название", max_length=300)
    cut_off = forms.DateField(
        label="Данные на день", help_text="Педагоги и состояния считаются, как были в конце этого дня."
    )
    opens_on = forms.DateField(label="Сбор с")
    closes_on = forms.DateField(label="Сбор по")
    opens_itself = forms.BooleanField(label=ITSELF.capitalize(), required=False)

    def __init__(self, data=None, *, sets, dues: list[Due], today, chosen=None, **kwargs):
        self.dues = {due.period.starts.isoformat(): due for due in dues}
        self.again = data is not None and self.AGAIN in data
        if self.again:
            chosen = data.get("period")
        due = self.dues.get(chosen) or dues[0]
        dates = dates_for(due.period, today)
        initial = {
            "set": sets[0],
            "period": due.period.starts.isoformat(),
            "title": sets[0].title[:300],
            "cut_off": dates.cut_off,
            "opens_on": dates.opens_on,
            "closes_on": dates.closes_on,
        }
        if self.again:
            initial |= {name: data.get(name) for name in ("set", "title", "opens_itself") if data.get(name)}
            data = None
        super().__init__(data, initial=initial | kwargs.pop("initial", {}), **kwargs)
        field = self.fields["set"]
        field.queryset = IndicatorSet.objects.filter(pk__in=[row.pk for row in sets])
        field.empty_label = None
        if len(sets) == 1:
            field.widget = forms.HiddenInput()
        self.fields["period"].choices = [(key, each.period.title) for key, each in self.dues.items()]

    def blocks(self) -> list:
        propose = StrictButton(
            "Предложить сроки", type="submit", name=self.AGAIN, value="1", css_class="btn-secondary"
        )
        return [
            "set",
            "period",
            Div(propose, css_class="mb-3"),
            "title",
            "cut_off",
            Div("opens_on", "closes_on", css_class="fields-in-row"),
            "opens_itself",
        ]

    @property
    def due(self) -> Due:
        """Of a valid form."""
        return self.dues[self.cleaned_data["period"]]

    def clean(self):
        cleaned = super().clean()
        due = self.dues.get(cleaned.get("period"))
        if due is None:
            return cleaned
        day, opens = cleaned.get("cut_off"), cleaned.get("opens_on")
        if day and day < due.period.starts:
            self.add_error("cut_off", BEFORE_PERIOD)
        if opens and opens < due.period.starts:
            self.add_error("opens_on", BEFORE_OPENING)
        if not self.errors and day not in due.period:
            self.ask_about(OUTSIDE.format(day=long_date(day), period=due.period.title))
        return cleaned


class ChangeForm(StaleGuard, PageForm, Planning, forms.ModelForm):
    """Title and days, as far as the state lets them be changed."""

    class Meta:
        model = Campaign
        fields = ["title", "cut_off", "opens_on", "closes_on", "opens_itself"]
        labels = {"title": "Название", "cut_off": "Данные на день", "opens_itself": ITSELF.capitalize()}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.Meta.fields:
            if name not in CHANGEABLE[self.instance.state]:
                del self.fields[name]

    def clean_cut_off(self):
        day = self.cleaned_data["cut_off"]
        if day < self.instance.starts:
            raise forms.ValidationError(BEFORE_PERIOD)
        return day

    def clean_closes_on(self):
        day = self.cleaned_data["closes_on"]
        if self.instance.is_open and day != self.instance.closes_on and day < timezone.localdate():
            raise forms.ValidationError(PAST)
        return day


class ChosenReturns(PageForm, forms.Form):
    """Which organisations, of those that still have to send their figures. unsent: their returns with the school."""

    returns = forms.TypedMultipleChoiceField(
        label="Организации",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Отметьте хотя бы одну организацию.",
            "invalid_choice": "Одна из организаций уже сдала сведения. Отметьте заново.",
        },
    )

    def __init__(self, *args, unsent: list[Return], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["returns"].choices = [(given.pk, given.who) for given in unsent]


class ExtendForm(ChosenReturns):
    submit = "Продлить срок"
    field_order = ["until", "reason", "returns"]

    until = forms.DateField(label="Новый срок")
    reason = forms.CharField(
        label="Причина", max_length=300, help_text="Её увидит организация.", error_messages=REASON
    )


class RemindForm(ChosenReturns):
    submit = "Напомнить"


class AddSchoolForm(PageForm, forms.Form):
    """schools: that may be asked."""

    submit = "Добавить"
    searchable = ("school",)

    school = forms.ModelChoiceField(
        School.objects.none(),
        label="Организация",
        error_messages={"invalid_choice": "Этой организации в списке уже нет."},
    )

    def __init__(self, *args, schools, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["school"].queryset = schools


class ReasonForm(PageForm, forms.Form):
    """A word why. words: of the button; asked: False where a word is not needed."""

    reason = forms.CharField(label="Причина", max_length=300, error_messages=REASON)

    def __init__(self, *args, words: str, label: str = "", help_text: str = "", asked: bool = True, **kwargs):
        super().__init__(*args, **kwargs)
        self.submit = words
        self.fields["reason"].label = label or "Причина"
        self.fields["reason"].help_text = help_text
        if not asked:
            del self.fields["reason"]
