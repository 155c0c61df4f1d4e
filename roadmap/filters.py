"""The filter row of the register of programmes and roadmaps."""

from datetime import date

import django_filters
from django import forms

from methodservice.lib.search import names_contain
from roadmap.models import Edition, Programme

State = Edition.State
COMING = "coming"


class ProgrammeFilter(django_filters.FilterSet):
    """Filters over `register_rows`. years: those that may be chosen."""

    q = django_filters.CharFilter(label="Название", method="by_words", max_length=200)
    state = django_filters.ChoiceFilter(
        label="Состояние",
        method="by_state",
        empty_label="Все",
        choices=[
            (State.IN_FORCE.value, State.IN_FORCE.label),
            (State.APPROVED.value, "Утверждена, ещё не действует"),
            (State.DRAFT.value, State.DRAFT.label),
            (COMING, "Готовится новая редакция"),
        ],
    )
    year = django_filters.ChoiceFilter(label="Год", method="by_year", empty_label="Все")
    overdue = django_filters.BooleanFilter(
        label="С просроченными", widget=forms.CheckboxInput, method="by_overdue"
    )

    class Meta:
        model = Programme
        fields = ["q", "state", "year", "overdue"]
        form = forms.Form

    def __init__(self, *args, years: list[int], **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["year"].extra["choices"] = [(str(year), str(year)) for year in years]
        if not self.request.user.access.is_district_staff:
            choices = self.filters["state"].extra["choices"]
            hidden = (State.DRAFT.value, COMING)
            self.filters["state"].extra["choices"] = [each for each in choices if each[0] not in hidden]

    def by_words(self, rows, name, value):
        return rows.filter(names_contain(value, "title"))

    def by_state(self, rows, name, value):
        return rows.filter(coming__isnull=False) if value == COMING else rows.filter(state=value)

    def by_year(self, rows, name, value):
        year = int(value)
        return rows.filter(first__lte=date(year, 12, 31), last__gte=date(year, 1, 1))

    def by_overdue(self, rows, name, value):
        return rows.filter(overdue__gt=0) if value else rows
