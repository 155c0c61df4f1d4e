"""Forms of a set of indicators: its name and years, a definition in plain words, targets as one table, grounds."""

import re
from decimal import Decimal

from crispy_forms.layout import HTML, Div, Fieldset
from django import forms
from django.utils.html import format_html, format_html_join

from methodservice import registries
from methodservice.directory.models import School
from methodservice.lib.forms import PageForm, TextField
from methodservice.lib.stale import StaleGuard
from monitoring.content import Said
from monitoring.models import Definition, Edition, IndicatorSet, Target
from monitoring.rules.numbers import written

FIRST_YEAR, LAST_YEAR, MOST_YEARS = 2000, 2100, 10
UNITS = ("%", "ед.", "чел.", "да/нет", "балл", "час")
LONGEST_SECTION = 1000
LONGEST_REASON = Edition._meta.get_field("reason").max_length
WRONG_YEAR = "Год — четыре цифры: 2027."
WRONG_NUMBER = "Введите число, например 80 или 12,5. Пусто — цель не установлена."
NEGATIVE = "Цель не бывает меньше нуля."
TOO_LARGE = "Число слишком велико."
TOO_EXACT = "Не больше четырёх знаков после запятой."
REPORTED = "Сообщают сами"
FORMULAS = (
    (
        "share",
        "Доля",
        "Числители и знаменатели складываются: 12 из 30 и 8 из 10 — вместе 20 из 40, это 50 %.",
    ),
    ("yes_share", "Доля организаций с ответом «да»", "9 ответили «да» из 12 ответивших — 75 %."),
    ("sum", "Сумма", "В одной школе 3, в другой 5 — вместе 8."),
    ("count", "Число организаций с ответом «да»", "9 школ ответили «да» — 9."),
    ("maximum", "Наибольшее", "В одной школе 3, в другой 5 — берётся 5."),
)
PERIODS = (
    ("last", "Последнее значение", "В первом полугодии 40, во втором 55 — с целью сравнивается 55."),
    ("sum", "Сумма за год", "В первом полугодии 40, во втором 55 — с целью сравнивается 95."),
    ("maximum", "Наибольшее за год", "В первом полугодии 60, во втором 55 — с целью сравнивается 60."),
)


class YearField(forms.IntegerField):
    """A calendar year."""

    def __init__(self, **options):
        messages = dict.fromkeys(("invalid", "min_value", "max_value"), WRONG_YEAR)
        options.setdefault("error_messages", messages)
        super().__init__(min_value=FIRST_YEAR, max_value=LAST_YEAR, **options)
        self.error_messages.setdefault("required", "Укажите год.")


class YearsCheck:
    """Mixin of forms with first_year and last_year."""

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("first_year"), cleaned.get("last_year")
        if first and last and last < first:
            self.add_error("last_year", "Последний год раньше первого.")
        elif first and last and last - first >= MOST_YEARS:
            self.add_error("last_year", f"Программа длится не больше {MOST_YEARS} лет.")
        return cleaned


class SetForm(YearsCheck, PageForm, forms.Form):
    """The name of a set and the years of its programme. common: whether the user may begin a common set."""

    title = forms.CharField(
        label="Название",
        max_length=IndicatorSet._meta.get_field("title").max_length,
        help_text="Например: «Показатели программы развития методической службы».",
        error_messages={"required": "Напишите название: под ним показатели стоят в списке."},
    )
    first_year = YearField(label="Первый год программы")
    last_year = YearField(label="Последний год программы")
    common = forms.BooleanField(
        label="Общие для всех муниципалитетов",
        required=False,
        help_text="Такие показатели ведёт администратор портала; их итоги сводятся по региону.",
    )

    def __init__(self, *args, may_be_common=False, **kwargs):
        super().__init__(*args, **kwargs)
        if not may_be_common:
            del self.fields["common"]

    def blocks(self):
        years = Div("first_year", "last_year", css_class="fields-in-row")
        return ["title", years, *(["common"] if "common" in self.fields else [])]

    def clean_title(self):
        return " ".join(self.cleaned_data["title"].split())

    def words(self) -> dict:
        """Fields of the set itself."""
        return {name: self.cleaned_data[name] for name in ("title", "first_year", "last_year")}


class ChangeSetForm(StaleGuard, SetForm):
    """The same of a set that is there."""

    def __init__(self, *args, instance: IndicatorSet, **kwargs):
        initial = {name: getattr(instance, name) for name in ("title", "first_year", "last_year")}
        self.instance = instance
        super().__init__(*args, initial=initial, **kwargs)


class ReviseForm(PageForm, forms.Form):
    submit = "Начать редакцию"

    reason = TextField(
        label="Почему меняются показатели",
        max_length=LONGEST_REASON,
        rows=2,
        error_messages={"required": "Напишите, почему меняются показатели."},
    )


OF_MUNICIPALITY = (
    "Эти данные известны только по муниципалитету. Выберите другие или укажите, что отвечает муниципалитет."
)


def figure_choices(chosen: str) -> list:
    """Figures of the portal by room; one that is gone stays chosen while nobody chooses another."""
    rooms: dict[str, list] = {}
    for figure in sorted(registries.figures.values(), key=lambda each: (each.room, each.title)):
        rooms.setdefault(figure.room, []).append((figure.key, f"{figure.title}, {figure.unit}"))
    gone = [(chosen, "Данных больше нет")] if chosen and chosen not in registries.figures else []
    return [("", REPORTED), *gone, *rooms.items()]


def _explained(rows) -> list:
    return [
        (key, format_html('{}<span class="mn-example">{}</span>', title, example))
        for key, title, example in rows
    ]


class DefinitionForm(PageForm, forms.ModelForm):
    """An indicator without a programmer: what it is, over organisations, over periods, where the numbers come from."""

    searchable = ("numerator_figure", "denominator_figure")
    formula = forms.ChoiceField(
        label="По организациям", choices=_explained(FORMULAS), widget=forms.RadioSelect, initial="share"
    )
    over_periods = forms.ChoiceField(
        label="По полугодиям года", choices=_explained(PERIODS), widget=forms.RadioSelect, initial="last"
    )
    school_kinds = forms.MultipleChoiceField(
        label="Какие организации отвечают",
        choices=[(kind.value, kind.label.capitalize()) for kind in School.Kind],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Ничего не отмечено — все.",
    )
    numerator_figure = forms.ChoiceField(label="Откуда число", required=False)
    denominator_figure = forms.ChoiceField(label="Откуда знаменатель", required=False)

    class Meta:
        model = Definition
        fields = [
            "number", "name", "section", "unit", "more_is_better", "cumulative", "respondent", "school_kinds",
            "formula", "over_periods", "numerator_words", "numerator_figure", "numerator_window", "denominator_words",
            "denominator_figure", "denominator_window",
        ]  # fmt: skip
        widgets = {
            "name": forms.Textarea(attrs={"rows": 2}),
            "section": forms.Textarea(attrs={"rows": 2}),
            "unit": forms.TextInput(attrs={"list": "units", "autocomplete": "off"}),
            "more_is_better": forms.RadioSelect,
            "respondent": forms.RadioSelect,
        }
        labels = {
            "name": "Название",
            "section": "Раздел таблицы",
            "unit": "Единица",
            "more_is_better": "Что лучше",
            "numerator_words": "Что в числителе, а если это не доля — что за число",
            "numerator_window": "За какое время",
            "denominator_words": "Что в знаменателе",
            "denominator_window": "За какое время",
        }
        help_texts = {
            "number": "Как в программе: «1», «2.1». Можно оставить пустым.",
            "section": "Строка над показателями: «Подпрограмма 1. …». Нет разделов — оставьте пустым.",
            "unit": "Выберите или напишите свою.",
            "cumulative": "Каждое значение считает всё с начала программы: прошлое в нём уже есть.",
        }
        error_messages = {"name": {"required": "Напишите, что измеряет показатель."}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.parent_id:
            del self.fields["section"]
        if self.instance.parent_id or not (self.instance.pk and self.instance.section):
            self.fields.pop("whole_section", None)
        for part in ("numerator", "denominator"):
            self.fields[f"{part}_window"].choices = [("", "—"), *Definition.Window.choices]
            name = f"{part}_figure"
            chosen = self.data.get(self.add_prefix(name)) if self.is_bound else getattr(self.instance, name)
            self.fields[name].choices = figure_choices(getattr(self.instance, name))
            self.fields[name].widget.attrs["data-search"] = True
            figure = registries.figures.get(chosen or "")
            self.fields[name].help_text = (
                f"Портал посчитает сам: {figure.words}"
                if figure
                else "Данные портала подставятся в сведения сами; организация их проверит."
            )

    def blocks(self):
        return [
            Fieldset(
                "Что измеряем",
                "name",
                Div("number", "unit", css_class="fields-in-row"),
                *(name for name in ("section", "whole_section") if name in self.fields),
                "more_is_better",
            ),
            Fieldset("Кто отвечает", "respondent", "school_kinds"),
            Fieldset("Как считаем", "formula", "cumulative", "over_periods"),
            Fieldset(
                "Откуда числа",
                "numerator_words",
                Div("numerator_figure", "numerator_window", css_class="fields-in-row"),
                HTML('<p class="small muted">Знаменатель бывает только у доли.</p>'),
                "denominator_words",
                Div("denominator_figure", "denominator_window", css_class="fields-in-row"),
                HTML(self._units()),
            ),
        ]

    @staticmethod
    def _units():
        options = format_html_join("", '<option value="{}"></option>', ((unit,) for unit in UNITS))
        return format_html('<datalist id="units">{}</datalist>', options)

    def clean_name(self):
        return " ".join(self.cleaned_data["name"].split())

    def clean_section(self):
        lines = (" ".join(line.split()) for line in self.cleaned_data["section"].splitlines())
        section = "\n".join(filter(None, lines))
        if len(section) > LONGEST_SECTION:
            raise forms.ValidationError(f"Не длиннее {LONGEST_SECTION} знаков.")
        return section

    def clean(self):
        cleaned = super().clean()
        formula, unit = cleaned.get("formula"), cleaned.get("unit", "")
        if formula in ("share", "yes_share") and unit != "%":
            self.add_error("unit", "Доля считается в процентах: единица — %.")
        if cleaned.get("cumulative"):
            # a cumulative value is to date by itself
            cleaned["over_periods"] = Definition.OverPeriods.LAST
        elif formula in ("count", "yes_share") and cleaned.get("over_periods") == "sum":
            self.add_error(
                "over_periods",
                "Ответы «да» и «нет» за полугодия не складываются: одна организация посчиталась бы дважды.",
            )
        for part in ("numerator", "denominator"):
            self._source(part, cleaned, formula == "share" or part == "numerator")
        return cleaned

    def _source(self, part: str, cleaned: dict, wanted: bool) -> None:
        """Words and window of a part that the formula lacks go; a chosen figure has a window."""
        if not wanted:
            cleaned[f"{part}_words"] = cleaned[f"{part}_figure"] = ""
        if not cleaned.get(f"{part}_figure"):
            cleaned[f"{part}_window"] = ""
        elif not cleaned.get(f"{part}_window"):
            cleaned[f"{part}_window"] = "programme" if cleaned.get("cumulative") else "period"
        figure = registries.figures.get(cleaned.get(f"{part}_figure", ""))
        if figure and not figure.by_school and cleaned.get("respondent") == Definition.Respondent.SCHOOLS:
            self.add_error(f"{part}_figure", OF_MUNICIPALITY)

    def words(self) -> dict:
        """Fields of the definition."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields if name in self.cleaned_data}


class ChangeDefinitionForm(StaleGuard, DefinitionForm):
    """The same of an indicator that is there."""

    whole_section = forms.BooleanField(label="Назвать так же весь раздел", required=False)

    def words(self):
        return super().words() | {"whole_section": self.cleaned_data.get("whole_section", False)}


class TargetField(forms.CharField):
    """A number or nothing: «80», «12,5». Clean gives Decimal or None."""

    def __init__(self, **options):
        widget = forms.TextInput(
            attrs={"inputmode": "decimal", "autocomplete": "off", "class": "form-control"}
        )
        super().__init__(required=False, max_length=30, widget=widget, **options)

    def prepare_value(self, value):
        return written(value) if isinstance(value, Decimal) else value

    def clean(self, value):
        text = re.sub(r"\s", "", super().clean(value)).replace(",", ".").removesuffix("%")
        if not text:
            return None
        if text.startswith("-"):
            raise forms.ValidationError(NEGATIVE)
        if not re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", text):
            raise forms.ValidationError(WRONG_NUMBER)
        whole, _, places = text.partition(".")
        if len(whole.lstrip("0")) > 10:
            raise forms.ValidationError(TOO_LARGE)
        if len(places.rstrip("0")) > 4:
            raise forms.ValidationError(TOO_EXACT)
        return Decimal(text)


class TargetsForm(StaleGuard, forms.Form):
    """All targets of an edition at once. rows: (indicator or part, depth); years: of the columns."""

    more_year = YearField(label="Добавить год прогноза", required=False)

    def __init__(self, *args, rows: list[tuple[Said, int]], years: list[int], **kwargs):
        self.places = {}
        initial = {}
        for one, _ in rows:
            for year in years:
                name = f"t{one.definition.pk}-{year}"
                self.places[name] = (one.definition.pk, year)
                initial[name] = one.value(year)
        self.base_fields = self.base_fields | {
            name: _target_field(one, year)
            for one, _ in rows
            for year in years
            for name in [f"t{one.definition.pk}-{year}"]
        }
        super().__init__(*args, initial=initial, **kwargs)

    def values(self) -> dict:
        """{(key of the definition, year): Decimal or None}."""
        return {place: self.cleaned_data[name] for name, place in self.places.items()}


def _target_field(one: Said, year: int) -> TargetField:
    field = TargetField(label=f"Цель на {year} год")
    field.full_label = f"{one.definition.number or one.definition.name[:60]}, {year}"
    field.widget.attrs["aria-label"] = f"{one.definition}, {year} год"
    return field


class GroundForm(forms.Form):
    """On what ground targets change: for all the ticked ones."""

    ground = forms.ChoiceField(
        label="Основание",
        choices=[("", "Выберите"), *((each.value, each.label.capitalize()) for each in Target.Ground)],
        error_messages={"required": "Выберите основание."},
    )
    reason = forms.CharField(
        label="Почему",
        max_length=Target._meta.get_field("reason").max_length,
        help_text="Номер и дата приказа, вывод мониторинга, в чём была ошибка.",
        error_messages={"required": "Напишите, почему меняется цель."},
    )
