"""Lines of a living table: their cells, their places, whom a person has chosen for them."""

from collections.abc import Sequence

from django.db import transaction

from methodservice.documents.annex_shape import cell_of, validate_blocks
from methodservice.documents.recognition.answer import Role
from methodservice.lib.refusals import AlreadyDone, Refused
from roadmap.columns import name_of
from roadmap.lines import understand_lines
from roadmap.models import EditionPart, Item, Line, LineParty, Section
from roadmap.numbers import renumbered
from roadmap.parties import known_to
from roadmap.services.changing import GONE, forget_items, open_part, open_row, put_in_order, tell
from roadmap.services.writing import MOST_LINES, TOO_MANY

Groups = dict[Section | None, list[Line]]
WIDTH_CHANGED = "Пока вы писали, столбцов в таблице стало другое число. Откройте строку заново."
IN_ORDER = "Номера уже идут подряд."
NO_NUMBERS = "В таблице нет столбца с номерами."


def groups_of(part: EditionPart) -> Groups:
    """{section: its lines}, in the order of the document; None: the lines above the sections. 2 queries."""
    groups: Groups = {None: []} | {section: [] for section in part.sections.all()}
    sections = {section.pk: section for section in groups if section}
    for line in part.lines.all():
        line.part, line.section = part, sections.get(line.section_id)
        groups[line.section].append(line)
    return groups


def save_groups(groups: Groups) -> None:
    """Write the places of all lines. 1 query, none where all stand well."""
    put_in_order([line for lines in groups.values() for line in lines])


def _check_cells(part: EditionPart, cells: Sequence[str]) -> None:
    if len(cells) != len(part.columns):
        raise Refused(WIDTH_CHANGED)
    row = {"group": False, "cells": [cell_of(text) for text in cells]}
    try:
        validate_blocks([part.table | {"head": [], "widths": [], "rows": [row]}])
    except ValueError as wrong:
        raise Refused(str(wrong)) from wrong


def _understand(lines: list[Line], part: EditionPart, chosen: dict | None = None) -> None:
    known = known_to(part.edition.programme.municipality)
    understand_lines(lines, edition=part.edition, known=known, chosen=chosen)


def _find(groups: Groups, key: int | None, what: str):
    """A section or a line of the table by its key. Raises Refused when it is gone."""
    rows = groups if what == "section" else [line for lines in groups.values() for line in lines]
    found = next((row for row in rows if row is not None and row.pk == key), None)
    if found is None:
        raise Refused(GONE)
    return found


@transaction.atomic
def add_line(
    *,
    part: EditionPart,
    cells: Sequence[str],
    by,
    section: int | None = None,
    after: int | None = None,
    parties: Sequence[str] = (),
    version: int | None = None,
) -> Line:
    """A line under the line `after`, or at the end of the section (keys; None: above the sections).

    parties: chosen by hand; none: found in the words. version: of the edition when the form was opened. Raises
    AlreadyDone when the very same line stands there since, Refused when the table is full or has other columns.
    """
    current = open_part(part)
    edition = current.edition
    newer = version is not None and version != edition.version
    _check_cells(current, cells)
    if Line.objects.of(edition).count() >= MOST_LINES:
        raise Refused(TOO_MANY)
    groups = groups_of(current)
    if after is not None:
        neighbour = _find(groups, after, "line")
        place, rows = neighbour.section, groups[neighbour.section]
        at = rows.index(neighbour) + 1
        twin = rows[at] if at < len(rows) else None
    else:
        place = _find(groups, section, "section") if section is not None else None
        rows = groups[place]
        at = len(rows)
        twin = rows[-1] if rows else None
    if newer and twin and twin.cells == list(cells):
        raise AlreadyDone("Этот пункт уже добавлен.")
    item = Item.objects.create(programme=edition.programme)
    line = Line.objects.create(part=current, section=place, item=item, position=0, cells=list(cells))
    rows.insert(at, line)
    save_groups(groups)
    _understand([line], current, {line.pk: parties} if parties else None)
    tell(edition, by=by, note=f"Добавлен пункт «{line}»")
    return line


@transaction.atomic
def change_line(*, line: Line, cells: Sequence[str], by, section: int | None, parties: Sequence[str]) -> Line:
    """Other words, another section (to its end), other parties; none chosen: found in the words."""
    current = open_row(line)
    part = current.part
    _check_cells(part, cells)
    changes = {
        name_of(column): [was, now]
        for column, was, now in zip(part.columns, current.cells, cells, strict=True)
        if was != now
    }
    current.cells = list(cells)
    current.save(update_fields=["cells"])
    if current.section_id != section:
        groups = groups_of(part)
        current = _find(groups, current.pk, "line")
        place = _find(groups, section, "section") if section is not None else None
        changes["Раздел"] = [str(current.section or "—"), str(place or "—")]
        _put(groups, current, place, len(groups[place]))
    if not parties:
        LineParty.objects.filter(line=current, by_hand=True).delete()
    _understand([current], part, {current.pk: parties} if parties else None)
    tell(part.edition, by=by, note=f"Пункт «{current}»", changes=changes)
    return current


def _put(groups: Groups, line: Line, section: Section | None, at: int) -> None:
    groups[line.section].remove(line)
    groups[section].insert(at, line)
    if line.section != section:
        line.section = section
        line.save(update_fields=["section"])
    save_groups(groups)


@transaction.atomic
def move_line(*, line: Line, up: bool, by) -> Line:
    """One place up or down, over the edge of a section into the next one; at the edge of the table nothing happens."""
    current = open_row(line)
    groups = groups_of(current.part)
    current = _find(groups, current.pk, "line")
    sections, rows = list(groups), groups[current.section]
    at, own = rows.index(current), sections.index(current.section)
    step = -1 if up else 1
    if 0 <= at + step < len(rows):
        return _moved(groups, current, current.section, at + step, by)
    if not 0 <= own + step < len(sections):
        return current
    other = sections[own + step]
    return _moved(groups, current, other, len(groups[other]) if up else 0, by)


@transaction.atomic
def place_line(*, line: Line, by, before: int | None = None, section: int | None = None) -> Line:
    """Before another line of the table, or at the end of a section (keys; None: above the sections)."""
    current = open_row(line)
    groups = groups_of(current.part)
    current = _find(groups, current.pk, "line")
    if before == current.pk:
        return current
    if before is None:
        place = _find(groups, section, "section") if section is not None else None
        rest = [row for row in groups[place] if row != current]
        return _moved(groups, current, place, len(rest), by)
    neighbour = _find(groups, before, "line")
    rest = [row for row in groups[neighbour.section] if row != current]
    return _moved(groups, current, neighbour.section, rest.index(neighbour), by)


def _moved(groups: Groups, line: Line, section: Section | None, at: int, by) -> Line:
    was, former = line.position, line.section
    _put(groups, line, section, at)
    changes = {"Место": [str(was), str(line.position)]} if was != line.position else {}
    if former != section:
        changes["Раздел"] = [str(former or "—"), str(section or "—")]
        _understand([line], line.part)
    if changes:
        tell(line.part.edition, by=by, note=f"Пункт «{line}»", changes=changes)
    return line


@transaction.atomic
def remove_line(*, line: Line, by) -> None:
    """Take a line out; the item that only it was about goes too."""
    current = open_row(line)
    part = current.part
    tell(part.edition, by=by, note=f"Убран пункт «{current}»")
    current.delete()
    put_in_order(list(part.lines.all()))
    forget_items(part.edition.programme)


def number_column(part: EditionPart) -> int | None:
    """Place of the column with numbers."""
    return next((at for at, column in enumerate(part.columns) if column["role"] == Role.NUMBER), None)


def new_numbers(groups: Groups, at: int) -> list[tuple[Line, str]]:
    """[(line, its number when all go in a row)] where that differs from what is written. at: column of numbers."""
    sections = [
        (section.number if section else "", lines) for section, lines in groups.items() if section or lines
    ]
    numbers = renumbered([(number, [line.cells[at] for line in lines]) for number, lines in sections])
    pairs = (
        pair
        for (_, lines), fresh in zip(sections, numbers, strict=True)
        for pair in zip(lines, fresh, strict=True)
    )
    return [(line, number) for line, number in pairs if line.cells[at] != number]


@transaction.atomic
def renumber(*, part: EditionPart, by) -> int:
    """Numbers of all lines in a row; → how many changed. Raises AlreadyDone when none has to."""
    current = open_part(part)
    at = number_column(current)
    if at is None:
        raise Refused(NO_NUMBERS)
    changed = new_numbers(groups_of(current), at)
    if not changed:
        raise AlreadyDone(IN_ORDER)
    for line, number in changed:
        line.cells = [*line.cells[:at], number, *line.cells[at + 1 :]]
    lines = [line for line, _ in changed]
    Line.objects.bulk_update(lines, ["cells"], 500)
    _understand(lines, current)
    tell(current.edition, by=by, note=f"Пронумеровано заново: {len(lines)}")
    return len(lines)
