"""Monitoring for tests: a set of indicators in force, a campaign, returns with values."""

from datetime import date
from decimal import Decimal

from django.utils import timezone

from methodservice.lib.periods import calendar_half_year
from monitoring.models import Campaign, Definition, Edition, Indicator, IndicatorSet, Return, Target, Value
from monitoring.rules.schedule import Due
from monitoring.services.opening import open_campaign, plan_campaign

SHARE = {"name": "Доля педагогов, прошедших диагностику", "unit": "%", "cumulative": True}
SUM = {"name": "Количество обученных", "unit": "чел.", "formula": "sum", "over_periods": "sum"}
YES = {"name": "Доля школ с моделью наставничества", "unit": "%", "formula": "yes_share"}
OWN = {
    "name": "Количество конкурсов",
    "unit": "ед.",
    "formula": "sum",
    "over_periods": "sum",
    "respondent": "municipality",
}


def indicator_set(municipality, *definitions, targets=None, state="in_force", years=(2026, 2028)) -> Edition:
    """A set with an edition of these definitions (dicts of fields; SHARE, SUM, YES and OWN when none are given).

    targets: {place of the definition: {year: number or None}}; otherwise each has 50, 60, 70 for the years.
    """
    rows = definitions or (SHARE, SUM, YES, OWN)
    made = IndicatorSet.objects.create(
        municipality=municipality, title="Показатели развития", first_year=years[0], last_year=years[1]
    )
    edition = Edition.objects.create(set=made, state=state, in_force_at=timezone.now())
    for place, fields in enumerate(rows):
        definition = Definition.objects.create(
            edition=edition,
            indicator=Indicator.objects.create(set=made),
            position=place + 1,
            number=str(place + 1),
            **fields,
        )
        wanted = (targets or {}).get(place, {year: 50 + 10 * at for at, year in enumerate(made.years)})
        Target.objects.bulk_create(
            Target(definition=definition, year=year, value=value) for year, value in wanted.items()
        )
    return edition


def due_of(year: int, half: int) -> Due:
    return Due(calendar_half_year(year, half), year, half == 2)


def planned(edition: Edition, by, *, municipality=None, year=2026, half=1, **fields) -> Campaign:
    """A campaign in preparation for a calendar half-year."""
    due = due_of(year, half)
    dates = {
        "cut_off": due.period.ends,
        "opens_on": date(year, 6 * half, 15),
        "closes_on": date(year, 6 * half, 28),
    }
    return plan_campaign(
        municipality=municipality or edition.set.municipality or by.municipality,
        set=edition.set,
        due=due,
        title="Мониторинг развития",
        by=by,
        **(dates | fields),
    )


def opened(edition: Edition, by, **fields) -> Campaign:
    """The same, with the returns of all organisations."""
    return open_campaign(campaign=planned(edition, by, **fields), by=by)


def give(given: Return, numbers: dict, *, state=Return.State.ACCEPTED) -> Return:
    """Write values past the services. numbers: {place of the indicator from 0: number or (numerator, denominator)}."""
    values = list(given.values.order_by("indicator"))
    order = list(Definition.objects.of(given.campaign.edition).values_list("indicator", flat=True))
    for value in values:
        told = numbers.get(order.index(value.indicator_id))
        if told is None:
            continue
        numerator, denominator = told if isinstance(told, tuple) else (told, None)
        value.numerator = Decimal(numerator)
        value.denominator = None if denominator is None else Decimal(denominator)
    Value.objects.bulk_update(values, ["numerator", "denominator"])
    given.state = state
    given.save(update_fields=["state"])
    return given
