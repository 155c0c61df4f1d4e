"""The words of a draft as a whole: title and period, parts of the document, throwing it away."""

from collections.abc import Callable

from django.db import transaction

from methodservice.directory import audit
from methodservice.documents.annex_shape import Block, printable
from methodservice.lib.refusals import AlreadyDone, Refused
from roadmap.content import PartWords
from roadmap.lines import understand_lines
from roadmap.models import Edition, EditionPart, Line, Programme, Section
from roadmap.parties import known_to
from roadmap.services.changing import forget_items, open_part, put_in_order, tell
from roadmap.services.locks import lock_draft, lock_programme

MOST_PARTS = 100
TOO_MANY = f"В документе не больше {MOST_PARTS} частей."


@transaction.atomic
def change_edition(*, edition: Edition, by, **words) -> Edition:
    """Any of title, first, last, landscape. Another period gives all deadlines another meaning."""
    current = lock_draft(edition)
    before = audit.state_of(current)
    period = (current.first, current.last)
    for name, value in words.items():
        setattr(current, name, value)
    current.version += 1
    current.save(update_fields=[*words, "version"])
    audit.record_change(by=by, obj=current, before=before)
    if (current.first, current.last) != period:
        understand_all(current)
    programme = current.programme
    if programme.title != current.title and not programme.editions.filter(state__in=Edition.KEPT).exists():
        programme.title = current.title
        programme.save(update_fields=["title"])
    return current


def understand_all(edition: Edition, part: EditionPart | None = None) -> None:
    """Read the words of all lines anew, or of one part. 6 queries."""
    lines = Line.objects.of(edition).select_related("part", "section")
    if part is not None:
        lines = lines.filter(part=part)
    understand_lines(list(lines), edition=edition, known=known_to(edition.programme.municipality))


@transaction.atomic
def add_part(*, edition: Edition, words: PartWords, place: int | None, by) -> EditionPart:
    """An empty part. place: from 0, None for the end. Raises Refused when there are too many."""
    current = lock_draft(edition)
    parts = list(current.parts.all())
    if len(parts) >= MOST_PARTS:
        raise Refused(TOO_MANY)
    part = EditionPart.objects.create(
        edition=current,
        position=len(parts) + 1,
        kind=words.kind,
        caption=words.caption,
        blocks=words.blocks,
        columns=words.columns,
    )
    Section.objects.bulk_create(
        Section(part=part, position=position, text=section.text, number=section.number)
        for position, section in enumerate(words.sections, 1)
    )
    parts.insert(len(parts) if place is None else place, part)
    put_in_order(parts)
    tell(current, by=by, note=f"Добавлена часть «{part}»")
    return part


@transaction.atomic
def change_part(*, part: EditionPart, by, **words) -> EditionPart:
    """Any of caption and, for words and tables with rows of their own, blocks. Raises Refused for what cannot print."""
    current = open_part(part)
    before = str(current)
    if "blocks" in words:
        printable(words["blocks"])
    for name, value in words.items():
        setattr(current, name, value)
    current.save(update_fields=list(words))
    tell(current.edition, by=by, note=f"Изменена часть «{before}»")
    return current


@transaction.atomic
def edit_rows(*, part: EditionPart, edit: Callable[[list[Block]], list[Block]], by) -> EditionPart:
    """Change rows of a table that keeps them. Its ValueError is a refusal."""
    current = open_part(part)
    try:
        blocks = edit(current.blocks)
    except ValueError as wrong:
        raise Refused(str(wrong)) from wrong
    return change_part(part=current, blocks=blocks, by=by)


@transaction.atomic
def move_part(*, part: EditionPart, up: bool, by) -> None:
    """One place up or down; at the edge nothing happens."""
    current = open_part(part)
    parts = list(current.edition.parts.all())
    place = parts.index(current)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(parts):
        return
    parts.insert(other, parts.pop(place))
    put_in_order(parts)
    changes = {"Место": [str(place + 1), str(other + 1)]}
    tell(current.edition, by=by, note=f"Часть «{current}»", changes=changes)


@transaction.atomic
def remove_part(*, part: EditionPart, by) -> None:
    """Take a part out with its lines; the items that only they were about go too."""
    current = open_part(part)
    edition = current.edition
    tell(edition, by=by, note=f"Убрана часть «{current}»")
    current.delete()
    put_in_order(list(edition.parts.all()))
    forget_items(edition.programme)


@transaction.atomic
def discard(*, programme: Programme, by) -> bool:
    """Throw the draft away; the whole programme, when nothing of it was ever approved. → whether the programme stays.

    Raises AlreadyDone when nothing is being prepared.
    """
    current = lock_programme(programme.pk)
    draft = current.editions.filter(state=Edition.State.DRAFT).first()
    if draft is None:
        raise AlreadyDone("Черновик уже удалён.")
    audit.record(audit.Verb.DELETED, by=by, obj=draft)
    draft.delete()
    if current.editions.exists():
        forget_items(current)
        return True
    audit.record(audit.Verb.DELETED, by=by, obj=current)
    current.items.all().delete()
    current.delete()
    return False
