"""What the portal knows already: figures of a campaign, one grouped query each, over all organisations at once."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from methodservice import registries
from methodservice.registries import Figure, Span
from monitoring.models import Campaign, Definition

PARTS = ("numerator", "denominator")


def span_of(campaign: Campaign, definition: Definition, part: str) -> Span:
    """Which facts the numerator or denominator counts in the campaign. Reads `campaign.set` and `.municipality`."""
    first = {
        Definition.Window.YEAR: date(campaign.year, 1, 1),
        Definition.Window.PROGRAMME: date(campaign.set.first_year, 1, 1),
    }.get(getattr(definition, f"{part}_window"), campaign.starts)
    return Span(campaign.municipality, first, min(campaign.ends, campaign.cut_off), campaign.cut_off)


def known_of(
    campaign: Campaign, definitions: Iterable[Definition]
) -> dict[tuple[int, str], dict[int | None, Decimal]]:
    """{(key of the indicator, «numerator» | «denominator»): {school or None: number}} for parts that pick a figure.

    A school that is absent there has 0. For an indicator that the municipality answers, the number is that of `whole`
    under None. One query for each figure and window, however many indicators share it.
    """
    asked: dict[tuple, dict] = {}
    found = {}
    for definition in definitions:
        for part in PARTS:
            figure = registries.figures.get(getattr(definition, f"{part}_figure"))
            if figure is None:
                continue
            span = span_of(campaign, definition, part)
            once = (figure.key, span.first, span.last, definition.by_municipality)
            if once not in asked:
                asked[once] = (
                    {None: whole_of(figure, span)} if definition.by_municipality else figure.count(span)
                )
            found[definition.indicator_id, part] = {
                key: Decimal(number) for key, number in asked[once].items()
            }
    return found


def whole_of(figure: Figure, span: Span) -> int:
    """The number of the municipality."""
    return figure.whole(span) if figure.whole else sum(figure.count(span).values())
