"""The filter row of the register of events."""

import django_filters
from django import forms
from django.db.models import Max, Min

from associations.events.models import Event
from associations.models import Association
from methodservice.directory.models import School
from methodservice.lib.periods import SchoolYear
from methodservice.lib.search import names_contain

ANY = "Все"
SERVICE = "service"
LONGEST = 200


def years_of(events, today) -> list[SchoolYear]:
    """School years from the newest to the oldest with an event; the running one is among them. 1 query."""
    days = events.aggregate(first=Min("starts"), last=Max("starts"))
    first = SchoolYear.containing(min(filter(None, (days["first"], today))))
    last = SchoolYear.containing(max(filter(None, (days["last"], today))))
    return [SchoolYear(number) for number in range(last.first, first.first - 1, -1)]


class EventFilter(django_filters.FilterSet):
    """Choices are the user's own. years: offered school years, see `years_of`."""

    q = django_filters.CharFilter(label="Название или место", method="by_words", max_length=LONGEST)
    year = django_filters.ChoiceFilter(label="Учебный год", method="by_year", empty_label=ANY)
    kind = django_filters.ChoiceFilter(label="Вид", choices=Event.Kind, empty_label=ANY)
    level = django_filters.ChoiceFilter(label="Уровень", choices=Event.Level, empty_label=ANY)
    association = django_filters.ModelChoiceFilter(
        label="Проводит",
        queryset=Association.objects.none(),
        empty_label=ANY,
        null_value=SERVICE,
        null_label="методическая служба",
    )
    school = django_filters.ModelChoiceFilter(
        label="Организация",
        queryset=School.objects.none(),
        empty_label=ANY,
        field_name="association__school",
    )
    state = django_filters.ChoiceFilter(label="Состояние", choices=Event.State, empty_label=ANY)
    mine = django_filters.BooleanFilter(label="Я участвую", widget=forms.CheckboxInput, method="by_mine")

    class Meta:
        model = Event
        fields = ["q", "year", "kind", "level", "association", "school", "state", "mine"]
        form = forms.Form

    def __init__(self, *args, user, years, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.filters["year"].extra["choices"] = [(str(year.first), str(year)) for year in years]
        seen = Association.objects.visible_to(user).select_related("municipality", "school")
        self._narrow("association", seen)
        if user.access.is_district_staff:
            self._narrow("school", School.objects.visible_to(user))
        elif user.access.is_coordinator:
            self._narrow("school", School.objects.filter(pk__in=user.access.school_ids))
        else:
            del self.filters["school"]
        if not user.teacher_id:
            del self.filters["mine"]

    def _narrow(self, name, rows):
        self.filters[name].queryset = rows
        self.filters[name].extra |= {"queryset": rows, "widget": forms.Select(attrs={"data-search": True})}

    def by_words(self, rows, name, value):
        return rows.filter(names_contain(value, "title", "place"))

    def by_year(self, rows, name, value):
        year = SchoolYear(int(value))
        return rows.filter(starts__range=(year.starts, year.ends))

    def by_mine(self, rows, name, value):
        return rows.with_participant(self.user.teacher_id) if value else rows
