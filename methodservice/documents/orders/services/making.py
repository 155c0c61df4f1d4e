"""Starting an order: a draft from facts, an order that cancels or amends another, an empty one."""

from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.utils import timezone

from methodservice.directory import audit
from methodservice.directory.models import Municipality
from methodservice.documents.models import DocumentStyle
from methodservice.documents.orders.drafts import PointDraft, TextDraft, draft_text
from methodservice.documents.orders.kinds import Facts, OrderKind
from methodservice.documents.orders.models import Order, OrderAnnex, OrderLink, OrderPerson, OrderPoint
from methodservice.documents.orders.people import find_party
from methodservice.documents.orders.services.control import control_words
from methodservice.documents.orders.services.people import fill_acquainted, write_people
from methodservice.lib.refusals import AlreadyDone


class AlreadyDrafted(AlreadyDone):
    """The order for these facts is there: `order`."""

    def __init__(self, order: Order):
        super().__init__("Такой приказ уже подготовлен: вот он.")
        self.order = order


def drafted_for(municipality: Municipality, source: str) -> Order | None:
    """The order made of a record, unless it was cancelled. 1 query."""
    rows = Order.objects.filter(municipality=municipality, source=source)
    return rows.exclude(state=Order.State.CANCELLED).first()


@transaction.atomic
def start_order(*, kind: OrderKind, facts: Facts, municipality: Municipality, by) -> Order:
    """Write the draft of a kind from its facts. Raises AlreadyDrafted when the facts have their order already."""
    style = DocumentStyle.of(municipality)
    text = facts.text or _from_template(kind, facts, municipality, style)
    standing = (
        drafted_for(municipality, facts.source)
        if facts.source
        else _just_started(kind, text.title, municipality, by)
    )
    if standing:
        raise AlreadyDrafted(standing)
    order = Order(
        municipality=municipality, kind=kind.key, source=facts.source, facts=facts.kept, issuer=facts.issuer,
        title=text.title, preamble=text.preamble, made_by=by, **facts.words,
    )  # fmt: skip
    order.signatory = usual_signatory(order)
    _write(order, text, style, by)
    _write_annexes(order, facts)
    OrderLink.objects.bulk_create(
        OrderLink(order=order, kind=change, target_id=target) for change, target in facts.changes
    )
    write_people(order, OrderPerson.Part.ACQUAINTED, facts.people)
    fill_acquainted(order=order, by=by)
    return order


def _just_started(kind: OrderKind, title: str, municipality: Municipality, by) -> Order | None:
    """What the first of two clicks has made: the same title, nothing written yet. Whoever starts orders waits here.

    2 queries.
    """
    # the key stays readable: an order that is being signed meanwhile refers to it
    Municipality.objects.select_for_update(of=("self",), no_key=True).get(pk=municipality.pk)
    rows = Order.objects.filter(
        municipality=municipality, kind=kind.key, title=title, state=Order.State.DRAFT
    )
    return rows.filter(version=1, pk__in=audit.just_made(Order, by=by)).first()


def _from_template(
    kind: OrderKind, facts: Facts, municipality: Municipality, style: DocumentStyle
) -> TextDraft:
    """The words of the kind's template; the municipality's own preamble wins over that of the template."""

    def words_of(key: str, case: str):
        party = find_party(municipality, key)
        return party and party.words(case)

    text = draft_text(kind.template, facts.context, words_of)
    if own := style.preambles.get(kind.style_key):
        text.preamble = kind.drawn.filled(own, facts.drawn) if kind.drawn else own
    return text


def usual_signatory(order: Order):
    """Who signs for the municipality on the day of the order, or today; the first of the dated list. 1 query."""
    day = order.date or timezone.localdate()
    return order.municipality.signatories.on(day).order_by("starts", "pk").first()


def _write(order: Order, text: TextDraft, style: DocumentStyle, by) -> None:
    if text.control_key:
        order.control_key = text.control_key
        order.control, order.control_doubt = control_words(order.municipality, text.control_key, style)
    try:
        with transaction.atomic():
            order.save()
    except IntegrityError:
        # two clicks at once: the first one's order is there by now
        standing = drafted_for(order.municipality, order.source)
        if standing is None:
            raise
        raise AlreadyDrafted(standing) from None
    audit.record(audit.Verb.CREATED, by=by, obj=order)
    write_points(order, text.points)


def write_points(order: Order, drafts: Iterable[PointDraft], parent: OrderPoint | None = None) -> None:
    """Points with their sub-points, in the order given. 1 query for a point."""
    for position, draft in enumerate(drafts, 1):
        point = OrderPoint.objects.create(
            order=order, parent=parent, position=position, text=draft.text, executor=draft.executor,
            executor_key=draft.executor_key, deadline=draft.deadline, doubt=draft.doubt[:500],
        )  # fmt: skip
        write_points(order, draft.points, point)


def _write_annexes(order: Order, facts: Facts) -> None:
    OrderAnnex.objects.bulk_create(
        OrderAnnex(
            order=order, position=position, title=annex.title, mark=annex.mark, landscape=annex.landscape,
            blocks=annex.blocks,
        )
        for position, annex in enumerate(facts.annexes, 1)
    )  # fmt: skip
