"""The filter row of the list of orders."""

import django_filters
from django import forms
from django.db.models import Q

from methodservice.documents.orders.models import Order
from methodservice.lib.querysets import words_in


class OrderFilter(django_filters.FilterSet):
    """Filters over orders that the user may see."""

    q = django_filters.CharFilter(label="Заголовок или номер", method="by_words", max_length=200)
    state = django_filters.ChoiceFilter(label="Состояние", choices=Order.State, empty_label="Любое")
    issuer = django_filters.ChoiceFilter(label="Кто издаёт", choices=Order.Issuer, empty_label="Неважно")
    year = django_filters.NumberFilter(
        label="Год", field_name="date__year", min_value=1990, max_value=2100, widget=forms.NumberInput
    )

    class Meta:
        model = Order
        fields = ["q", "state", "issuer", "year"]
        form = forms.Form

    def by_words(self, rows, name, value):
        return rows.filter(
            words_in(value, "title") | Q(entry__number__iexact=value.removeprefix("№").strip())
        )
