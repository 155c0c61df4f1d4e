"""Adding a person to an order: from the lists, or typed."""

from django import forms

from methodservice.directory.models import Teacher
from methodservice.documents.orders.people import Person, as_person
from methodservice.lib.forms import PageForm


class AddPersonForm(PageForm, forms.Form):
    """One of the municipality's people, or a name and a post."""

    submit = "Добавить"
    searchable = ("teacher",)
    teacher = forms.ModelChoiceField(label="Педагог или сотрудник", queryset=None, required=False)
    name = forms.CharField(
        label="Или имя",
        max_length=200,
        required=False,
    )
    post = forms.CharField(label="Должность", max_length=300, required=False)

    def __init__(self, *args, municipality, like, **kwargs):
        """like: how a name is written, for example."""
        super().__init__(*args, **kwargs)
        self.fields["name"].help_text = f"Например: {like}"
        rows = Teacher.objects.filter(school__municipality=municipality).working().select_related("school")
        self.fields["teacher"].queryset = rows
        self.fields["teacher"].label_from_instance = lambda row: f"{row.full_name}, {row.school.short_name}"
        self.fields["teacher"].error_messages["invalid_choice"] = "Выберите человека из списка."

    def clean(self):
        cleaned = super().clean()
        teacher, name = cleaned.get("teacher"), cleaned.get("name")
        if teacher and name:
            self.add_error("name", "Выберите одно: человека из списка или имя.")
        elif not teacher and not name and "teacher" not in self.errors:
            self.add_error("teacher", "Выберите человека из списка или напишите имя.")
        return cleaned

    @property
    def person(self) -> Person:
        """Whom to add; a post that was typed wins over that of the lists."""
        data = self.cleaned_data
        if data["teacher"]:
            known = as_person(data["teacher"])
            return Person(known.name, data["post"] or known.post, known.teacher_id)
        return Person(data["name"], data["post"])
