"""Lines of an edition: written from a content, copied from another edition."""

from dataclasses import replace

from methodservice.lib.refusals import Refused
from monitoring.content import Content, LineWords
from monitoring.models import Definition, Edition, Indicator, Target

MOST_INDICATORS, MOST_TARGETS = 90, 900
"""All targets are one form."""
TOO_MANY = f"В одной редакции не больше {MOST_INDICATORS} показателей вместе с частями."
TOO_MANY_TARGETS = f"В одной редакции не больше {MOST_TARGETS} целей: показателей или лет слишком много."
_LENGTH = {name: Definition._meta.get_field(name).max_length for name in ("number", "name", "unit")}


def write_lines(edition: Edition, content: Content, same: dict[int, int]) -> int:
    """Definitions and targets of an empty edition; → how many, parts included. 4 queries and 1 for parts.

    same: {place of a line: key of the indicator that it is about}; other lines are about new indicators.
    """
    lines, places = _with_parts(content)
    if len(lines) > MOST_INDICATORS:
        raise Refused(TOO_MANY)
    years = {*edition.set.years, *(year for line in lines for year in line.targets)}
    if len(lines) * len(years) > MOST_TARGETS:
        raise Refused(TOO_MANY_TARGETS)
    edition.tables = [table.as_json() for table in content.tables]
    edition.save(update_fields=["tables"])
    indicators = [None if place is None else same.get(place) for place in places]
    new = iter(
        Indicator.objects.bulk_create(
            Indicator(set_id=edition.set_id) for indicator in indicators if indicator is None
        )
    )
    definitions = [
        Definition(
            edition=edition,
            indicator_id=next(new).pk if indicator is None else indicator,
            position=position,
            number=line.number[: _LENGTH["number"]],
            name=line.name[: _LENGTH["name"]],
            written=line.written,
            table=line.table,
            section=line.section,
            others={str(place): words for place, words in line.others.items()},
            unit=line.unit[: _LENGTH["unit"]],
            cumulative=line.cumulative,
            formula=line.formula,
            over_periods=line.over_periods,
        )
        for position, (line, indicator) in enumerate(zip(lines, indicators, strict=True), 1)
    ]
    _create(definitions, [line.under for line in lines])
    Target.objects.bulk_create(
        Target(definition=definition, year=year, value=value)
        for definition, line in zip(definitions, lines, strict=True)
        for year, value in line.targets.items()
    )
    return len(definitions)


def _with_parts(content: Content) -> tuple[list[LineWords], list[int | None]]:
    """(lines with those of their parts beneath, places of the content's own lines among them)"""
    lines: list[LineWords] = []
    places: list[int | None] = []
    at: dict[int, int] = {}
    for place, line in enumerate(content.lines):
        at[place] = len(lines)
        under = None if line.under is None else at.get(line.under)
        lines.append(replace(line, under=under))
        places.append(place)
        for part in line.parts:
            lines.append(
                replace(
                    line,
                    number="",
                    name=part.lstrip("-–—• ").rstrip(" ;"),
                    written=part,
                    parts=(),
                    others={},
                    targets={},
                    under=at[place],
                )
            )
            places.append(None)
    return lines, places


def _create(definitions: list[Definition], under: list[int | None]) -> None:
    """Insert level by level: a row needs the key of the one it is a part of."""
    left = list(range(len(definitions)))
    while left:
        ready = [at for at in left if under[at] is None or definitions[under[at]].pk]
        for at in ready:
            definitions[at].parent = None if under[at] is None else definitions[under[at]]
        Definition.objects.bulk_create([definitions[at] for at in ready])
        left = [at for at in left if definitions[at].pk is None]


def copy_lines(base: Edition, edition: Edition) -> int:
    """What an edition says into an empty one, about the same indicators; grounds of changes are not carried over.

    → how many definitions. 4 queries and 1 more for parts.
    """
    rows = list(Definition.objects.of(base))
    targets = list(Target.objects.filter(definition__edition=base))
    at = {row.pk: place for place, row in enumerate(rows)}
    copies = [_copy(row, edition) for row in rows]
    _create(copies, [at.get(row.parent_id) for row in rows])
    Target.objects.bulk_create(
        Target(definition=copies[at[target.definition_id]], year=target.year, value=target.value)
        for target in targets
    )
    return len(copies)


def _copy(row: Definition, edition: Edition) -> Definition:
    values = {
        field.attname: getattr(row, field.attname)
        for field in Definition._meta.concrete_fields
        if field.name not in ("id", "edition", "parent")
    }
    return Definition(edition=edition, **values)
