"""The form of a question: options are lines of a text, so that it needs no script."""

from crispy_forms.bootstrap import StrictButton
from crispy_forms.layout import Div, Fieldset
from django import forms

from development.surveys.models import Question
from methodservice.lib.forms import PageForm, TextField

MOST_OPTIONS, LONGEST_OPTION, LEAST_OPTIONS = 20, 200, 2


class QuestionForm(PageForm, forms.ModelForm):
    """`cleaned_data["options"]` is a list of words; empty where the kind has no list."""

    options = TextField(
        label="Варианты ответа",
        required=False,
        rows=6,
        help_text="Каждый вариант с новой строки.",
    )

    class Meta:
        model = Question
        fields = ["words", "kind", "options", "low", "high", "required"]
        error_messages = {"words": {"required": "Напишите вопрос."}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["options"] = "\n".join(self.instance.options.values_list("words", flat=True))

    def blocks(self):
        return [
            Fieldset(
                "",
                "words",
                "kind",
                Div("options", css_class="su-options"),
                Div("low", "high", css_class="fields-in-row su-scale-ends"),
                "required",
                css_class="su-question",
            )
        ]

    @property
    def helper(self):
        helper = super().helper
        if not self.instance.pk:
            more = StrictButton(
                "Сохранить и добавить ещё", type="submit", name="more", value="1", css_class="btn-secondary"
            )
            helper.layout.fields[-1].fields.insert(1, more)
        return helper

    def clean(self):
        cleaned = super().clean()
        cleaned = self.cleaned_data if cleaned is None else cleaned
        kind = cleaned.get("kind")
        if kind != Question.Kind.SCALE:
            cleaned["low"] = cleaned["high"] = ""
        if kind not in (Question.Kind.SINGLE, Question.Kind.MULTIPLE):
            cleaned["options"] = []
        elif "options" in cleaned:
            lines = (" ".join(line.split()) for line in cleaned["options"].splitlines())
            cleaned["options"] = list(dict.fromkeys(filter(None, lines)))
            if sentence := _wrong(cleaned["options"]):
                self.add_error("options", sentence)
        return cleaned


def _wrong(options: list[str]) -> str:
    if len(options) < LEAST_OPTIONS:
        return "Напишите хотя бы два варианта, каждый с новой строки."
    if len(options) > MOST_OPTIONS:
        return f"Не больше {MOST_OPTIONS} вариантов: длинный список на телефоне не прочитают."
    if long := [option for option in options if len(option) > LONGEST_OPTION]:
        return f"Вариант длиннее {LONGEST_OPTION} знаков: «{long[0][:40]}…»."
    return ""
