"""Indicators of a programme as its page shows them: targets by years beside what monitoring has counted."""

from dataclasses import dataclass
from decimal import Decimal

from monitoring.models import Definition, IndicatorSet, MunicipalAggregate, Target
from monitoring.models import Edition as IndicatorEdition
from roadmap.models import Programme, ProgrammeIndicators


@dataclass(frozen=True)
class Measured:
    """An indicator. targets: (year, figure or None) of its set; result: the newest, None before any."""

    definition: Definition
    targets: tuple[tuple[int, Decimal | None], ...]
    result: MunicipalAggregate | None


@dataclass(frozen=True)
class LinkedSet:
    """edition: in force, otherwise the newest that the reader sees."""

    link: ProgrammeIndicators
    edition: IndicatorEdition
    rows: tuple[Measured, ...]

    @property
    def set(self) -> IndicatorSet:
        return self.edition.set

    @property
    def has_results(self) -> bool:
        return any(row.result for row in self.rows)


def linked_sets(programme: Programme, user) -> list[LinkedSet]:
    """Sets of the programme that the user sees, in the order of linking. Results are for the staff of the district.

    5 queries; 1 without links.
    """
    seen = IndicatorSet.objects.visible_to(user)
    links = list(programme.indicator_links.filter(set__in=seen).select_related("set").order_by("pk"))
    if not links:
        return []
    editions: dict[int, IndicatorEdition] = {}
    rows = IndicatorEdition.objects.visible_to(user).filter(set__in=[link.set_id for link in links])
    for edition in rows.select_related("set").order_by("number"):
        kept = editions.get(edition.set_id)
        if kept is None or kept.state != IndicatorEdition.State.IN_FORCE:
            editions[edition.set_id] = edition
    definitions: dict[int, list[Definition]] = {}
    for row in Definition.objects.filter(edition__in=editions.values()).order_by("position", "pk"):
        definitions.setdefault(row.edition_id, []).append(row)
    targets = {
        (row.definition_id, row.year): row.value
        for row in Target.objects.filter(definition__edition__in=editions.values()).order_by("pk")
    }
    results = _results(programme, links) if user.access.is_district_staff else {}
    return [
        LinkedSet(
            link,
            edition,
            tuple(
                Measured(
                    row,
                    tuple((year, targets.get((row.pk, year))) for year in edition.set.years),
                    results.get(row.indicator_id),
                )
                for row in definitions.get(edition.pk, ())
            ),
        )
        for link in links
        if (edition := editions.get(link.set_id))
    ]


def _results(programme: Programme, links: list[ProgrammeIndicators]) -> dict[int, MunicipalAggregate]:
    """{key of an indicator: what the newest campaign has}."""
    rows = MunicipalAggregate.objects.filter(
        campaign__municipality=programme.municipality_id, campaign__set__in=[link.set_id for link in links]
    )
    rows = rows.select_related("campaign").order_by("campaign__starts", "campaign", "pk")
    return {row.indicator_id: row for row in rows}
