"""What the editor of roadmaps changes, in the world of the access table."""

from methodservice.documents.annex_shape import cell_of
from methodservice.documents.recognition.answer import Kind
from roadmap.models import Edition, EditionPart, Section
from roadmap.usual import PASSPORT_ROWS


def add_rows(world, name: str, ownership: str, edition: Edition) -> None:
    """Table, line, empty section and passport of an edition; `name` is a prefix of their names in the world."""
    part = edition.parts.get(kind=Kind.ROADMAP)
    rows = [{"group": False, "cells": [cell_of(label), cell_of("")]} for label in PASSPORT_ROWS]
    block = {"kind": "table", "caption": "", "widths": [], "head": [], "rows": rows}
    world.put(f"{name}roadmap_part", ownership, part)
    world.put(f"{name}roadmap_line", ownership, part.lines.first())
    section = Section.objects.create(part=part, position=9, text="Итоги")
    world.put(f"{name}roadmap_section", ownership, section)
    passport = EditionPart.objects.create(edition=edition, position=9, kind=Kind.PASSPORT, blocks=[block])
    world.put(f"{name}roadmap_passport", ownership, passport)
