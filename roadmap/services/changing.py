"""What every change of a draft shares: the lock, places in order, the version, the row of the journal."""

from django.db.models import Exists, F, OuterRef

from methodservice.directory import audit
from methodservice.lib.refusals import Refused
from roadmap.models import Edition, EditionPart, Item, Line, Programme
from roadmap.services.locks import lock_draft

GONE = "Этого в документе уже нет: кто-то убрал."


def open_part(part: EditionPart) -> EditionPart:
    """The part as it is now, its draft open and locked. Raises Refused when it is gone."""
    edition = lock_draft(part.edition)
    current = edition.parts.filter(pk=part.pk).first()
    if current is None:
        raise Refused(GONE)
    current.edition = edition
    return current


def open_row(row):
    """A line or a section as it is now, with its part, the draft open and locked. Raises Refused when it is gone."""
    part = open_part(row.part)
    rows = type(row).objects.filter(part=part)
    if isinstance(row, Line):
        rows = rows.select_related("section")
    current = rows.filter(pk=row.pk).first()
    if current is None:
        raise Refused(GONE)
    current.part = part
    return current


def put_in_order(rows: list) -> None:
    """Places from 1 in the order of the list. 1 query, none where all stand well."""
    moved = [row for place, row in enumerate(rows, 1) if row.position != place]
    for place, row in enumerate(rows, 1):
        row.position = place
    if moved:
        type(moved[0]).objects.bulk_update(moved, ["position"], 500)


def tell(edition: Edition, *, by, note: str = "", changes: dict | None = None) -> None:
    """Count a change of the edition and write it into the journal. changes: {what: [was, became]}."""
    Edition.objects.filter(pk=edition.pk).update(version=F("version") + 1)
    audit.record(audit.Verb.CHANGED, by=by, obj=edition, note=note, changes=changes)


def forget_items(programme: Programme) -> None:
    """Delete items that no edition speaks of any more."""
    spoken_of = Exists(Line.objects.filter(item=OuterRef("pk")))
    Item.objects.filter(~spoken_of, programme=programme).delete()
