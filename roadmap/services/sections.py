"""Sections of a living table: what they are called, their places."""

from django.db import transaction

from methodservice.lib.refusals import AlreadyDone, Refused
from roadmap.lines import understand_lines
from roadmap.models import EditionPart, Section
from roadmap.parties import known_to
from roadmap.services.changing import open_part, open_row, put_in_order, tell
from roadmap.services.lines import groups_of, save_groups

NOT_EMPTY = "В разделе есть пункты. Сначала перенесите их в другой раздел или уберите."


@transaction.atomic
def add_section(*, part: EditionPart, by, text: str, number: str = "", period: str = "") -> Section:
    """A section at the end of the table. Raises AlreadyDone when the last one is the same."""
    current = open_part(part)
    sections = list(current.sections.all())
    position = len(sections) + 1
    if sections and (sections[-1].text, sections[-1].number) == (text, number):
        raise AlreadyDone("Этот раздел уже добавлен.")
    section = Section.objects.create(part=current, position=position, text=text, number=number, period=period)
    tell(current.edition, by=by, note=f"Добавлен раздел «{section}»")
    return section


@transaction.atomic
def change_section(*, section: Section, by, text: str, number: str, period: str) -> Section:
    """Words of a section. A row that was divided into cells becomes one across when its text changes; lines without
    deadlines of their own go by its period."""
    current = open_row(section)
    words = {"text": text, "number": number, "period": period}
    names = {"text": "Раздел", "number": "Номер", "period": "Срок раздела"}
    changes = {
        names[name]: [getattr(current, name), value]
        for name, value in words.items()
        if getattr(current, name) != value
    }
    if not changes:
        return current
    if current.text != text:
        cells = current.cells
        current.cells = [cells[0] | {"text": text}] if len(cells) == 1 else []
    for name, value in words.items():
        setattr(current, name, value)
    current.save(update_fields=[*words, "cells"])
    tell(current.part.edition, by=by, note=f"Раздел «{current}»", changes=changes)
    if names["period"] in changes:
        lines = list(current.lines.all())
        for line in lines:
            line.part, line.section = current.part, current
        edition = current.part.edition
        understand_lines(lines, edition=edition, known=known_to(edition.programme.municipality))
    return current


@transaction.atomic
def move_section(*, section: Section, up: bool, by) -> Section:
    """One place up or down with all its lines; at the edge nothing happens."""
    current = open_row(section)
    part = current.part
    groups = groups_of(part)
    sections = [row for row in groups if row is not None]
    place = sections.index(current)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(sections):
        return current
    current = sections.pop(place)
    sections.insert(other, current)
    put_in_order(sections)
    save_groups({row: groups[row] for row in (None, *sections)})
    changes = {"Место": [str(place + 1), str(other + 1)]}
    tell(part.edition, by=by, note=f"Раздел «{current}»", changes=changes)
    current.part = part
    return current


@transaction.atomic
def remove_section(*, section: Section, by) -> None:
    """Take an empty section out. Raises Refused when lines stand in it."""
    current = open_row(section)
    if current.lines.exists():
        raise Refused(NOT_EMPTY)
    part = current.part
    tell(part.edition, by=by, note=f"Убран раздел «{current}»")
    current.delete()
    put_in_order(list(part.sections.all()))
