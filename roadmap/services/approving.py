"""Approving: by an order that is prepared here, or by one on paper. Both bring the edition its number and day."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from methodservice.documents.models import DocumentKind
from methodservice.documents.orders.kinds import Facts, OrderKind
from methodservice.documents.orders.models import Order, OrderAnnex
from methodservice.documents.orders.printed import issuer_genitive
from methodservice.documents.orders.services.annexes import add_annex, change_annex
from methodservice.documents.orders.services.locks import lock_open_order
from methodservice.documents.orders.services.making import start_order
from methodservice.documents.register.by_hand import named_note, register_by_hand
from methodservice.documents.register.services import lock_series
from methodservice.lib.numerals import counted
from methodservice.lib.refusals import AlreadyDone, Refused
from roadmap.annex import annex_of, named, named_as
from roadmap.difference import difference_of
from roadmap.models import Edition, Line
from roadmap.services.coming import EMPTY, approve
from roadmap.services.locks import lock_edition

CHANGED = "Приложение отличается от черновика: одно из них изменилось после подготовки приказа."
RENAMED = "Приказ утверждает «{before}», а черновик теперь называется «{after}»."
MOVED = "Приказ готовили на период {before}, а у черновика теперь {after}."
RETURN = "Верните приказ: текст и приложение нужно сверить с черновиком."
GONE = "Черновика, который утверждает этот приказ, больше нет. Верните приказ."
DONE = "Эта редакция уже утверждена приказом № {number}. Верните приказ: утверждать нечего."
ORDERED = (
    "Приказ уже готовится в портале. Подпишите его или удалите его черновик, если карта утверждена на бумаге."
)
EARLIER = "Редакция {number} действует с {day:%d.%m.%Y}: новая не может вступить в силу раньше."
NOT_ORDERED = "Приказа ещё нет: обновлять нечего."
FRESH = "Приложение уже совпадает с дорожной картой."


@dataclass(frozen=True)
class Obstacle:
    """What must be done before an edition is approved. reasons: it is about grounds of changes."""

    text: str
    reasons: bool = False


def obstacles_to(edition: Edition) -> list[Obstacle]:
    """Why a draft cannot be approved yet. 9 queries, 2 for a first edition."""
    found = [] if Line.objects.of(edition).exists() else [Obstacle(EMPTY)]
    difference = difference_of(edition)
    if difference and (left := len(difference.unfounded)):
        words = counted(left, "изменения", "изменений", "изменений")
        found.append(
            Obstacle(f"У {words} не указано основание: без него новую редакцию не утверждают.", True)
        )
    return found


def _refuse_unready(edition: Edition, in_force_from: date | None) -> None:
    for obstacle in obstacles_to(edition):
        raise Refused(obstacle.text)
    kept = edition.programme.editions.filter(state__in=Edition.KEPT, number__lt=edition.number)
    before = kept.order_by("-number").first()
    if before and in_force_from and in_force_from < before.in_force_from:
        raise Refused(EARLIER.format(number=before.number, day=before.in_force_from), "in_force")


@transaction.atomic
def prepare_order(*, edition: Edition, kind: OrderKind, facts: Callable[[], Facts], by) -> Order:
    """The draft of the order that approves the edition, which becomes its annex. facts() is asked under the lock.

    Raises AlreadyDrafted on a second click, AlreadyDone for an approved edition, Refused with what is in the way.
    """
    current = lock_edition(edition)
    if not current.is_draft:
        raise AlreadyDone(f"Уже утверждена: приказ № {current.order_number}.")
    told = facts()
    _refuse_unready(current, told.context["in_force"])
    order = start_order(kind=kind, facts=told, municipality=current.programme.municipality, by=by)
    order.facts["annex"] = order.annexes.get().pk
    order.save(update_fields=["facts"])
    current.order = order
    current.save(update_fields=["order"])
    return order


def unlike_order(order: Order, edition: Edition) -> str:
    """Why what is signed is not what will be carried out: no annex equals the edition, or it was renamed or moved to
    other days since. "" when they agree. 5 queries."""
    blocks = annex_of(edition).blocks
    if not any(annex.blocks == blocks for annex in order.annexes.all()):
        return CHANGED
    if not is_named_otherwise(order, edition):
        return ""
    now = named_as(edition)
    told = {name: order.facts.get(name, word) for name, word in now.items()}
    if told["title"] != now["title"]:
        return RENAMED.format(before=told["title"], after=now["title"])
    return MOVED.format(before=_days(told), after=_days(now))


def is_named_otherwise(order: Order, edition: Edition) -> bool:
    """Whether title or period changed after the words of the order were made. Orders of old did not keep them."""
    return any(order.facts.get(name, word) != word for name, word in named_as(edition).items())


def _days(words: dict[str, str]) -> str:
    first, last = (date.fromisoformat(words[name]) for name in ("first", "last"))
    return f"{first:%d.%m.%Y} – {last:%d.%m.%Y}"


@transaction.atomic
def refresh_annex(*, edition: Edition, by) -> Order:
    """Write the edition as it is now into the annex of its order, which must be open."""
    if edition.order_id is None:
        raise Refused(NOT_ORDERED)
    order = lock_open_order(edition.order_id)
    fresh = annex_of(edition)
    words = {"title": fresh.title, "blocks": fresh.blocks, "landscape": fresh.landscape}
    annex = OrderAnnex.objects.filter(order=order, pk=order.facts.get("annex")).first()
    if annex is None:
        annex = add_annex(order=order, by=by, mark=fresh.mark, **words)
        order.facts["annex"] = annex.pk
    elif not unlike_order(order, edition):
        raise AlreadyDone(FRESH)
    else:
        change_annex(annex=annex, by=by, **words)
    order.facts |= named_as(edition)
    order.save(update_fields=["facts"])
    return order


def order_signed(order: Order, by) -> None:
    """The edition is approved by the order in the transaction of its signature; refuses what differs from the annex."""
    found = Edition.objects.filter(pk=order.facts["edition"]).first()
    if found is None:
        raise Refused(GONE)
    edition = lock_edition(found)
    if not edition.is_draft:
        raise Refused(DONE.format(number=edition.order_number))
    if unlike := unlike_order(order, edition):
        raise Refused(f"{unlike} {RETURN}", "annexes")
    in_force = order.facts["in_force"]
    day = date.fromisoformat(in_force) if in_force else order.date
    _refuse_unready(edition, day)
    approve(
        edition=edition,
        order_number=order.entry.number,
        approved_on=order.date,
        approved_act=act_of(order),
        in_force_from=day,
        by=by,
        order=order,
    )


def act_of(order: Order) -> str:
    """«приказом управления образования администрации …»."""
    return f"приказом {issuer_genitive(order)}"


@transaction.atomic
def approve_by_hand(
    *,
    edition: Edition,
    order_number: str,
    approved_on: date,
    approved_act: str,
    in_force_from: date,
    by,
    upload=None,
) -> Edition:
    """Approved outside the portal. With a scan the order is entered in the register too, whose numbers are locked
    before the programme, as by a signature.

    Raises AlreadyDone on a second click, Refused (also for a number that the register has already), NotKept.
    """
    if upload:
        lock_series(edition.programme.municipality, DocumentKind.ORDER, approved_on.year)
    current = lock_edition(edition)
    if current.is_draft:
        if current.order_id:
            raise Refused(ORDERED)
        _refuse_unready(current, in_force_from)
    approved = approve(
        edition=current, order_number=order_number, approved_on=approved_on, approved_act=approved_act,
        in_force_from=in_force_from, by=by,
    )  # fmt: skip
    if upload:
        register_by_hand(
            municipality=approved.programme.municipality,
            kind=DocumentKind.ORDER,
            on=approved_on,
            title=_title_of_order(approved),
            number=order_number,
            upload=upload,
            by=by,
        )
    return approved


def register_note(edition: Edition, number: str, approved_on: date) -> str:
    """What the register says of an order on paper that is not entered there with its scan. 2 queries."""
    return named_note(
        municipality=edition.programme.municipality, kind=DocumentKind.ORDER, number=number, on=approved_on,
        title=_title_of_order(edition),
    )  # fmt: skip


def _title_of_order(edition: Edition) -> str:
    document, name = named(edition)
    return f"Об утверждении {document.genitive} {name}"[:500]


def dates_note(edition: Edition, approved_on: date, in_force_from: date, today: date) -> str:
    """What looks odd about the days of an approval and may still be right; "" when nothing does."""
    if approved_on > today:
        return f"Дата приказа {approved_on:%d.%m.%Y} ещё не наступила."
    if in_force_from < approved_on:
        return f"Действует с {in_force_from:%d.%m.%Y} — раньше, чем утверждена ({approved_on:%d.%m.%Y})."
    if in_force_from > edition.last:
        return f"Действует с {in_force_from:%d.%m.%Y}, а период кончается {edition.last:%d.%m.%Y}."
    if approved_on.year < edition.first.year - 1:
        return f"Приказ {approved_on.year} года, а период начинается {edition.first:%d.%m.%Y}."
    return ""
