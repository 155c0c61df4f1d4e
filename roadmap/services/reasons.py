"""Why items of a new edition change (Положение Ижморского округа, п. 3.6)."""

from collections.abc import Collection

from django.db import transaction

from methodservice.directory import audit
from methodservice.lib.numerals import counted
from methodservice.lib.refusals import Refused
from roadmap.difference import difference_of
from roadmap.models import ChangeReason, Edition
from roadmap.services.locks import lock_draft

NOTHING_CHOSEN = "Отметьте изменения, к которым относится основание."
NOT_CHANGED = "Пока вы выбирали, изменения стали другими. Посмотрите список ещё раз."


@transaction.atomic
def give_reason(*, edition: Edition, items: Collection[int], kind: str, text: str, record: str, by) -> int:
    """One ground for the changes of several items, in place of what they had; → how many.

    Raises Refused for a choice that holds nothing, or an item that the draft does not change.
    """
    current = lock_draft(edition)
    if not items:
        raise Refused(NOTHING_CHOSEN, "items")
    difference = difference_of(current)
    changed = {line.item for line in difference.items.lines} if difference else set()
    if not changed.issuperset(items):
        raise Refused(NOT_CHANGED, "items")
    write_reasons(current, items, kind=kind, text=text, record=record)
    what = ChangeReason.Kind(kind).label
    note = f"{counted(len(items), 'изменение', 'изменения', 'изменений')}: {what} {text}".strip()
    audit.record(audit.Verb.CHANGED, by=by, obj=current, note=note)
    return len(items)


def write_reasons(
    edition: Edition, items: Collection[int], *, kind: str, text: str, record: str = ""
) -> None:
    """Reasons of a locked edition. 2 queries."""
    ChangeReason.objects.filter(edition=edition, item__in=items).delete()
    ChangeReason.objects.bulk_create(
        (ChangeReason(edition=edition, item_id=item, kind=kind, text=text, record=record) for item in items),
        500,
    )
