"""Filters of the directories' registers; what is chosen stays in the address."""

import django_filters as filters
from django import forms
from django.utils import timezone

from methodservice.directory.models import School, Subject, Teacher
from methodservice.lib.search import names_contain

ANY = "Все"
LONGEST = 200


class SchoolFilter(filters.FilterSet):
    """Closed organisations are shown when asked for."""

    q = filters.CharFilter(label="Название", method="by_name", max_length=LONGEST)
    kind = filters.ChoiceFilter(label="Вид", choices=School.Kind, empty_label=ANY)
    state = filters.ChoiceFilter(
        label="Состояние",
        choices=[("closed", "закрытые"), ("all", "открытые и закрытые")],
        empty_label="открытые",
        method="by_state",
    )

    class Meta:
        model = School
        fields = ["q", "kind", "state"]

    def filter_queryset(self, queryset):
        rows = super().filter_queryset(queryset)
        return rows if self.form.cleaned_data.get("state") else rows.filter(closed_on=None)

    def by_name(self, rows, name, value):
        return rows.filter(names_contain(value, "short_name", "full_name"))

    def by_state(self, rows, name, value):
        return rows.filter(closed_on__isnull=False) if value == "closed" else rows


class TeacherFilter(filters.FilterSet):
    """Choices are the user's own; whoever has left is shown when asked for."""

    q = filters.CharFilter(label="Имя или должность", method="by_name", max_length=LONGEST)
    school = filters.ModelChoiceFilter(label="Организация", queryset=School.objects.none(), empty_label=ANY)
    subject = filters.ModelChoiceFilter(
        label="Предмет",
        queryset=Subject.objects.none(),
        empty_label=ANY,
        field_name="subjects",
    )
    category = filters.ChoiceFilter(
        label="Категория",
        choices=[("none", "нет"), *((key, label) for key, label in Teacher.Category.choices if key)],
        empty_label=ANY,
        method="by_category",
    )
    state = filters.ChoiceFilter(
        label="Состояние",
        choices=[
            ("left", "уволились"),
            ("all", "работают и уволились"),
            ("anonymised", "обезличенные карточки"),
        ],
        empty_label="работают",
        method="by_state",
    )
    young = filters.BooleanFilter(label="Молодые", widget=forms.CheckboxInput, method="by_youth")

    class Meta:
        model = Teacher
        fields = ["q", "school", "subject", "category", "state", "young"]

    def __init__(self, *args, user, rule, **kwargs):
        super().__init__(*args, **kwargs)
        self.rule = rule
        schools = School.objects.visible_to(user)
        if not user.access.is_district_staff:
            schools = schools.filter(pk__in=user.access.school_ids)
        self.filters["school"].queryset = schools
        self.filters["subject"].queryset = Subject.objects.visible_to(user)
        for name in ("school", "subject"):
            self.filters[name].extra["queryset"] = self.filters[name].queryset
            self.filters[name].extra["widget"] = forms.Select(attrs={"data-search": True})

    def filter_queryset(self, queryset):
        rows = super().filter_queryset(queryset)
        state = self.form.cleaned_data.get("state")
        if state == "anonymised":
            return rows.filter(anonymised_on__isnull=False)
        return rows.named() if state else rows.named().working()

    def by_name(self, rows, name, value):
        return rows.filter(names_contain(value, "surname", "given_name", "patronymic", "position"))

    def by_category(self, rows, name, value):
        return rows.filter(category="" if value == "none" else value)

    def by_state(self, rows, name, value):
        return rows.filter(left_on__isnull=False) if value == "left" else rows

    def by_youth(self, rows, name, value):
        return rows.young(self.rule, timezone.localdate()) if value else rows
