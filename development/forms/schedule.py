"""The outlook's filter and the form of a planned attestation."""

from crispy_forms.layout import Div
from django import forms
from django.utils import timezone

from development.district.attesting import KINDS
from development.district.people import people_of
from development.district.plan_years import AHEAD, BACK, years_around
from development.forms.filters import ANY, PeopleFilter
from development.models import PlannedAttestation
from development.models.attestations import CATEGORIES
from methodservice.directory.forms.twins import NoTwin
from methodservice.directory.models import Teacher
from methodservice.lib.forms import PageForm


class OutlookFilter(PeopleFilter):
    field_order = ("year", "q", "school", "kind")

    year = forms.TypedChoiceField(label="Год", coerce=int, required=False)
    kind = forms.ChoiceField(
        label="Почему",
        required=False,
        choices=[("", ANY), *((key, word) for key, (_, word) in KINDS.items())],
    )

    def __init__(self, *args, year: int, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [(each, each) for each in years_around(year, timezone.localdate())]


class PlannedForm(NoTwin, PageForm, forms.ModelForm):
    """A line of the schedule. A new one names the person, among those whose cards the user keeps."""

    twin_sentence = "Эта аттестация уже в графике."
    searchable = ("teacher",)

    class Meta:
        model = PlannedAttestation
        fields = ["teacher", "category", "planned_on", "note"]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["category"].choices = [("", "Выберите"), *CATEGORIES]
        if self.instance.pk:
            del self.fields["teacher"]
        else:
            keeps = Teacher.objects.editable_by(user)
            self.fields["teacher"].queryset = people_of(user).filter(pk__in=keeps.order_by())
            self.fields["teacher"].label_from_instance = lambda one: (
                f"{one.full_name}, {one.school.short_name}"
            )

    def blocks(self):
        first = ["teacher"] if "teacher" in self.fields else []
        return [*first, Div("category", "planned_on", css_class="fields-in-row"), "note"]

    def clean_planned_on(self):
        day, today = self.cleaned_data["planned_on"], timezone.localdate()
        if not today.year - BACK <= day.year <= today.year + AHEAD:
            raise forms.ValidationError(f"{day:%d.%m.%Y} слишком далеко от сегодняшнего дня. Проверьте год.")
        return day

    def twins(self, cleaned):
        teacher = cleaned.get("teacher") or self.instance.teacher
        return PlannedAttestation.objects.filter(
            teacher=teacher, category=cleaned["category"], planned_on=cleaned["planned_on"]
        )
