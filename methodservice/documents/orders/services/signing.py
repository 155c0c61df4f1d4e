"""The way of an order: handed over, returned or signed; a signed one is cancelled or amended only by another order.

Each function takes the order's row under a lock first, then looks at the state again.
"""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from methodservice import registries
from methodservice.directory import audit
from methodservice.directory.models import Signatory
from methodservice.documents.models import DocumentKind, DocumentStyle, FrozenDocument
from methodservice.documents.orders.kinds import kind_of
from methodservice.documents.orders.models import Order, OrderLink
from methodservice.documents.orders.printed import order_snapshot, render_order, signature_of
from methodservice.documents.orders.remarks import obstacles
from methodservice.documents.orders.services.locks import lock_order
from methodservice.documents.orders.workflow import State, move
from methodservice.documents.register.services import not_signing_on, strike_out, take_entry
from methodservice.documents.services import freeze
from methodservice.lib.refusals import AlreadyDone, Refused

NOTHING_SAID = "Напишите, что исправить: без замечания возвращать нельзя."
CHANGED = "Пока вы читали, приказ отозвали и передали на подпись заново. Прочитайте его ещё раз."
NOBODY_SIGNS = "Выберите, кто подписывает приказ."
AHEAD = timedelta(days=366)
TOO_FAR = "Проверьте год: до {:%d.%m.%Y} больше года."


@transaction.atomic
def submit(*, order: Order, by) -> Order:
    """Hand over for signature. Raises AlreadyDone on a second click, Refused with the first obstacle."""
    order = lock_order(order.pk)
    if order.state == State.WAITING:
        raise AlreadyDone("Приказ уже на подписи.")
    if order.state in Order.OPEN and (found := obstacles(order)):
        raise Refused(found[0].text, found[0].anchor)
    move(order=order, to=State.WAITING, by=by, submitted_at=timezone.now(), submitted_by=by)
    return order


@transaction.atomic
def withdraw(*, order: Order, by) -> Order:
    """Take back an order that nobody has signed or returned yet."""
    order = lock_order(order.pk)
    if order.state == State.DRAFT:
        raise AlreadyDone("Приказ уже отозван.")
    move(order=order, to=State.DRAFT, by=by, note="отозван")
    return order


@transaction.atomic
def return_order(*, order: Order, comment: str, by, version: int | None = None) -> Order:
    """Return for correction with a remark. version: of the order that was read."""
    order = lock_order(order.pk)
    comment = comment.strip()
    if order.state == State.RETURNED:
        raise AlreadyDone("Приказ уже возвращён.")
    _same(order, version)
    if not comment:
        raise Refused(NOTHING_SAID, "comment")
    move(order=order, to=State.RETURNED, by=by, comment=comment, note=comment)
    return order


@transaction.atomic
def sign(
    *,
    order: Order,
    on: date,
    by,
    number: str | None = None,
    signatory: Signatory | None = None,
    version: int | None = None,
) -> Order:
    """Sign: number from the register, snapshot, PDF, and what follows from it — all or nothing.

    on: date of the order; number: given by hand, "" for the next of the mask, by default the order's; signatory: of
    the dated list, by default the order's. Raises AlreadyDone («уже подписан № 3») on a second click, Refused with the
    first obstacle.
    """
    order = lock_order(order.pk)
    if order.state in Order.KEPT:
        raise AlreadyDone(f"Приказ уже подписан: № {order.entry.number}.")
    if order.state != State.WAITING:
        raise Refused(f"Подписать нельзя: состояние приказа — «{order.get_state_display()}».")
    _same(order, version)
    if on > timezone.localdate() + AHEAD:
        raise Refused(TOO_FAR.format(on), "date")
    order.signatory = signatory or order.signatory
    _refuse_signatory(order.signatory, on)
    order.date = on
    entry = take_entry(
        municipality=order.municipality, kind=DocumentKind.ORDER, on=on, title=order.title, by=by,
        number=order.wanted_number if number is None else number, signatory=order.signatory,
        signed_as=_signed_as(order),
    )  # fmt: skip
    document = freeze(
        municipality=order.municipality, kind=FrozenDocument.Kind.ORDER, number=entry.number, date=on,
        title=f"Приказ «{order.title}»"[:300], snapshot=order_snapshot(order, number=entry.number, on=on),
        render=render_order, by=by,
    )  # fmt: skip
    entry.document = document
    entry.save(update_fields=["document"])
    move(
        order=order, to=State.SIGNED, by=by, date=on, signatory=order.signatory, comment="", entry=entry,
        document=document, note=f"№ {entry.number}",
    )  # fmt: skip
    audit.record(audit.Verb.SIGNED, by=by, obj=order, note=str(entry))
    _take_effect(order, by)
    registries.announce(fact_of(order), by)
    return order


def fact_of(order: Order) -> registries.Fact:
    """A signed order as a fact. Reads `entry`."""
    return registries.Fact(
        key=f"order:{order.pk}",
        municipality_id=order.municipality_id,
        day=order.date,
        title=f"{order.entry} «{order.title}»",
    )


def _signed_as(order: Order) -> str:
    line = signature_of(order, DocumentStyle.of(order.municipality))
    return f"{line['post']} {line['name']}".strip()


def _same(order: Order, version: int | None) -> None:
    """Nobody decides on an order that reads differently from the one on the screen."""
    if version is not None and version != order.version:
        raise Refused(CHANGED)


def _refuse_signatory(signatory: Signatory | None, on: date) -> None:
    if signatory is None:
        raise Refused(NOBODY_SIGNS, "signatory")
    if refusal := not_signing_on(signatory, on):
        raise Refused(refusal, "signatory")


def _take_effect(order: Order, by) -> None:
    """Orders that this one cancels are cancelled; the kind does what follows from the signature."""
    links = list(order.changes.select_related("target").order_by("target_id"))
    keys = [f"order:{pk}" for pk in (order.pk, *(link.target_id for link in links))]
    registries.lock_for_facts(keys, order.municipality_id)
    for link in links:
        target = lock_order(link.target_id)
        if link.kind == OrderLink.Kind.CANCELS and target.state == State.SIGNED:
            move(order=target, to=State.CANCELLED, by=by, note=f"отменён: {order.entry}")
            strike_out(
                entry=target.entry,
                reason=f"Отменён приказом {order.entry.number_and_date}",
                by=by,
            )
            registries.withdraw(f"order:{target.pk}", by)
        elif target.state == State.CANCELLED:
            raise Refused(f"{target.entry} уже отменён. Верните приказ: изменять больше нечего.", "changes")
    kind = kind_of(order.kind)
    if kind and kind.on_signed:
        kind.on_signed(order, by)
