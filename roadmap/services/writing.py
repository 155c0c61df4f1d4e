"""Writing a whole content: a new programme, a new edition, the parts and lines of an edition."""

from django.db import transaction

from methodservice.directory import audit
from methodservice.directory.models import Municipality
from methodservice.lib.numerals import counted
from methodservice.lib.refusals import Refused
from roadmap.content import Content
from roadmap.lines import understand_lines
from roadmap.models import Edition, EditionPart, Item, Line, Programme, Section
from roadmap.parties import known_to

MOST_LINES = 2_000
TOO_MANY = f"В документе больше {MOST_LINES} пунктов. Разделите его на несколько."
TITLE_LENGTH = 500


@transaction.atomic
def start_programme(*, municipality: Municipality, content: Content, by) -> Edition:
    """A programme with its first edition, a draft. 13 queries, whatever the number of lines."""
    programme = Programme.objects.create(
        municipality=municipality, kind=content.document, title=content.title[:TITLE_LENGTH]
    )
    audit.record(audit.Verb.CREATED, by=by, obj=programme)
    return _edition(programme, content, 1, "", by)


def add_edition(*, programme: Programme, content: Content, reason: str, by) -> Edition:
    """The next edition of a locked programme, a draft. Must run inside the caller's transaction.

    Raises Refused while another one is being prepared.
    """
    numbers = dict(programme.editions.values_list("number", "state"))
    if Edition.State.DRAFT in numbers.values():
        raise Refused("Новая редакция уже готовится.")
    return _edition(programme, content, max(numbers, default=0) + 1, reason, by)


def _edition(programme: Programme, content: Content, number: int, reason: str, by) -> Edition:
    edition = Edition.objects.create(
        programme=programme,
        number=number,
        title=content.title[:TITLE_LENGTH],
        first=content.first,
        last=content.last,
        landscape=content.landscape,
        mark=content.mark,
        reason=reason,
    )
    count = write_content(edition, content)
    note = counted(count, "пункт", "пункта", "пунктов")
    audit.record(audit.Verb.CREATED, by=by, obj=edition, note=note)
    return edition


def write_content(edition: Edition, content: Content) -> int:
    """Parts, sections and lines of an empty edition; → the number of lines. Lines with an item keep it."""
    if len(content.lines) > MOST_LINES:
        raise Refused(TOO_MANY)
    parts = EditionPart.objects.bulk_create(
        EditionPart(
            edition=edition,
            position=position,
            kind=part.kind,
            caption=part.caption[:500],
            blocks=part.blocks,
            columns=part.columns,
        )
        for position, part in enumerate(content.parts, 1)
    )
    sections = {
        (section.part_id, section.position - 1): section
        for section in Section.objects.bulk_create(
            Section(
                part=stored,
                position=position,
                text=section.text[:1000],
                number=section.number[:30],
                period=section.period[:100],
                cells=section.cells,
            )
            for stored, part in zip(parts, content.parts, strict=True)
            for position, section in enumerate(part.sections, 1)
        )
    }
    fresh = iter(
        Item.objects.bulk_create(
            Item(programme=edition.programme) for line in content.lines if line.item is None
        )
    )
    rows = [
        (stored, position, line)
        for stored, part in zip(parts, content.parts, strict=True)
        for position, line in enumerate(part.lines, 1)
    ]
    lines = Line.objects.bulk_create(
        Line(
            part=stored,
            section=sections.get((stored.pk, line.section)),
            item_id=next(fresh).pk if line.item is None else line.item,
            position=position,
            cells=line.cells,
        )
        for stored, position, line in rows
    )
    chosen = {
        stored.pk: line.parties
        for stored, (_, _, line) in zip(lines, rows, strict=True)
        if line.parties is not None
    }
    known = known_to(edition.programme.municipality)
    understand_lines(lines, edition=edition, known=known, chosen=chosen)
    return len(lines)
