"""Indicators of a draft: added, changed, moved, removed. Each change waits for the row of the set."""

from collections.abc import Iterable

from django.db import transaction

from methodservice.directory import audit
from methodservice.lib.refusals import AlreadyDone, Refused
from monitoring.content import home_table, sections_without_others, tables_of
from monitoring.models import Definition, Edition, Indicator, Target
from monitoring.services.sets import lock_draft, tell
from monitoring.services.writing import MOST_INDICATORS, TOO_MANY

NOT_HERE = "Этого показателя в редакции больше нет: его убрали."
PART_OF_PART = "Часть не делится на части."
SAID_IN_CELL = frozenset({"number", "name", "unit", "cumulative"})
"""What the cell of the document says: once it is changed, the cell is written anew."""


@transaction.atomic
def add_definition(*, edition: Edition, parent: Definition | None = None, by, **words) -> Definition:
    """A new indicator at the end, or a part beneath its indicator. words: fields of `Definition`.

    Raises Refused for an edition that is no draft, for a part of a part, when there are too many.
    """
    current = lock_draft(edition)
    rows = list(Definition.objects.of(current))
    if len(rows) >= MOST_INDICATORS:
        raise Refused(TOO_MANY)
    if parent is not None:
        parent = _among(rows, parent)
        if parent.parent_id:
            raise Refused(PART_OF_PART)
    made = Definition(
        edition=current,
        indicator=Indicator.objects.create(set=current.set),
        parent=parent,
        position=0,
        **words,
    )
    made.table = parent.table if parent else home_table(tables_of(current))
    _write(made)
    place = len(rows)
    if parent:
        place = 1 + max(at for at, row in enumerate(rows) if parent.pk in (row.pk, row.parent_id))
        _cell_changes(parent)
    rows.insert(place, made)
    _put_in_order(rows)
    tell(current, by=by, note=f"Добавлен показатель «{made}»")
    return made


@transaction.atomic
def change_definition(*, definition: Definition, whole_section: bool = False, by, **words) -> Definition:
    """What the draft says of an indicator. words: fields of `Definition`; whole_section: a new name of the section is
    given to all its indicators."""
    current, edition = _locked(definition)
    if whole_section and words.get("section", current.section) != current.section:
        same = edition.definitions.filter(section=current.section, table=current.table, parent=None)
        same.update(section=words["section"])
    before = audit.state_of(current)
    changed = {name for name, value in words.items() if getattr(current, name) != value}
    for name in changed:
        setattr(current, name, words[name])
    if changed & SAID_IN_CELL:
        current.written = ""
        if current.parent_id:
            _cell_changes(current.parent)
    _write(current)
    after = audit.state_of(current)
    changes = {name: [before[name], value] for name, value in after.items() if before[name] != value}
    if changed:
        tell(edition, by=by, note=f"Изменён показатель «{current}»", changes=changes)
    return current


def _write(definition: Definition) -> None:
    """Of formulas without a denominator the words about it go; of a part nothing else is touched."""
    if not definition.is_share:
        definition.denominator_words = definition.denominator_figure = definition.denominator_window = ""
    for part in ("numerator", "denominator"):
        if not getattr(definition, f"{part}_figure"):
            setattr(definition, f"{part}_window", "")
    definition.save()


def _cell_changes(indicator: Definition) -> None:
    """The lines under a name are changed: its cell is no more what the document says."""
    Definition.objects.filter(pk=indicator.pk).update(written="")


@transaction.atomic
def move_definition(*, definition: Definition, up: bool, by) -> None:
    """One place up or down among its neighbours, with its parts; at the edge nothing happens. Over the heading of a
    section it goes into the neighbour's section first."""
    current, edition = _locked(definition)
    rows = list(Definition.objects.of(edition))
    neighbours = [row for row in rows if row.parent_id == current.parent_id]
    place = next(at for at, row in enumerate(neighbours) if row.pk == current.pk)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(neighbours):
        return
    near = neighbours[other]
    if not current.parent_id and near.table == current.table and near.section != current.section:
        sections = _let_go(current)
        Definition.objects.filter(pk=current.pk).update(section=sections[near.pk])
        tell(edition, by=by, note=f"Показатель «{current}» перенесён в другой раздел")
        return
    neighbours.insert(other, neighbours.pop(place))
    if current.parent_id:
        _cell_changes(current.parent)
        parts = iter(neighbours)
        ordered = [next(parts) if row.parent_id == current.parent_id else row for row in rows]
    else:
        ordered = [row for first in neighbours for row in rows if first.pk in (row.pk, row.parent_id)]
    _put_in_order(ordered)
    tell(edition, by=by, note=f"Переставлен показатель «{current}»")


@transaction.atomic
def remove_definition(*, definition: Definition, by) -> None:
    """Take an indicator out of the draft with its parts; what no edition speaks of any more is forgotten."""
    current, edition = _locked(definition)
    if current.parent_id:
        _cell_changes(current.parent)
    else:
        _let_go(current)
    name = str(current)
    current.delete()
    Indicator.objects.filter(set=edition.set_id, definitions=None).delete()
    _put_in_order(list(Definition.objects.of(edition)))
    tell(edition, by=by, note=f"Убран показатель «{name}»")


def _locked(definition: Definition) -> tuple[Definition, Edition]:
    """(the definition as it is now, its draft under a lock). Raises AlreadyDone when it is gone."""
    edition = lock_draft(definition.edition)
    current = Definition.objects.select_related("parent").filter(pk=definition.pk).first()
    if current is None:
        raise AlreadyDone(NOT_HERE)
    current.edition = edition
    return current, edition


def _let_go(leaving: Definition) -> dict[int, str]:
    """An indicator leaves its section: rows of words above it that name others, too, go on to them. → {key: section}
    of the others in its table. 1 query, 1 more when a section changes."""
    rows = Definition.objects.of(leaving.edition).filter(table=leaving.table, parent=None)
    by_key = {row.pk: row for row in rows}
    sections = sections_without_others(
        {key: row.section for key, row in by_key.items()}, [key for key in by_key if key != leaving.pk]
    )
    changed = [by_key[key] for key, words in sections.items() if by_key[key].section != words]
    for row in changed:
        row.section = sections[row.pk]
    Definition.objects.bulk_update(changed, ["section"])
    return sections


def _among(rows: Iterable[Definition], wanted: Definition) -> Definition:
    for row in rows:
        if row.pk == wanted.pk:
            return row
    raise Refused(NOT_HERE)


def _put_in_order(rows: list[Definition]) -> None:
    """Places from 1 on. 1 query for those that changed."""
    moved = [row for place, row in enumerate(rows, 1) if row.position != place]
    for place, row in enumerate(rows, 1):
        row.position = place
    Definition.objects.bulk_update(moved, ["position"])


@transaction.atomic
def save_targets(*, edition: Edition, values: dict[tuple[int, int], object], by) -> int:
    """Targets of the draft, all at once; → how many have changed.

    values: {(key of the definition, year): Decimal or None for «не установлено»}. A year outside the programme
    without a single target is dropped. 4 queries.
    """
    current = lock_draft(edition)
    names = {row.pk: row for row in Definition.objects.of(current)}
    rows = {(row.definition_id, row.year): row for row in Target.objects.filter(definition__edition=current)}
    changes, new, changed = {}, [], []
    for (key, year), value in values.items():
        if key not in names:
            raise Refused(NOT_HERE)
        row = rows.get((key, year))
        if row is None:
            row = Target(definition=names[key], year=year)
            rows[key, year] = row
            new.append(row)
        if row.value != value:
            changes[f"{names[key].number or names[key].name[:60]}, {year} год"] = [
                audit.in_words(row.value),
                audit.in_words(value),
            ]
            if row.pk:
                changed.append(row)
            row.value = value
    Target.objects.bulk_create(new)
    Target.objects.bulk_update(changed, ["value"])
    forecast = {year for _, year in rows if current.set.is_forecast(year)}
    kept = {year for (_, year), row in rows.items() if row.value is not None}
    if bare := forecast - kept:
        Target.objects.filter(definition__edition=current, year__in=bare).delete()
    if changes:
        tell(current, by=by, note="Изменены цели", changes=changes)
    return len(changes)


@transaction.atomic
def give_reason(*, edition: Edition, keys: Iterable[tuple[int, int]], ground: str, reason: str, by) -> int:
    """One ground for changes of targets. keys: (key of the indicator, year). → how many got it.

    Raises Refused when none of them is a target of the draft.
    """
    current = lock_draft(edition)
    wanted = set(keys)
    rows = [
        row
        for row in Target.objects.filter(definition__edition=current).select_related("definition")
        if (row.definition.indicator_id, row.year) in wanted
    ]
    if not rows:
        raise Refused("Отметьте хотя бы одно изменение.")
    for row in rows:
        row.ground, row.reason = ground, reason
    Target.objects.bulk_update(rows, ["ground", "reason"])
    said = f"{Target.Ground(ground).label}: {reason}"
    tell(current, by=by, note=f"Основание изменений ({len(rows)}): {said}")
    return len(rows)
