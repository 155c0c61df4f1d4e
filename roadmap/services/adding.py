"""Rows of a file that were left for later go to their own places in a draft that may have been edited meanwhile."""

from collections.abc import Mapping, Sequence

from django.db.models import F

from methodservice.lib.refusals import Refused
from roadmap.content import Content, LineWords, PartWords
from roadmap.lines import understand_lines
from roadmap.models import Edition, EditionPart, Item, Line, Section
from roadmap.parties import known_to
from roadmap.reviewing import numbered

OTHER_TABLE = (
    "Таблицу, в которой стояли эти пункты, в черновике убрали или изменили её столбцы. "
    "Допишите пункты в черновике сами."
)


def add_lines(
    *,
    edition: Edition,
    content: Content,
    places: Sequence[int],
    written: Mapping[int, int],
    parts: Sequence[int],
) -> dict[int, int]:
    """Write the lines of the places into a locked draft; → {place: key of the new item}.

    Each goes beside its neighbour of the same section in the file, else to the end of its section. written: items of
    the lines that are in the draft; parts: keys of the draft's parts as they were written. 12 queries for each table.
    """
    chosen = set(places)
    items: dict[int, int] = {}
    for number, part in enumerate(content.parts):
        lines = {place: line for place, owner, line in numbered(content) if owner is part}
        new = {place: line for place, line in lines.items() if place in chosen}
        if new:
            stored = EditionPart.objects.filter(edition=edition, pk=parts[number]).first()
            if stored is None or not _same_columns(stored, part):
                raise Refused(OTHER_TABLE)
            items |= _add(edition, stored, part, lines, new, written)
    Edition.objects.filter(pk=edition.pk).update(version=F("version") + 1)
    return items


def _same_columns(stored: EditionPart, part: PartWords) -> bool:
    return [column["heading"] for column in stored.columns] == [column["heading"] for column in part.columns]


def _add(edition, stored: EditionPart, part, lines, new: Mapping[int, LineWords], written) -> dict[int, int]:
    rows = list(Line.objects.filter(part=stored).order_by("position", "pk"))
    sections: dict[str, Section] = {}
    for section in Section.objects.filter(part=stored):
        sections.setdefault(section.text, section)
    fresh = Item.objects.bulk_create(Item(programme=edition.programme) for _ in new)
    items = dict(written)
    made: dict[int, Line] = {}
    for (place, line), item in zip(new.items(), fresh, strict=True):
        section = None if line.section is None else sections.get(part.sections[line.section].text)
        row = Line(part=stored, section=section, item=item, position=0, cells=line.cells)
        rows.insert(_at(rows, row, place, lines, items), row)
        items[place] = item.pk
        made[place] = row
    for position, row in enumerate(rows, 1):
        row.position = position
    Line.objects.bulk_update([row for row in rows if row.pk], ["position"], 500)
    Line.objects.bulk_create(made.values())
    chosen = {made[place].pk: line.parties for place, line in new.items() if line.parties is not None}
    known = known_to(edition.programme.municipality)
    understand_lines(list(made.values()), edition=edition, known=known, chosen=chosen)
    return {place: row.item_id for place, row in made.items()}


def _at(rows: list[Line], row: Line, place: int, lines: Mapping[int, LineWords], items) -> int:
    """Where among the rows the new one stands."""
    where = {each.item_id: at for at, each in enumerate(rows)}
    beside = [each for each, line in lines.items() if line.section == lines[place].section]
    for step, neighbours in ((1, [each for each in reversed(beside) if each < place]), (0, beside)):
        for each in neighbours:
            at = where.get(items.get(each))
            if each != place and at is not None:
                row.section = rows[at].section
                return at + step
    last = [at for at, each in enumerate(rows) if each.section_id == (row.section and row.section.pk)]
    return last[-1] + 1 if last else _before_next_section(rows, row)


def _before_next_section(rows: list[Line], row: Line) -> int:
    """An empty section: before the first row of a section that follows it."""
    if row.section is None:
        return 0
    later = [
        at for at, each in enumerate(rows) if each.section and each.section.position > row.section.position
    ]
    return later[0] if later else len(rows)
