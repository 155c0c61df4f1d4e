"""Annexes of an order: their heading, mark, content."""

from django.db import transaction

from methodservice.directory import audit
from methodservice.documents.annex_shape import printable
from methodservice.documents.orders.models import Order, OrderAnnex
from methodservice.documents.orders.services.locks import lock_open_order, lock_part
from methodservice.lib.refusals import Refused

MOST_ANNEXES = 30
TOO_MANY = f"У приказа не больше {MOST_ANNEXES} приложений."


@transaction.atomic
def add_annex(*, order: Order, by, blocks: list, **words) -> OrderAnnex:
    """An annex at the end. words: title, mark, landscape. Raises Refused for content that cannot be printed."""
    current = lock_open_order(order.pk)
    number = current.annexes.count()
    if number >= MOST_ANNEXES:
        raise Refused(TOO_MANY)
    annex = OrderAnnex.objects.create(order=current, position=number + 1, blocks=printable(blocks), **words)
    audit.record(audit.Verb.CREATED, by=by, obj=annex)
    return annex


@transaction.atomic
def change_annex(*, annex: OrderAnnex, by, **words) -> OrderAnnex:
    """Any of title, mark, landscape, blocks."""
    _, current = lock_part(annex)
    before = audit.state_of(current)
    if "blocks" in words:
        printable(words["blocks"])
    for name, value in words.items():
        setattr(current, name, value)
    current.save(update_fields=list(words))
    audit.record_change(by=by, obj=current, before=before)
    return current


@transaction.atomic
def edit_table(*, annex: OrderAnnex, edit, by) -> OrderAnnex:
    """Change rows of a table. edit(blocks) → blocks, of annex_content; its ValueError is a refusal."""
    _, current = lock_part(annex)
    try:
        blocks = edit(current.blocks)
    except ValueError as wrong:
        raise Refused(str(wrong)) from wrong
    return change_annex(annex=current, blocks=blocks, by=by)
