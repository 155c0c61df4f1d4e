"""The filter row of the register of surveys."""

import django_filters
from django import forms

from development.surveys.models import Survey
from methodservice.lib.search import names_contain

LONGEST = 200


class SurveyFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label="Название", method="by_words", max_length=LONGEST)
    state = django_filters.ChoiceFilter(label="Состояние", choices=Survey.State, empty_label="Все")

    class Meta:
        model = Survey
        fields = ["q", "state"]
        form = forms.Form

    def by_words(self, rows, name, value):
        return rows.filter(names_contain(value, "title"))
