"""Forms of offices: appointing and ending."""

from django import forms

from associations.models import Membership, Office, Term
from methodservice.directory.models import Teacher
from methodservice.lib.forms import PageForm, page_helper
from methodservice.lib.querysets import in_force


class TermForm(PageForm, forms.Form):
    """Appoint to an office. People: members on `day` first, then everybody else whom the user may appoint."""

    submit = "Назначить"
    searchable = ("teacher",)

    office = forms.ChoiceField(label="Должность в объединении", choices=Office)
    teacher = forms.TypedChoiceField(label="Кого", coerce=int)
    starts = forms.DateField(label="С какого дня")
    ends = forms.DateField(
        label="По какой день", required=False, help_text="Оставьте пустым, если срок не ограничен."
    )
    ground = forms.ChoiceField(label="Основание", choices=Term.Ground, initial=Term.Ground.ORDER)
    ground_text = forms.CharField(
        label="Реквизиты основания",
        max_length=300,
        required=False,
        help_text="Например: приказ от 01.09.2026 № 145",
    )
    close_previous = forms.BooleanField(
        label="Завершить накануне срок того, кто занимает эту должность сейчас", required=False
    )

    def __init__(self, *args, association, user, day, **kwargs):
        super().__init__(*args, **kwargs)
        members = Membership.objects.filter(in_force(day), association=association)
        people = Teacher.objects.editable_by(user).working().select_related("school")
        inside = people.filter(pk__in=members.values("teacher"))
        outside = people.exclude(pk__in=members.values("teacher"))
        self.people = {person.pk: person for person in [*inside, *outside]}
        groups = [("Члены объединения", inside), ("Другие педагоги", outside)]
        self.fields["teacher"].choices = [
            ("", "— выберите —"),
            *((title, [(person.pk, _words(person)) for person in rows]) for title, rows in groups if rows),
        ]
        self.fields["teacher"].error_messages["invalid_choice"] = "Выберите педагога из списка."

    def clean_teacher(self):
        return self.people[self.cleaned_data["teacher"]]


def _words(person) -> str:
    return f"{person.full_name}, {person.school.short_name}"


class EndTermForm(PageForm, forms.Form):
    """Ended on a day, or never in force."""

    ENDED, VOID = "ended", "void"
    how = forms.ChoiceField(
        label="Что произошло",
        widget=forms.RadioSelect,
        choices=[(ENDED, "полномочия завершаются"), (VOID, "срок не вступил в силу или записан по ошибке")],
        initial=ENDED,
    )
    ends = forms.DateField(label="Последний день полномочий", required=False)
    note = forms.CharField(label="Почему", max_length=300, required=False)

    @property
    def helper(self):
        return page_helper("how", "ends", "note", submit="Записать", back_url=self.back_url, danger=True)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("how") == self.ENDED and not cleaned.get("ends") and "ends" not in self.errors:
            self.add_error("ends", "Укажите последний день.")
        if cleaned.get("how") == self.VOID and not cleaned.get("note"):
            self.add_error("note", "Напишите, почему срок не вступил в силу: это останется в истории.")
        return cleaned
