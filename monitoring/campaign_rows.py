"""The table of a campaign: its returns, those that are waited for first, and how their values compare."""

from dataclasses import dataclass

import django_filters
from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, When
from django.db.models import Value as Constant

from methodservice.lib.querysets import words_in
from monitoring.models import Campaign, Definition, Return, Value
from monitoring.workflow import STATE_KINDS

LATE, UNSENT = "late", "unsent"
STATES = [(LATE, "Просрочены"), (UNSENT, "Ещё не сданы"), *Return.State.choices]
DIFFERS = Q(numerator__lt=F("known_numerator")) | Q(numerator__gt=F("known_numerator"))
DIFFERS |= Q(denominator__lt=F("known_denominator")) | Q(denominator__gt=F("known_denominator"))
KNOWN = Q(known_numerator__isnull=False) | Q(known_denominator__isnull=False)


def missing_q(campaign: Campaign) -> Q:
    """A value that is not given: no number, or no whole of a share. 1 query."""
    shares = Definition.objects.filter(edition=campaign.edition_id, formula=Definition.Formula.SHARE)
    keys = list(shares.values_list("indicator", flat=True))
    return Q(numerator=None) | Q(denominator=None, indicator__in=keys)


@dataclass(frozen=True)
class Row:
    """A return with the numbers of its values: agreed with the portal, different from it, missing, all."""

    given: Return
    agreed: int
    differs: int
    missing: int
    total: int

    @property
    def kind(self) -> str:
        return STATE_KINDS.get(self.given.state, "draft")

    @property
    def is_sent(self) -> bool:
        return self.given.state not in Return.OPEN


def in_view(returns, campaign: Campaign, day):
    """The queryset with what is late first, then what is waited for, what waits for the methodist, what is accepted."""
    late = Q(extended_to__lt=day) | Q(extended_to=None, campaign__closes_on__lt=day)
    unsent = Q(state__in=Return.OPEN)
    rank = Case(
        When(unsent & late if campaign.is_open else Q(pk=None), then=Constant(0)),
        When(unsent, then=Constant(1)),
        When(state=Return.State.SUBMITTED, then=Constant(2)),
        default=Constant(3),
        output_field=IntegerField(),
    )
    rows = returns.select_related("school", "campaign__municipality")
    return rows.annotate(rank=rank).order_by("rank", F("school__short_name").asc(nulls_last=True), "pk")


def rows_of(campaign: Campaign, returns) -> list[Row]:
    """1 query beside that of the returns and `missing_q`."""
    returns = list(returns)
    missing = missing_q(campaign)
    parts = {
        "missing_": missing,
        "differs_": DIFFERS & ~missing,
        "agreed_": KNOWN & ~missing & ~DIFFERS,
        "total_": Q(),
    }
    counted = (
        Value.objects.filter(given__in=[given.pk for given in returns]).order_by("given").values("given")
    )
    numbers = {
        row["given"]: row
        for row in counted.annotate(**{name: Count("pk", filter=part) for name, part in parts.items()})
    }
    return [_row(given, numbers.get(given.pk, {})) for given in returns]


def _row(given: Return, numbers: dict) -> Row:
    return Row(given, *(numbers.get(f"{name}_", 0) for name in ("agreed", "differs", "missing", "total")))


class ReturnFilter(django_filters.FilterSet):
    """The filter row. campaign: whose; day: today."""

    state = django_filters.ChoiceFilter(
        label="Состояние", method="by_state", choices=STATES, empty_label="Любое"
    )
    values = django_filters.ChoiceFilter(
        label="Значения",
        method="by_values",
        choices=[("differs", "отличаются от портала"), ("missing", "есть пустые")],
        empty_label="Любые",
    )
    q = django_filters.CharFilter(label="Название", method="by_words", max_length=200)

    def __init__(self, *args, campaign: Campaign, day, **kwargs):
        super().__init__(*args, **kwargs)
        self.campaign, self.day = campaign, day

    def by_state(self, queryset, name, value):
        if value == LATE:
            return queryset.late_on(self.day) if self.campaign.is_open else queryset.none()
        return queryset.unsent() if value == UNSENT else queryset.filter(state=value)

    def by_values(self, queryset, name, value):
        missing = missing_q(self.campaign)
        wanted = missing if value == "missing" else DIFFERS & ~missing
        return queryset.filter(Exists(Value.objects.filter(wanted, given=OuterRef("pk"))))

    def by_words(self, queryset, name, value):
        return queryset.filter(words_in(value, "school__short_name"))
