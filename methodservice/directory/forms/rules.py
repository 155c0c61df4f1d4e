"""The municipality's rules as a person sets them: usual shares by name, any other as a fraction."""

from decimal import Decimal

from crispy_forms.layout import HTML, Div, Fieldset
from django import forms

from methodservice.directory.models import MunicipalityRules
from methodservice.lib.forms import DayMonthField, PageForm
from methodservice.lib.stale import StaleGuard

USUAL = {
    "more-1-2": (1, 2, True),
    "least-1-2": (1, 2, False),
    "least-2-3": (2, 3, False),
    "all": (1, 1, False),
}
OWN = "own"
SHARES = [
    ("more-1-2", "больше половины"),
    ("least-1-2", "не меньше половины"),
    ("least-2-3", "не меньше двух третей"),
    ("all", "все"),
    (OWN, "другая доля"),
]
STRICT = [("True", "больше этой доли"), ("False", "не меньше этой доли")]
LARGEST = 100
OLDEST = 70


def _share_key(numerator: int, denominator: int, strict: bool) -> str:
    return next((key for key, value in USUAL.items() if value == (numerator, denominator, strict)), OWN)


class RulesDraft(PageForm, forms.ModelForm):
    """Rules as typed, without the guard against somebody else's save: for the preview, which saves nothing."""

    class Meta:
        model = MunicipalityRules
        fields = [
            "quorum_numerator", "quorum_denominator", "quorum_strict", "quorum_base",
            "majority_numerator", "majority_denominator", "majority_strict", "majority_base", "tie",
            "meetings_minimum", "meetings_period", "half_year_kind",
            "young_max_age", "young_max_years",
            "approver", "plan_due", "report_due", "monitoring_period",
        ]  # fmt: skip
        labels = {
            "tie": "Если голоса разделились поровну",
            "meetings_minimum": "Заседаний не меньше",
            "meetings_period": "За период",
            "half_year_kind": "Полугодие считается",
            "young_max_age": "Возраст до (включительно), лет",
            "young_max_years": "Педагогический стаж меньше, лет",
            "approver": "Планы районных объединений утверждает, отчёты принимает",
            "monitoring_period": "Показатели собираются раз в",
            "plan_due": "План на учебный год представляют до",
            "report_due": "Отчёт за учебный год — до",
        }
        field_classes = {"plan_due": DayMonthField, "report_due": DayMonthField}
        help_texts = {
            "tie": "Действует там, где решает простое большинство",
            "meetings_minimum": "0 — число заседаний не задано",
            "approver": "План школьного объединения утверждает заместитель директора своей школы",
            "plan_due": "День и месяц: 15.09",
            "report_due": "День и месяц: 10.06",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        rules = self.instance
        for share, title in (("quorum", "На заседании должно быть"), ("majority", "За решение должны быть")):
            parts = [getattr(rules, f"{share}_{part}") for part in ("numerator", "denominator", "strict")]
            self.fields[f"{share}_share"] = forms.ChoiceField(
                label=title, choices=SHARES, initial=_share_key(*parts)
            )
            self.fields[f"{share}_strict"] = forms.TypedChoiceField(
                label="Другая доля: нужно",
                choices=STRICT,
                coerce=lambda value: value == "True",
                required=False,
                empty_value=True,
            )
            for part, label in (
                ("numerator", "Частей (числитель)"),
                ("denominator", "Из скольких (знаменатель)"),
            ):
                self.fields[f"{share}_{part}"] = forms.IntegerField(
                    label=label, min_value=1, max_value=LARGEST, required=False
                )
        self.fields["meetings_minimum"].widget.attrs["min"] = 0
        self.fields["young_max_years"].widget.attrs |= {"min": 0.5, "step": 0.5}
        self.initial["young_max_years"] = format(rules.young_max_years.normalize(), "f")

    def clean_young_max_age(self):
        age = self.cleaned_data["young_max_age"]
        if age > OLDEST:
            raise forms.ValidationError(f"Введите возраст от 18 до {OLDEST} лет.")
        return age

    def clean_young_max_years(self):
        years = self.cleaned_data["young_max_years"]
        if years <= 0 or years % Decimal("0.5"):
            raise forms.ValidationError("Введите целое число лет или половину: 3 или 2,5.")
        return years

    def clean(self):
        cleaned = super().clean()
        cleaned = self.cleaned_data if cleaned is None else cleaned
        for share in ("quorum", "majority"):
            self._clean_share(share, cleaned)
        return cleaned

    def _clean_share(self, share: str, cleaned: dict) -> None:
        names = [f"{share}_{part}" for part in ("numerator", "denominator", "strict")]
        chosen = cleaned.get(f"{share}_share")
        if chosen in USUAL:
            for name, value in zip(names, USUAL[chosen], strict=True):
                self.errors.pop(name, None)
                cleaned[name] = value
            return
        numerator, denominator, strict = (cleaned.get(name) for name in names)
        if chosen != OWN or any(name in self.errors for name in names):
            return
        if not numerator or not denominator:
            self.add_error(names[0], "Для другой доли введите оба числа, например 3 из 5.")
        elif numerator > denominator:
            self.add_error(names[0], "Частей не может быть больше, чем всего: 3 из 5, а не 5 из 3.")
        elif strict and numerator == denominator:
            self.add_error(names[2], "Больше всех не бывает. Выберите «не меньше этой доли».")

    @property
    def helper(self):
        """Fields only: the page has the form's tag and buttons, with the preview between them."""
        helper = super().helper
        helper.form_tag = False
        helper.disable_csrf = True
        helper.layout.pop()
        return helper

    def blocks(self):
        return [
            Fieldset(
                "Кворум", "quorum_share", self._own_share("quorum"), "quorum_base",
            ),
            Fieldset(
                "Решение принято", "majority_share", self._own_share("majority"), "majority_base", "tie",
            ),
            Fieldset(
                "Заседания", Div("meetings_minimum", "meetings_period", css_class="fields-in-row"), "half_year_kind"
            ),
            Fieldset("Молодой педагог", Div("young_max_age", "young_max_years", css_class="fields-in-row")),
            Fieldset("Планы и отчёты", "approver", Div("plan_due", "report_due", css_class="fields-in-row")),
            Fieldset("Мониторинг", "monitoring_period"),
        ]  # fmt: skip

    @staticmethod
    def _own_share(share: str):
        return Div(
            HTML('<p class="form-text">Заполняется, если выше выбрана «другая доля»</p>'),
            Div(f"{share}_strict", f"{share}_numerator", f"{share}_denominator", css_class="fields-in-row"),
            css_class="own-share",
        )


class RulesForm(StaleGuard, RulesDraft):
    """The rules to be saved."""
