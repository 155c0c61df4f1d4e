"""All values of a campaign in one list."""

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import F, OuterRef, Q, Subquery
from django.forms import HiddenInput
from django.shortcuts import render
from django.views.decorators.http import require_GET

from methodservice.directory.exporting import export_if_asked
from methodservice.lib.lists import page_of
from methodservice.lib.querysets import words_in
from methodservice.lib.whole import whole
from monitoring.burden import SHOWN, asked_values, value_q
from monitoring.campaign_rows import DIFFERS, missing_q
from monitoring.models import Campaign, Definition, Return, Value
from monitoring.rules.arithmetic import stored
from monitoring.rules.checks import amount_of
from monitoring.views.campaigns_common import campaign_crumbs, fetch_campaign
from monitoring.workflow import STATE_KINDS

TITLE = "Все значения"


class ValueFilter(django_filters.FilterSet):
    """The filter row. campaign: whose; definitions: of its edition."""

    indicator = django_filters.ChoiceFilter(label="Показатель", field_name="indicator", empty_label="Все")
    state = django_filters.ChoiceFilter(
        label="Сведения", field_name="given__state", choices=Return.State, empty_label="Любые"
    )
    values = django_filters.ChoiceFilter(
        label="Значения",
        method="by_values",
        choices=[("differs", "отличаются от портала"), ("missing", "пустые"), *SHOWN.items()],
        empty_label="Любые",
    )
    q = django_filters.CharFilter(label="Организация", method="by_words", max_length=200)
    given = django_filters.CharFilter(method="by_return", widget=HiddenInput, max_length=20)
    """Of one organisation: an address from another page."""

    def __init__(self, *args, campaign: Campaign, definitions, **kwargs):
        super().__init__(*args, **kwargs)
        self.campaign = campaign
        self.filters["indicator"].extra["choices"] = [
            (str(row.indicator_id), f"{row.number} {row.name}"[:80].strip()) for row in definitions
        ]

    def by_values(self, queryset, name, value):
        if value in SHOWN:
            return queryset.filter(pk__in=asked_values([self.campaign]).filter(value_q(value)).values("pk"))
        missing = missing_q(self.campaign)
        return queryset.filter(missing if value == "missing" else DIFFERS & ~missing)

    def by_return(self, queryset, name, value):
        return queryset.filter(given=whole(value))

    def by_words(self, queryset, name, value):
        return queryset.filter(words_in(value, "school__short_name"))


def values_of(campaign: Campaign):
    """In the order of organisations and of the edition; what the edition lacks is left out. 1 query."""
    there = Definition.objects.filter(edition=campaign.edition_id, indicator=OuterRef("indicator"))
    rows = Value.objects.filter(campaign=campaign).annotate(position=Subquery(there.values("position")[:1]))
    rows = rows.filter(Q(position__isnull=False)).select_related(
        "given__campaign__municipality", "given__school"
    )
    school = F("school__short_name").asc(nulls_last=True)
    return rows.order_by(school, "given", "position", "pk")


@require_GET
def campaign_values(request, pk):
    """Each value of each organisation, beside the portal's own. 5 queries beside the user's rights: the campaign, its
    definitions, shares, the number of rows, the rows."""
    found = fetch_campaign(request.user, pk)
    if not request.user.access.is_district_staff:
        raise PermissionDenied
    definitions = {row.indicator_id: row for row in Definition.objects.of(found.edition)}
    chosen = ValueFilter(request.GET, values_of(found), campaign=found, definitions=definitions.values())
    if request.GET.get("export"):
        columns = _columns(definitions)
        if download := export_if_asked(request, chosen.qs, columns, f"Значения, {found}", by=request.user):
            return download
    page = page_of(chosen.qs, request.GET.get("page"))
    context = {
        "campaign": found,
        "title": TITLE,
        "form": chosen.form,
        "page": page,
        "rows": [
            (
                value,
                definitions[value.indicator_id],
                amount_of(value),
                STATE_KINDS.get(value.given.state, "draft"),
            )
            for value in page
        ],
        "is_filtered": any(request.GET.get(name) for name in chosen.filters),
        "crumbs": campaign_crumbs(found),
    }
    return render(request, "monitoring/campaigns/values.html", context)


def _columns(definitions: dict[int, Definition]):
    def of(value) -> Definition:
        return definitions[value.indicator_id]

    return [
        ("Организация", "given.who"),
        ("Сведения", "given.get_state_display"),
        ("№", lambda value: of(value).number),
        ("Показатель", lambda value: of(value).name),
        ("Единица", lambda value: of(value).unit),
        ("Значение", lambda value: stored(amount_of(value).value(of(value).formula))),
        ("Числитель", "numerator"),
        ("Знаменатель", "denominator"),
        ("Числитель по данным портала", "known_numerator"),
        ("Знаменатель по данным портала", "known_denominator"),
        ("Сведений нет", "no_data"),
        ("Пояснение", "word"),
        ("Замечание", "remark"),
    ]
