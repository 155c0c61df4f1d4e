"""The filter row of the list of cards; what is chosen stays in the address."""

import django_filters as filters
from django import forms
from django.utils import timezone

from development.register import (
    DEFICIT_CHOICES,
    ROUTE_CHOICES,
    WATCH_CHOICES,
    on_watch,
    with_deficits,
)
from methodservice.directory.models import School, Teacher
from methodservice.lib.search import names_contain

ANY = "Все"
LONGEST = 200


class CardFilter(filters.FilterSet):
    """Over `with_standing`. Choices are the user's own."""

    q = filters.CharFilter(label="Имя или должность", method="by_name", max_length=LONGEST)
    school = filters.ModelChoiceFilter(label="Организация", queryset=School.objects.none(), empty_label=ANY)
    watch = filters.ChoiceFilter(
        label="36 месяцев", choices=WATCH_CHOICES, empty_label=ANY, method="by_watch"
    )
    deficits = filters.ChoiceFilter(
        label="Дефициты", choices=DEFICIT_CHOICES, empty_label=ANY, method="by_deficits"
    )
    route = filters.ChoiceFilter(label="Маршрут", choices=ROUTE_CHOICES, empty_label=ANY, method="by_route")

    class Meta:
        model = Teacher
        fields = ["q", "school", "watch", "deficits", "route"]
        form = forms.Form

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        schools = School.objects.visible_to(user)
        if not user.access.is_district_staff:
            schools = schools.filter(pk__in=user.access.school_ids)
            if len(user.access.school_ids) < 2:
                del self.filters["school"]
                return
        self.filters["school"].queryset = schools
        self.filters["school"].extra |= {
            "queryset": schools,
            "widget": forms.Select(attrs={"data-search": True}),
        }

    def by_name(self, rows, name, value):
        return rows.filter(names_contain(value, "surname", "given_name", "patronymic", "position"))

    def by_watch(self, rows, name, value):
        return on_watch(rows, value, timezone.localdate())

    def by_deficits(self, rows, name, value):
        return with_deficits(rows, value)

    def by_route(self, rows, name, value):
        return rows.filter(route_pk__isnull=value == "none")
