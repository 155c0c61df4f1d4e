"""Forms of organisations and subjects."""

from django import forms
from django.core.exceptions import ValidationError

from methodservice import registries
from methodservice.directory.forms.twins import NoTwin
from methodservice.directory.models import Role, School, Subject
from methodservice.lib.forms import PageForm
from methodservice.lib.numerals import agree, counted
from methodservice.lib.stale import StaleGuard


class NewSchoolForm(NoTwin, PageForm, forms.ModelForm):
    """`instance.municipality` is set by the caller, who also locks it."""

    submit = "Добавить"
    twin_sentence = "Организация с таким кратким названием уже есть."

    class Meta:
        model = School
        fields = ["kind", "full_name", "short_name", "genitive_name"]
        help_texts = {
            "full_name": "Как в уставе, со строчной буквы: «муниципальное бюджетное общеобразовательное учреждение…»",
            "short_name": "Как в списках и протоколах: МБОУ СОШ № 4",
            "genitive_name": "Чего? Для документов: «муниципального бюджетного общеобразовательного учреждения…»",
        }

    def twins(self, cleaned):
        return School.objects.filter(
            municipality_id=self.instance.municipality_id, short_name=cleaned.get("short_name")
        )


class SchoolForm(StaleGuard, NewSchoolForm):
    submit = "Сохранить"


class CloseSchoolForm(PageForm, forms.ModelForm):
    """The day from which the organisation is closed; refused while something still lives in it."""

    submit = "Закрыть организацию"

    class Meta:
        model = School
        fields = ["closed_on"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["closed_on"].required = True

    def clean(self):
        cleaned = super().clean()
        obstacles = closing_obstacles(self.instance)
        if obstacles:
            raise ValidationError(obstacles)
        return cleaned


def closing_obstacles(school: School) -> list[str]:
    """Sentences: what has to be done before the organisation is closed. 2 queries + those of the offers."""
    sentences = []
    if people := school.teachers.working().count():
        verb = agree(people, "работает", "работают", "работают")
        number = counted(people, "педагог", "педагога", "педагогов")
        sentences.append(
            f"Здесь {verb} {number}. Переведите их в другие организации или отметьте увольнение."
        )
    for role in Role.objects.filter(school=school, ends=None).select_related("user"):
        sentences.append(
            f"{role.user} — {role.get_kind_display()} этой организации. Сначала завершите эту роль."
        )
    for offer in registries.closing_obstacles:
        sentences.extend(offer(school))
    return sentences


class NewSubjectForm(NoTwin, PageForm, forms.ModelForm):
    """`instance.municipality` is set by the caller, who also locks it."""

    submit = "Добавить"
    twin_sentence = "Такой предмет уже есть в списке."

    class Meta:
        model = Subject
        fields = ["name", "teachers_of"]

    def twins(self, cleaned):
        same = Subject.objects.filter(municipality_id=self.instance.municipality_id)
        # compared here: SQLite's lower() leaves Cyrillic as it is
        name = (cleaned.get("name") or "").lower()
        return same.filter(
            pk__in=[key for key, text in same.values_list("pk", "name") if text.lower() == name]
        )


class SubjectForm(StaleGuard, NewSubjectForm):
    submit = "Сохранить"
