"""What a campaign's results say, read from stored aggregates for notes and threads."""

from collections import defaultdict
from collections.abc import Collection

from monitoring.models import (
    Campaign,
    Definition,
    MunicipalAggregate,
    Return,
    SchoolAggregate,
    Verdict,
)
from monitoring.note_words import Facts, Line, OfSchool
from monitoring.words import unit_of

SHORT = (Verdict.MISSED, Verdict.NOT_YET)


def facts_of(campaign: Campaign) -> Facts:
    """6 queries, whatever the number of indicators and organisations; reads `campaign.set`, `.edition`, `.order`."""
    returns = campaign.returns.filter(school__isnull=False).order_by("school__short_name", "pk")
    asked = list(returns.values_list("school__short_name", "state"))
    absent = tuple(name for name, state in asked if state != Return.State.ACCEPTED)
    order = campaign.order
    return Facts(
        title=campaign.title,
        period=campaign.period_title,
        year=campaign.year,
        ends_year=campaign.ends_year,
        cut_off=campaign.cut_off,
        set_title=campaign.set.title,
        edition=campaign.edition.number,
        order=f"{order.name} «{order.title}»" if order and order.entry_id else "",
        asked=len(asked),
        accepted=len(asked) - len(absent),
        absent=absent,
        lines=tuple(lines_of(campaign)),
    )


def lines_of(campaign: Campaign, indicators: Collection[int] | None = None) -> list[Line]:
    """Indicators in the order of the edition, or only the named ones. 4 queries."""
    definitions = Definition.objects.of(campaign.edition_id)
    if indicators is not None:
        definitions = definitions.filter(indicator__in=indicators)
    definitions = list(definitions)
    keys = [definition.indicator_id for definition in definitions]
    aggregates = {
        row.indicator_id: row
        for row in MunicipalAggregate.objects.filter(campaign=campaign, indicator__in=keys)
    }
    history = _history(campaign, keys)
    below = _below(campaign, keys)
    return [
        _line(definition, aggregates.get(definition.indicator_id), history, below)
        for definition in definitions
    ]


def _line(definition: Definition, aggregate: MunicipalAggregate | None, history, below) -> Line:
    key = definition.indicator_id
    schools = sorted(below.get(key, ()), key=lambda each: each.value, reverse=not definition.more_is_better)
    return Line(
        indicator=key,
        title=str(definition),
        name=definition.name,
        unit=unit_of(definition),
        more_is_better=definition.more_is_better,
        target=aggregate.target if aggregate else None,
        value=aggregate.to_date if aggregate else None,
        verdict=aggregate.verdict if aggregate else Verdict.NO_DATA,
        counted=aggregate.counted if aggregate else 0,
        missing=aggregate.missing if aggregate else 0,
        by_municipality=definition.by_municipality,
        history=tuple((period, value) for period, value, _ in history.get(key, ())),
        targets=tuple(target for *_, target in history.get(key, ())),
        below=tuple(schools),
    )


def _history(campaign: Campaign, indicators: Collection[int]) -> dict[int, list]:
    """{indicator: [(period, value to date, target)]} of the earlier campaigns of the set, in order of time."""
    rows = MunicipalAggregate.objects.filter(
        campaign__municipality=campaign.municipality_id,
        campaign__set=campaign.set_id,
        campaign__starts__lt=campaign.starts,
        campaign__state=Campaign.State.CLOSED,
        indicator__in=indicators,
    ).order_by("campaign__starts", "campaign")
    found = defaultdict(list)
    for key, *said in rows.values_list("indicator", "campaign__period_title", "to_date", "target"):
        found[key].append(tuple(said))
    return found


def _below(campaign: Campaign, indicators: Collection[int]) -> dict[int, list[OfSchool]]:
    rows = SchoolAggregate.objects.filter(
        campaign=campaign, indicator__in=indicators, verdict__in=SHORT, to_date__isnull=False
    ).order_by("school__short_name", "school")
    found = defaultdict(list)
    for key, school, name, value in rows.values_list("indicator", "school", "school__short_name", "to_date"):
        found[key].append(OfSchool(school, name, value))
    return found


def schools_of(campaign: Campaign, indicator: int) -> list[tuple[OfSchool, str]]:
    """(organisation with its value, verdict) of all that were asked for the indicator or for anything, in order of
    names. 2 queries."""
    values = {
        row.school_id: row
        for row in SchoolAggregate.objects.filter(campaign=campaign, indicator=indicator).order_by("school")
    }
    asked = campaign.returns.filter(school__isnull=False).order_by("school__short_name", "school")
    found = []
    for key, name in asked.values_list("school", "school__short_name"):
        row = values.get(key)
        found.append(
            (OfSchool(key, name, row.to_date if row else None), row.verdict if row else Verdict.NO_DATA)
        )
    return found
