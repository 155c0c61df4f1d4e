"""The filter row of the list of pairs."""

import django_filters
from django import forms

from mentoring.models import Pair
from methodservice.directory.models import School
from methodservice.lib.mentoring import FORMS
from methodservice.lib.search import names_contain

ANY = "Все"
LONGEST = 100


class PairFilter(django_filters.FilterSet):
    """Choices are the user's own; people without a scope choose by name and state only."""

    q = django_filters.CharFilter(label="Фамилия", method="by_name", max_length=LONGEST)
    state = django_filters.ChoiceFilter(label="Состояние", choices=Pair.State, empty_label=ANY)
    school = django_filters.ModelChoiceFilter(
        label="Организация",
        queryset=School.objects.none(),
        empty_label=ANY,
        field_name="mentee__school",
    )
    form = django_filters.ChoiceFilter(label="Форма", choices=FORMS, empty_label=ANY)

    class Meta:
        model = Pair
        fields = ["q", "state", "school", "form"]
        form = forms.Form

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        access = user.access
        schools = School.objects.visible_to(user)
        if access.is_coordinator and not access.is_district_staff:
            schools = schools.filter(pk__in=access.school_ids)
        if access.is_district_staff or access.is_coordinator:
            self.filters["school"].queryset = schools
            self.filters["school"].extra |= {
                "queryset": schools,
                "widget": forms.Select(attrs={"data-search": True}),
            }
        else:
            del self.filters["school"]

    def by_name(self, rows, name, value):
        parts = ("surname", "given_name", "patronymic")
        people = [f"{side}__{part}" for side in ("mentor", "mentee") for part in parts]
        return rows.filter(names_contain(value, *people))
