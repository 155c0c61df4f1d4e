"""The filter row of the register."""

import django_filters
from django import forms

from associations.models import Association, Level
from methodservice.directory.models import School, Subject
from methodservice.lib.querysets import words_in

OPEN, CLOSED = "open", "closed"
LACKS_MEETING, LACKS_HEAD, LACKS_MEMBERS, LACKS_ROSTER = "meeting", "head", "members", "roster"


class AssociationFilter(django_filters.FilterSet):
    """Filters of the register, narrowed to what the user may see.

    day, year, requirement: today, its school year and what the rule of cadence asks for (see associations/cadence.py).
    Closed associations are shown only on demand.
    """

    q = django_filters.CharFilter(label="Название", method="by_words")
    level = django_filters.ChoiceFilter(label="Уровень", choices=Level, empty_label="Все")
    subject = django_filters.ModelChoiceFilter(
        label="Предмет", queryset=lambda request: Subject.objects.visible_to(request.user), empty_label="Все"
    )
    school = django_filters.ModelChoiceFilter(
        label="Организация",
        queryset=lambda request: School.objects.visible_to(request.user),
        empty_label="Все",
    )
    lacks = django_filters.ChoiceFilter(
        label="Чего не хватает",
        method="by_lack",
        empty_label="Неважно",
        choices=[
            (LACKS_MEETING, "без заседания в этом периоде"),
            (LACKS_HEAD, "без руководителя"),
            (LACKS_MEMBERS, "без членов"),
            (LACKS_ROSTER, "состав не утверждён"),
        ],
    )
    state = django_filters.ChoiceFilter(
        label="Состояние",
        method="by_state",
        empty_label="Действующие",
        choices=[(CLOSED, "Закрытые")],
    )

    class Meta:
        model = Association
        fields = ["q", "level", "subject", "school", "lacks", "state"]
        form = forms.Form

    def __init__(self, *args, day, year, requirement, **kwargs):
        self.day, self.year, self.requirement = day, year, requirement
        super().__init__(*args, **kwargs)

    def filter_queryset(self, queryset):
        queryset = super().filter_queryset(queryset)
        return queryset if self.form.cleaned_data.get("state") else queryset.active()

    def by_words(self, queryset, name, value):
        return queryset.filter(words_in(value, "teachers_of", "direction", "school__short_name"))

    def by_state(self, queryset, name, value):
        return queryset.filter(closed_on__isnull=False)

    def by_lack(self, queryset, name, value):
        if value == LACKS_MEETING:
            return self.requirement.lacking(queryset)
        if value == LACKS_HEAD:
            return queryset.without_head(self.day)
        if value == LACKS_MEMBERS:
            return queryset.filter(members_count=0)
        return queryset.without_roster(self.year.first)
