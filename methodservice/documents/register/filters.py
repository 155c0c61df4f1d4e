"""The filter row of the register."""

import django_filters as filters

from methodservice.directory.models import Signatory
from methodservice.documents.models import DocumentKind, RegisterEntry
from methodservice.lib.forms import WRONG_DATE, CalendarInput
from methodservice.lib.querysets import words_in

LONGEST = 200


def _day_filter(label: str, lookup: str) -> filters.DateFilter:
    return filters.DateFilter(
        label=label, field_name="date", lookup_expr=lookup, widget=CalendarInput,
        error_messages={"invalid": WRONG_DATE},
    )  # fmt: skip


class RegisterFilter(filters.FilterSet):
    """years: of the dates that the register has."""

    q = filters.CharFilter(label="Номер или название", method="by_words", max_length=LONGEST)
    kind = filters.ChoiceFilter(label="Вид", choices=DocumentKind, empty_label="Все")
    year = filters.ChoiceFilter(label="Год", field_name="date__year", empty_label="Все")
    signatory = filters.ModelChoiceFilter(
        label="Подписал",
        queryset=lambda request: Signatory.objects.visible_to(request.user),
        empty_label="Все",
    )
    since = _day_filter("С", "gte")
    until = _day_filter("По", "lte")
    state = filters.ChoiceFilter(
        label="Записи",
        choices=[("valid", "действующие"), ("annulled", "аннулированные")],
        empty_label="Все",
        method="by_state",
    )

    class Meta:
        model = RegisterEntry
        fields = ["q", "kind", "year", "signatory", "since", "until", "state"]

    def __init__(self, *args, years: list[int], **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["year"].extra["choices"] = [(str(year), str(year)) for year in years]

    def by_words(self, rows, name, value):
        return rows.filter(words_in(value.replace("№", " "), "number", "title"))

    def by_state(self, rows, name, value):
        return rows.exclude(annulled="") if value == "annulled" else rows.filter(annulled="")
