"""Forms of diagnoses and deficits."""

from decimal import Decimal

from django import forms
from django.utils import timezone

from development.forms.fields import SuggestInput, past_day
from development.forms.records import RecordForm, in_row
from development.models import Deficit, DeficitKind, Diagnosis, DiagnosisResult
from methodservice.directory.models import Subject
from methodservice.lib.forms import PageForm, TextField

Level = DiagnosisResult.Level
NOT_TESTED = "не проверяли"
MOST_AT_ONCE = 10
"""Deficits of one kind that are written down at once."""


class DiagnosisForm(RecordForm):
    """What was held, and for each kind of deficits a level, percents or both; what was not tested stays empty."""

    day, ahead = "held_on", "Диагностика ещё впереди. Запишите её, когда будут результаты."

    class Meta:
        model = Diagnosis
        fields = ["title", "held_on", "organiser", "note"]
        field_classes = {"note": TextField}
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        known = {row.kind: row for row in self.instance.results.all()} if self.instance.pk else {}
        for kind, label in DeficitKind.choices:
            self.fields[f"level_{kind}"] = forms.ChoiceField(
                label=label.capitalize(),
                required=False,
                choices=[("", NOT_TESTED), *Level.choices],
            )
            self.fields[f"score_{kind}"] = forms.DecimalField(
                label="Выполнено, %",
                required=False,
                localize=True,
                max_digits=4,
                decimal_places=1,
                min_value=Decimal(0),
                max_value=Decimal(100),
                error_messages={
                    "invalid": "Введите число от 0 до 100, например 72,5.",
                    "min_value": "Процент бывает от 0 до 100.",
                    "max_value": "Процент бывает от 0 до 100.",
                    "max_decimal_places": "Достаточно одного знака после запятой.",
                    "max_digits": "Процент бывает от 0 до 100.",
                    "max_whole_digits": "Процент бывает от 0 до 100.",
                },
            )
            score = self.fields[f"score_{kind}"]
            score.full_label = f"{label.capitalize()}, %"
            score.widget.attrs["aria-label"] = f"Выполнено, %: {label} дефициты"
            if kind in known:
                self.initial |= {f"level_{kind}": known[kind].level, f"score_{kind}": known[kind].score}

    def blocks(self):
        results = [in_row(f"level_{kind}", f"score_{kind}") for kind in DeficitKind.values]
        return ["title", in_row("held_on", "organiser"), *results, "note"]

    @property
    def words(self):
        cleaned = self.cleaned_data
        results = {
            kind: (cleaned[f"level_{kind}"], cleaned[f"score_{kind}"])
            for kind in DeficitKind.values
            if cleaned[f"level_{kind}"] or cleaned[f"score_{kind}"] is not None
        }
        return super().words | {"results": results}


class DeficitForm(RecordForm):
    searchable = ("subject",)
    day, ahead = "found_on", "Этот день ещё впереди. Проверьте дату."

    class Meta:
        model = Deficit
        fields = ["kind", "words", "subject", "diagnosis", "found_on"]
        help_texts = {"words": "Коротко и по делу: «Оценивание проектных работ»."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.initial["found_on"] = timezone.localdate()
        field = self.fields["diagnosis"]
        field.queryset = Diagnosis.objects.filter(teacher=self.instance.teacher)
        field.help_text = "Пусто, если дефицит замечен на уроке или назван самим педагогом."

    def blocks(self):
        return [in_row("kind", "found_on"), "words", in_row("subject", "diagnosis")]

    def clean_found_on(self):
        day = self.cleaned_data["found_on"]
        if self.instance.closed_on and day > self.instance.closed_on:
            raise forms.ValidationError(
                f"Дефицит закрыт {self.instance.closed_on:%d.%m.%Y}: выявлен он раньше."
            )
        return day


class OpenDeficitsForm(PageForm, forms.Form):
    """Deficits of a diagnosis: a text for each kind whose level is above none, a line for each deficit."""

    submit = "Записать дефициты"
    searchable = ("subject",)

    def __init__(self, *args, diagnosis, **kwargs):
        super().__init__(*args, **kwargs)
        self.kinds = [row for row in diagnosis.results.all() if row.level != Level.NONE]
        for row in self.kinds:
            self.fields[self.name_of(row)] = TextField(
                label=f"{row.get_kind_display().capitalize()} дефициты",
                rows=2,
                required=False,
                max_length=3000,
                help_text=f"{row.in_words.capitalize()}. Каждый дефицит — с новой строки.",
            )
        if any(row.kind == DeficitKind.SUBJECT for row in self.kinds):
            self.fields["subject"] = forms.ModelChoiceField(
                label="Предмет",
                required=False,
                queryset=Subject.objects.filter(municipality=diagnosis.teacher.school.municipality_id),
                empty_label="—",
                help_text="К какому предмету относятся предметные дефициты.",
            )
            self.fields["subject"].widget.attrs["data-search"] = True

    @staticmethod
    def name_of(row: DiagnosisResult) -> str:
        """Of the field that takes the deficits of a result's kind."""
        return f"words_{row.kind}"

    def clean(self):
        cleaned = super().clean()
        cleaned = self.cleaned_data if cleaned is None else cleaned
        for row in self.kinds:
            lines = [
                " ".join(line.split())
                for line in cleaned.get(self.name_of(row), "").splitlines()
                if line.strip()
            ]
            if len(lines) > MOST_AT_ONCE:
                self.add_error(self.name_of(row), f"Не больше {MOST_AT_ONCE} строк. Выберите главное.")
            elif any(len(line) > 300 for line in lines):
                self.add_error(self.name_of(row), "Одна из строк длиннее 300 знаков. Напишите короче.")
        return cleaned

    @property
    def found(self) -> list[dict]:
        """What the service takes as `found`."""
        return [
            {
                "kind": row.kind,
                "words": words,
                "subject": self.cleaned_data.get("subject") if row.kind == DeficitKind.SUBJECT else None,
            }
            for row in self.kinds
            for line in self.cleaned_data[self.name_of(row)].splitlines()
            if (words := " ".join(line.split()))
        ]


class CloseForm(PageForm, forms.Form):
    """By what a deficit is closed. suggestions: what the person has done since it was found."""

    submit = "Закрыть дефицит"
    how = forms.CharField(
        label="Чем закрыт",
        max_length=300,
        help_text="Курсы, пройденный шаг маршрута, повторная диагностика.",
        error_messages={"required": "Напишите, чем закрыт дефицит."},
    )
    on = forms.DateField(label="Когда")

    def __init__(self, *args, suggestions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["how"].widget = SuggestInput(suggestions, attrs={"maxlength": 300})

    def clean_on(self):
        return past_day(self.cleaned_data["on"], "Этот день ещё впереди.")
