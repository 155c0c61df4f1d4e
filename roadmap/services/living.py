"""What every change of an item's life begins and ends with: the lock, the words in force, the journal."""

from methodservice.directory import audit
from methodservice.lib.refusals import Refused
from roadmap.models import Completion, Item, Line, Occurrence
from roadmap.services.locks import lock_programme

NOT_IN_FORCE = "Отмечать можно только пункты действующей редакции."
GONE = "Этого срока больше нет: его убрали или заменила новая редакция."


def line_in_force(item: Item) -> Line | None:
    """What the edition in force says about the item, None when it says nothing. 1 query."""
    rows = Line.objects.in_force().filter(item=item).select_related("part__edition")
    return rows.order_by("part__position", "pk").first()


def lock_item(item: Item) -> Line:
    """The item's line in force, its programme under a lock. Raises Refused when there is none."""
    item.programme = lock_programme(item.programme_id)
    line = line_in_force(item)
    if line is None:
        raise Refused(NOT_IN_FORCE)
    line.item = item
    return line


def lock_occurrence(occurrence: Occurrence) -> tuple[Line, Occurrence, Completion | None]:
    """(line in force, the occurrence as it is now, its mark). Raises Refused when it is gone."""
    line = lock_item(occurrence.item)
    current = Occurrence.objects.filter(pk=occurrence.pk).first()
    if current is None:
        raise Refused(GONE)
    current.item = line.item
    mark = Completion.objects.filter(occurrence=current).select_related("evidence", "marked_by").first()
    return line, current, mark


def due_words(occurrence: Occurrence | None) -> str:
    """«срок 31.03.2026», as the journal names an occurrence; «без срока» for a fact."""
    return f"срок {occurrence.ends:%d.%m.%Y}" if occurrence else "без срока"


def tell(line: Line, by, name: str, before: str, after: str, note: str = "") -> None:
    """A row of the item's history: what was, what became. 1 query."""
    row = audit.event(
        audit.Verb.CHANGED,
        by=by,
        obj=line.item,
        municipality_id=line.item.programme.municipality_id,
        changes={name: [before or "—", after or "—"]},
        note=note,
    )
    row.record_label = f"{line}: {line.item.programme}"[:300]
    row.save()
