"""The questionnaire as a form: one field for each question."""

from collections.abc import Iterable

from django import forms

from development.surveys.models import HIGHEST_GRADE, LOWEST_GRADE, Answer, Question
from methodservice.lib.forms import TextField

LONGEST_TEXT = 2000
GRADES = [(grade, str(grade)) for grade in range(LOWEST_GRADE, HIGHEST_GRADE + 1)]
CHOOSE = {"required": "Выберите ответ.", "invalid_choice": "Выберите ответ из списка."}
CHECK = {"required": "Отметьте хотя бы один ответ.", "invalid_choice": "Выберите ответы из списка."}


class AnswerForm(forms.Form):
    """questions: with their options prefetched, in order. Fields are named by the key of the question."""

    def __init__(self, data=None, *, questions: Iterable[Question]):
        super().__init__(data, label_suffix="")
        self.questions = list(questions)
        for question in self.questions:
            self.fields[_name(question)] = _field(question)

    def rows(self) -> list[tuple[Question, forms.BoundField]]:
        return [(question, self[_name(question)]) for question in self.questions]

    def wrong(self) -> list[tuple[int, Question, forms.BoundField]]:
        """Questions that were refused with their numbers."""
        numbered = enumerate(self.rows(), start=1)
        return [(number, question, field) for number, (question, field) in numbered if field.errors]

    def answers(self) -> list[Answer]:
        """Unsaved, without a sheet; of a valid form."""
        found = []
        for question in self.questions:
            value = self.cleaned_data[_name(question)]
            if question.kind == Question.Kind.MULTIPLE:
                found += [Answer(question=question, option_id=key) for key in value]
            elif value in (None, ""):
                continue
            elif question.kind == Question.Kind.SINGLE:
                found.append(Answer(question=question, option_id=value))
            elif question.kind == Question.Kind.SCALE:
                found.append(Answer(question=question, grade=value))
            else:
                found.append(Answer(question=question, text=value))
        return found


def _name(question: Question) -> str:
    return f"q{question.pk}"


def _field(question: Question) -> forms.Field:
    common = {"label": question.words, "required": question.required}
    options = [(option.pk, option.words) for option in question.options.all()]
    if question.kind == Question.Kind.SINGLE:
        return forms.TypedChoiceField(
            choices=options,
            coerce=int,
            empty_value=None,
            widget=forms.RadioSelect,
            error_messages=CHOOSE,
            **common,
        )
    if question.kind == Question.Kind.MULTIPLE:
        return forms.TypedMultipleChoiceField(
            choices=options, coerce=int, widget=forms.CheckboxSelectMultiple, error_messages=CHECK, **common
        )
    if question.kind == Question.Kind.SCALE:
        return forms.TypedChoiceField(
            choices=GRADES, coerce=int, empty_value=None, widget=forms.RadioSelect,
            error_messages={"required": "Выберите оценку.", "invalid_choice": "Выберите оценку от 1 до 5."}, **common,
        )  # fmt: skip
    return TextField(
        widget=forms.Textarea(attrs={"rows": 4, "aria-label": question.words}),
        max_length=LONGEST_TEXT,
        error_messages={"required": "Напишите ответ."},
        **common,
    )
