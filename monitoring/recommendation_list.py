"""The list of address recommendations with its filters."""

import django_filters
from django.db.models import Q

from methodservice.directory.models import School
from methodservice.lib.querysets import words_in
from monitoring.models import Recommendation

State = Recommendation.State
OPEN = (State.SENT, State.ACKNOWLEDGED)
OVERDUE = "overdue"
SORTED = {
    "due": ("due",),
    "school": ("school__short_name",),
    "state": ("state",),
}


class RecommendationFilter(django_filters.FilterSet):
    """The filter row. today: the day that tells what is overdue; user: whose organisations are offered."""

    state = django_filters.ChoiceFilter(label="Состояние", method="by_state", empty_label="Любое")
    school = django_filters.ModelChoiceFilter(
        label="Организация", queryset=School.objects.none(), empty_label="Все"
    )
    q = django_filters.CharFilter(label="Слова", method="by_words", max_length=200)

    def __init__(self, *args, user, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        is_staff = user.access.is_district_staff
        drafts = State.choices if user.access.is_methodist else State.choices[1:]
        self.filters["state"].extra["choices"] = [(OVERDUE, "Просрочены"), *drafts]
        schools = School.objects.filter(municipality=user.municipality_id, recommendations__isnull=False)
        if not is_staff:
            schools = schools.filter(pk__in=user.access.school_ids)
        self.filters["school"].queryset = schools.distinct().order_by("short_name", "pk")

    def by_state(self, queryset, name, value):
        if value == OVERDUE:
            return queryset.filter(state__in=OPEN, due__lt=self.today)
        return queryset.filter(state=value)

    def by_words(self, queryset, name, value):
        return queryset.filter(words_in(value, "text", "cycle__title") | Q(answer__icontains=value))
