"""The filter rows of the lists: pairs, young teachers, organisations with their models."""

import django_filters
from django import forms
from django.utils import timezone

from mentoring.covering import overseen_schools
from mentoring.models import Pair
from mentoring.models.pairs import of_schools
from mentoring.needs import NEEDS
from methodservice.directory.models import School, Teacher
from methodservice.lib.mentoring import FORMS
from methodservice.lib.search import names_contain

ANY = "Все"
LONGEST = 100


def _searched(schools) -> dict:
    return {"queryset": schools, "widget": forms.Select(attrs={"data-search": True})}


class PairFilter(django_filters.FilterSet):
    """Choices are the user's own; people without a scope choose by name and state only."""

    q = django_filters.CharFilter(label="Фамилия", method="by_name", max_length=LONGEST)
    state = django_filters.ChoiceFilter(label="Состояние", choices=Pair.State, empty_label=ANY)
    school = django_filters.ModelChoiceFilter(
        label="Организация",
        queryset=School.objects.none(),
        empty_label=ANY,
        method="by_school",
    )
    form = django_filters.ChoiceFilter(label="Форма", choices=FORMS, empty_label=ANY)
    need = django_filters.ChoiceFilter(
        label="Что сделать",
        choices=[(key, need.label) for key, need in NEEDS.items()],
        empty_label=ANY,
        method="by_need",
    )

    class Meta:
        model = Pair
        fields = ["q", "state", "school", "form", "need"]
        form = forms.Form

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        access = user.access
        schools = overseen_schools(user)
        if access.is_district_staff or access.is_coordinator:
            self.filters["school"].queryset = schools
            self.filters["school"].extra |= _searched(schools)
        else:
            del self.filters["school"]

    def by_name(self, rows, name, value):
        parts = ("surname", "given_name", "patronymic")
        people = [f"{side}__{part}" for side in ("mentor", "mentee", "outsider") for part in parts]
        return rows.filter(names_contain(value, *people))

    def by_school(self, rows, name, value):
        return rows.filter(of_schools([value]))

    def by_need(self, rows, name, value):
        needed = NEEDS[value].rows(self.user, timezone.localdate())
        return rows.filter(pk__in=needed.values("pk"))


class YoungFilter(django_filters.FilterSet):
    """Young teachers of `covering.young_people`: by name, organisation of the day, and whether a mentor is there."""

    q = django_filters.CharFilter(label="Фамилия", method="by_name", max_length=LONGEST)
    school = django_filters.ModelChoiceFilter(
        label="Организация", queryset=School.objects.none(), empty_label=ANY, method="by_school"
    )
    mentor = django_filters.ChoiceFilter(
        label="Наставник", choices=[("yes", "есть"), ("no", "нужен")], empty_label=ANY, method="by_mentor"
    )

    class Meta:
        model = Teacher
        fields = ["q", "school", "mentor"]
        form = forms.Form

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        schools = overseen_schools(user)
        self.filters["school"].queryset = schools
        self.filters["school"].extra |= _searched(schools)

    def by_name(self, rows, name, value):
        return rows.filter(names_contain(value, "surname", "given_name", "patronymic"))

    def by_school(self, rows, name, value):
        return rows.filter(school_then=value.pk)

    def by_mentor(self, rows, name, value):
        return rows.filter(has_mentor=value == "yes")


class ModelFilter(django_filters.FilterSet):
    """Organisations with `has_model`."""

    model = django_filters.ChoiceFilter(
        label="Модель", choices=[("yes", "действует"), ("no", "нет")], empty_label=ANY, method="by_model"
    )

    class Meta:
        model = School
        fields = ["model"]
        form = forms.Form

    def by_model(self, rows, name, value):
        return rows.filter(has_model=value == "yes")
