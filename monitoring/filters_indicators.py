"""The register of sets of indicators: rows and the filter above them."""

import django_filters
from django import forms
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from methodservice.lib.querysets import count_of
from methodservice.lib.search import names_contain
from monitoring.models import Definition, Edition, IndicatorSet

State = Edition.State


def set_rows(user) -> QuerySet[IndicatorSet]:
    """Sets that the user sees. 1 query. Annotations: edition, state, amount — number and state of the edition in force,
    else of the newest that the user sees, how many indicators it has without parts; draft — number of the draft
    that the user sees."""
    editions = Edition.objects.visible_to(user).filter(set=OuterRef("pk"))
    in_force = editions.in_force()
    rows = IndicatorSet.objects.visible_to(user).annotate(
        newest=Subquery(editions.order_by("-number").values("pk")[:1]),
        counted=Subquery(in_force.values("pk")[:1]),
        draft=Subquery(editions.filter(state=State.DRAFT).values("number")[:1]),
    )
    rows = rows.annotate(shown=Coalesce("counted", "newest"))
    one = Edition.objects.filter(pk=OuterRef("shown"))
    return rows.annotate(
        edition=Subquery(one.values("number")[:1]),
        state=Subquery(one.values("state")[:1]),
        amount=count_of(Definition.objects.filter(edition=OuterRef("shown"), parent=None)),
    )


class SetFilter(django_filters.FilterSet):
    """Filters over `set_rows`."""

    q = django_filters.CharFilter(label="Название", method="by_words", max_length=200)
    state = django_filters.ChoiceFilter(
        label="Состояние",
        empty_label="Все",
        choices=[(State.IN_FORCE.value, State.IN_FORCE.label), (State.DRAFT.value, State.DRAFT.label)],
    )

    class Meta:
        model = IndicatorSet
        fields = ["q", "state"]
        form = forms.Form

    def by_words(self, rows, name, value):
        return rows.filter(names_contain(value, "title"))
