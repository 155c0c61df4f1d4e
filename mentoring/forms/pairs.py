"""Forms of a pair: new, changed, consents, order, ends."""

from crispy_forms.layout import Div
from django import forms
from django.utils import timezone

from development.models import Deficit
from mentoring.forms.outsiders import FIELDS, outsider_block, outsider_fields
from mentoring.models import Outsider, Pair
from mentoring.rules.readiness import load_warning, overlap_warning
from methodservice.directory.models import Teacher
from methodservice.documents.files import UploadField
from methodservice.documents.orders.usual.asking import Shown
from methodservice.lib.forms import NotedForm, PageForm, TextField, page_helper
from methodservice.lib.mentoring import FORMS_OF_STAFF, PARTNER
from methodservice.lib.periods import months_later
from methodservice.lib.querysets import overlapping
from methodservice.lib.stale import StaleGuard

KINDS = (
    "ведущий педагог — молодой специалист",
    "лидер сообщества — педагог",
    "предметник — неопытный предметник",
)
YEARS_BACK, YEARS_AHEAD = 6, 4
LONGEST_MONTHS = 36
NEED_REASON = {"required": "Напишите причину."}


def check_day(day):
    """A year typed wrongly is the usual slip."""
    this_year = timezone.localdate().year
    if day and not this_year - YEARS_BACK <= day.year <= this_year + YEARS_AHEAD:
        raise forms.ValidationError(f"Проверьте год: {day:%d.%m.%Y}.")
    return day


def _kind_field() -> forms.CharField:
    return forms.CharField(
        label="Вид",
        required=False,
        max_length=100,
        help_text="Выберите из подсказок или напишите свой.",
        widget=forms.TextInput(attrs={"list": "kinds", "autocomplete": "off"}),
    )


class _Words(PageForm):
    """What both forms of a pair share."""

    def clean_starts(self):
        return check_day(self.cleaned_data["starts"])

    def clean_ends(self):
        return check_day(self.cleaned_data["ends"])

    def refuse_dates(self) -> None:
        starts, ends = self.cleaned_data.get("starts"), self.cleaned_data.get("ends")
        if not (starts and ends):
            return
        if ends < starts:
            self.add_error("ends", "Окончание раньше начала.")
        elif ends > months_later(starts, LONGEST_MONTHS):
            self.add_error("ends", "Срок больше трёх лет. Проверьте год.")


class NewPairForm(_Words, NotedForm):
    """Two people and the term. What speaks against is asked about once. outside: the form of a pair where one of
    the two has no card, "" where both have."""

    submit = "Создать пару"
    searchable = ("mentor", "mentee")
    mentor = forms.ModelChoiceField(label="Наставник", queryset=None)
    mentee = forms.ModelChoiceField(label="Наставляемый", queryset=None)
    form = forms.ChoiceField(label="Форма наставничества", choices=FORMS_OF_STAFF)
    kind = _kind_field()
    starts = forms.DateField(label="С какого дня")
    ends = forms.DateField(label="По какой день")
    goal = TextField(label="Цель", required=False, max_length=1000)
    tasks = TextField(label="Задачи", required=False, max_length=2000, help_text="Каждая с новой строки.")

    def __init__(self, *args, user, outside: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        self.outside = outside
        people = Teacher.objects.working().select_related("school")
        self.fields["mentee"].queryset = people.editable_by(user)
        self.fields["mentor"].queryset = people.visible_to(user)
        for name in self.searchable:
            self.fields[name].label_from_instance = _with_school
        if outside:
            del self.fields["form"], self.fields["mentor" if outside == PARTNER else "mentee"]
            self.fields |= outsider_fields(outside)

    def _people(self) -> list:
        if not self.outside:
            return [Div("mentor", "mentee", css_class="fields-in-row")]
        block = outsider_block(self.outside)
        return [block, "mentee"] if self.outside == PARTNER else ["mentor", block]

    def blocks(self):
        return [
            "noted",
            *self._people(),
            Div("starts", "ends", css_class="fields-in-row"),
            "kind" if self.outside else Div("form", "kind", css_class="fields-in-row"),
            Shown("orders/_suggestions.html", {"id": "kinds", "labels": KINDS}),
            "goal",
            "tasks",
        ]

    def clean(self):
        cleaned = super().clean()
        cleaned = self.cleaned_data if cleaned is None else cleaned
        self.refuse_dates()
        if cleaned.get("mentor") and cleaned.get("mentor") == cleaned.get("mentee"):
            self.add_error("mentor", "Наставник и наставляемый — разные люди.")
        if not self.errors:
            self.ask_about("", **self._doubts(cleaned))
        return cleaned

    def _doubts(self, cleaned) -> dict[str, str]:
        active = Pair.objects.active().filter(overlapping(cleaned["starts"], cleaned["ends"]))
        mentor, mentee = cleaned.get("mentor"), cleaned.get("mentee")
        doubts = {}
        if mentor:
            doubts["mentor"] = load_warning(active.filter(mentor=mentor).count() + 1)
        if mentee:
            others = active.filter(mentee=mentee)
            others = others.exclude(mentor=mentor) if mentor else others
            told = [(pair.mentor_person.short_name, pair.starts, pair.ends) for pair in others.with_names()]
            doubts["mentee"] = overlap_warning(told)
        return doubts

    @property
    def facts(self) -> dict:
        """Keywords of the service."""
        facts = {name: value for name, value in self.cleaned_data.items() if name != "noted"}
        if self.outside:
            facts["form"] = self.outside
            facts["outsider"] = Outsider(**{name: facts.pop(name) for name in FIELDS})
        return facts


def _with_school(person: Teacher) -> str:
    return f"{person.full_name}, {person.school.short_name}"


class EditPairForm(StaleGuard, _Words, forms.ModelForm):
    """The term and the form stand in the order: they change only before it; the form of a pair with a person without a
    card never does. Goal and tasks — while the pair is open."""

    kind = _kind_field()
    goal = TextField(label="Цель", required=False, max_length=1000)
    tasks = TextField(label="Задачи", required=False, max_length=2000, help_text="Каждая с новой строки.")

    class Meta:
        model = Pair
        fields = ["form", "kind", "starts", "ends", "goal", "tasks"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.state != Pair.State.DRAFT or self.instance.order_words:
            for name in ("form", "starts", "ends"):
                del self.fields[name]
        elif self.instance.outsider_id:
            del self.fields["form"]
        else:
            self.fields["form"].choices = FORMS_OF_STAFF

    def blocks(self):
        rows = [Div("starts", "ends", css_class="fields-in-row")] if "starts" in self.fields else []
        return [
            *rows,
            *(["form"] if "form" in self.fields else []),
            "kind",
            Shown("orders/_suggestions.html", {"id": "kinds", "labels": KINDS}),
            "goal",
            "tasks",
        ]

    def clean(self):
        cleaned = super().clean()
        self.refuse_dates()
        return cleaned


class ConsentForm(PageForm, forms.Form):
    """When one of the two agreed in writing."""

    submit = "Записать согласие"
    given_on = forms.DateField(label="Дата согласия")
    upload = UploadField(label="Скан", required=False)

    def clean_given_on(self):
        return check_day(self.cleaned_data["given_on"])


class PaperOrderForm(PageForm, forms.Form):
    """An order that was issued outside the portal."""

    number = forms.CharField(label="Номер приказа", max_length=50)
    on = forms.DateField(label="Дата приказа")

    def blocks(self):
        return [Div("number", "on", css_class="fields-in-row")]

    def clean_on(self):
        return check_day(self.cleaned_data["on"])


class CancelPairForm(PageForm, forms.Form):
    reason = forms.CharField(label="Почему отменяете", max_length=300, error_messages=NEED_REASON)

    @property
    def helper(self):
        return page_helper("reason", submit="Отменить пару", back_url=self.back_url, danger=True)


class StopPairForm(PageForm, forms.Form):
    """Before its time: by whom, warned when, the last day. A partner has no employer here and warns nobody."""

    ended_by = forms.ChoiceField(label="Что произошло", choices=Pair.EndedBy, widget=forms.RadioSelect)
    notice_on = forms.DateField(
        label="Когда предупредили",
        required=False,
        help_text="Не меньше чем за три рабочих дня (статья 351.8 ТК РФ). При увольнении и переводе не нужно.",
    )
    ended_on = forms.DateField(label="Последний день наставничества")
    reason = forms.CharField(label="Причина", max_length=300, error_messages=NEED_REASON)

    def __init__(self, *args, pair: Pair, **kwargs):
        super().__init__(*args, **kwargs)
        if pair.mentor is None:
            del self.fields["notice_on"]
            self.fields["ended_by"].choices = [
                choice for choice in Pair.EndedBy.choices if choice[0] != Pair.EndedBy.EMPLOYER
            ]

    @property
    def helper(self):
        days = [name for name in ("notice_on", "ended_on") if name in self.fields]
        return page_helper(
            "ended_by",
            Div(*days, css_class="fields-in-row"),
            "reason",
            submit="Прекратить досрочно",
            back_url=self.back_url,
            danger=True,
        )

    def clean_notice_on(self):
        return check_day(self.cleaned_data["notice_on"])

    def clean_ended_on(self):
        return check_day(self.cleaned_data["ended_on"])


class FinishPairForm(PageForm, forms.Form):
    """The last day, the result, deficits that are closed by mentoring."""

    submit = "Завершить пару"
    ended_on = forms.DateField(label="Последний день")
    closed = forms.TypedMultipleChoiceField(
        label="Какие дефициты закрыты",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Одного из отмеченных дефицитов уже нет. Отметьте заново."},
    )
    result = TextField(
        label="Результат",
        max_length=3000,
        help_text="Одно-два предложения: чему научился, что получается само.",
        error_messages={"required": "Напишите результат: что изменилось."},
    )

    def __init__(self, *args, pair: Pair, **kwargs):
        super().__init__(*args, **kwargs)
        rows = Deficit.objects.open_on(timezone.localdate()).filter(teacher=pair.mentee)
        self.fields["closed"].choices = [
            (row.pk, f"{row.words} ({row.kind_of_one})") for row in rows.order_by("kind", "pk")
        ]
        if not self.fields["closed"].choices:
            del self.fields["closed"]


class ReviewForm(PageForm, forms.Form):
    """Reviews that the person may write. sides: «mentor», «mentee»."""

    mentor_review = TextField(
        label="Отзыв наставника", required=False, max_length=3000, help_text="По желанию.", rows=5
    )
    mentee_review = TextField(
        label="Отзыв наставляемого", required=False, max_length=3000, help_text="По желанию.", rows=5
    )

    def __init__(self, *args, sides, **kwargs):
        super().__init__(*args, **kwargs)
        for side in {"mentor", "mentee"} - set(sides):
            del self.fields[f"{side}_review"]
