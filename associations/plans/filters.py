"""The filter row of the register of plans."""

import django_filters
from django import forms

from associations.models import Association, Level
from associations.plans.models import PlanEdition
from associations.plans.register import NO_PLAN
from methodservice.directory.models import Subject
from methodservice.lib.periods import SchoolYear
from methodservice.lib.querysets import words_in

State = PlanEdition.State
PENDING_FIRST = (State.SUBMITTED, State.RETURNED, State.DRAFT, State.APPROVED)


class PlanFilter(django_filters.FilterSet):
    """Filters over `register_rows`, narrowed to what the user may see. years: those that may be chosen."""

    year = django_filters.ChoiceFilter(label="Учебный год", method="as_it_is", empty_label=None)
    q = django_filters.CharFilter(label="Объединение", method="by_words", max_length=200)
    level = django_filters.ChoiceFilter(label="Уровень", choices=Level, empty_label="Все")
    subject = django_filters.ModelChoiceFilter(
        label="Предмет", queryset=lambda request: Subject.objects.visible_to(request.user), empty_label="Все"
    )
    state = django_filters.ChoiceFilter(
        label="План",
        method="by_state",
        empty_label="Неважно",
        choices=[(NO_PLAN, "Нет плана"), *((state.value, state.label) for state in PENDING_FIRST)],
    )
    waiting = django_filters.BooleanFilter(label="Ждут меня", widget=forms.CheckboxInput, method="by_waiting")

    class Meta:
        model = Association
        fields = ["year", "q", "level", "subject", "state", "waiting"]
        form = forms.Form

    def __init__(self, *args, years: list[SchoolYear], **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["year"].extra["choices"] = [(str(year.first), str(year)) for year in years]
        if not (self.request.user.access.is_methodist or self.request.user.access.is_coordinator):
            del self.filters["waiting"]

    def as_it_is(self, rows, name, value):
        """The rows are those of the year already."""
        return rows

    def by_words(self, rows, name, value):
        return rows.filter(words_in(value, "teachers_of", "direction", "school__short_name"))

    def by_state(self, rows, name, value):
        return rows.filter(plan_state=None) if value == NO_PLAN else rows.filter(plan_state=value)

    def by_waiting(self, rows, name, value):
        return rows.filter(plan_state=State.SUBMITTED, approves=True) if value else rows
