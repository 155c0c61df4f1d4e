"""The person of a pair who has no card: a partner in the mentor's place, a student in the mentee's."""

from crispy_forms.layout import Div, Fieldset
from django import forms

from mentoring.models import Outsider
from methodservice.lib.forms import PageForm
from methodservice.lib.mentoring import PARTNER, STUDENT
from methodservice.lib.stale import StaleGuard

FIELDS = ("surname", "given_name", "patronymic", "position", "organisation")
TITLES = {PARTNER: "Наставник — социальный партнёр", STUDENT: "Наставляемый — студент"}
MENDING = {PARTNER: "Исправить имя и должность", STUDENT: "Исправить имя и курс"}
WORDS = {
    PARTNER: {
        "position": ("Должность", "Как в документе, например: инженер-технолог."),
        "organisation": ("Организация", "Как в документе, например: ООО «Заря»."),
    },
    STUDENT: {
        "position": ("Курс", "Как в документе, например: студентка 4 курса."),
        "organisation": ("Вуз или колледж", "Как в документе, например: Педагогический колледж."),
    },
}


def outsider_fields(form: str) -> dict[str, forms.Field]:
    """Fields of the person in the words of the pair's form."""
    words = WORDS[form]
    return forms.fields_for_model(
        Outsider,
        FIELDS,
        labels={name: label for name, (label, _) in words.items()},
        help_texts={name: example for name, (_, example) in words.items()},
    )


def outsider_block(form: str) -> Fieldset:
    return Fieldset(
        TITLES[form],
        Div("surname", "given_name", "patronymic", css_class="fields-in-row"),
        Div("position", "organisation", css_class="fields-in-row"),
    )


class EditOutsiderForm(StaleGuard, PageForm, forms.ModelForm):
    """form_of: of the pair."""

    class Meta:
        model = Outsider
        fields = FIELDS

    def __init__(self, *args, form_of: str, **kwargs):
        self.form_of = form_of
        super().__init__(*args, **kwargs)
        for name, (label, example) in WORDS[form_of].items():
            self.fields[name].label, self.fields[name].help_text = label, example

    def blocks(self):
        return [outsider_block(self.form_of)]
