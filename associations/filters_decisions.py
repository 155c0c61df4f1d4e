"""The filter row of the list of decisions."""

import django_filters
from django import forms
from django.db.models import F, Q

from associations.models import Association, Decision
from methodservice.lib.periods import SchoolYear
from methodservice.lib.querysets import words_in

OPEN, OVERDUE, DONE, LATE, ALL = "open", "overdue", "done", "late", "all"


class DecisionFilter(django_filters.FilterSet):
    """Decisions that are tasks; without a state asked for, those not done yet. day: today."""

    q = django_filters.CharFilter(label="Слова", method="by_words")
    state = django_filters.ChoiceFilter(
        label="Состояние",
        method="by_state",
        empty_label="Не выполненные",
        choices=[
            (OVERDUE, "Просроченные"),
            (DONE, "Выполненные"),
            (LATE, "Выполненные с опозданием"),
            (ALL, "Все"),
        ],
    )
    association = django_filters.ModelChoiceFilter(
        label="Объединение",
        field_name="item__meeting__association",
        queryset=lambda request: Association.objects.visible_to(request.user).select_related(
            "municipality", "school"
        ),
        empty_label="Все",
    )
    year = django_filters.ChoiceFilter(
        label="Принято в учебном году", method="by_year", empty_label="В любом"
    )
    mine = django_filters.BooleanFilter(
        label="Поручено мне", method="by_me", widget=forms.CheckboxInput(attrs={"class": "form-check-input"})
    )

    class Meta:
        model = Decision
        fields = ["q", "state", "association", "year", "mine"]
        form = forms.Form

    def __init__(self, *args, day, years, **kwargs):
        self.day = day
        super().__init__(*args, **kwargs)
        self.filters["year"].extra["choices"] = [(str(year.first), year.title) for year in years]

    def filter_queryset(self, queryset):
        queryset = super().filter_queryset(queryset)
        return queryset if self.form.cleaned_data.get("state") else queryset.undone()

    def by_words(self, queryset, name, value):
        return queryset.filter(
            words_in(value, "text", "responsible_text", "responsible__surname", "item__title")
        )

    def by_state(self, queryset, name, value):
        if value == OVERDUE:
            return queryset.overdue(self.day)
        if value == DONE:
            return queryset.filter(done__isnull=False)
        if value == LATE:
            return queryset.filter(done__done_on__gt=F("due"))
        return queryset

    def by_year(self, queryset, name, value):
        year = SchoolYear(int(value))
        return queryset.filter(adopted_on__range=(year.starts, year.ends))

    def by_me(self, queryset, name, value):
        if not value:
            return queryset
        teacher_id = self.request.user.teacher_id
        return queryset.filter(responsible_id=teacher_id) if teacher_id else queryset.filter(Q(pk__in=[]))
